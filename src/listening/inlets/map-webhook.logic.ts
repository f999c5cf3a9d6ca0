import type { Mapped, Mapping } from './inlets.contract.ts';

const MAX_PATHS = 200;
const EXAMPLE_LENGTH = 80;

/** What stands at `customer.email` or `items[0].sku`; undefined where nothing does. */
export function valueAt(body: unknown, path: string): unknown {
  let value = body;
  for (const step of path.replaceAll(/\[(\d+)\]/g, '.$1').split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step]; // hasOwn has just looked
  }
  return value;
}

/** Turns the body of somebody else's webhook into an event. @returns a reason where it says nothing that we could store */
export function mapWebhook(body: unknown, { event, identifiers, at, properties }: Mapping): { mapped: Mapped } | { reason: string } {
  const name = 'name' in event ? event.name : textOf(valueAt(body, event.path));
  if (name === null) return { reason: `there is no name of an event at ${'path' in event ? event.path : ''}` };
  const named = identifiers.flatMap(({ kind, path }) => {
    const value = textOf(valueAt(body, path));
    return value === null ? [] : [{ kind, value }];
  });
  if (named.length === 0) return { reason: `it names nobody: nothing stands at ${identifiers.map(({ path }) => path).join(', ')}` };
  const when = at === null ? null : instantOf(valueAt(body, at));
  if (at !== null && when === null) return { reason: `there is no time at ${at}` };
  const kept = properties.flatMap(({ name: property, path }) => {
    const value = valueAt(body, path);
    return value === undefined ? [] : [[property, value] as const];
  });
  return { mapped: { event: name.slice(0, 200), identifiers: named, at: when, properties: Object.fromEntries(kept) } };
}

/** The event as the Segment spec has it, for the one door through which all events come. */
export function toMessage({ event, identifiers, at, properties }: Mapped, messageId: string): Record<string, unknown> {
  return { type: 'track', event, messageId, properties, context: { externalIds: identifiers.map(({ kind, value }) => ({ type: kind, id: value, collection: 'users', encoding: 'none' })) }, ...(at === null ? {} : { timestamp: at }) };
}

/** All that one can point at in an example, in its order. */
export function listPaths(body: unknown): { path: string; example: string }[] {
  const found: { path: string; example: string }[] = [];
  const visit = (value: unknown, path: string) => {
    if (found.length >= MAX_PATHS) return;
    if (Array.isArray(value)) value.slice(0, 3).forEach((inner, index) => visit(inner, `${path}[${index}]`));
    else if (typeof value === 'object' && value !== null) for (const [name, inner] of Object.entries(value)) visit(inner, path === '' ? name : `${path}.${name}`);
    else if (path !== '') found.push({ path, example: String(value).slice(0, EXAMPLE_LENGTH) });
  };
  visit(body, '');
  return found;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** ISO 8601 as it is; numbers are seconds or, from 10^11 on, milliseconds since 1970. */
function instantOf(value: unknown): string | null {
  const time = typeof value === 'number' ? new Date(value < 1e11 ? value * 1_000 : value) : typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? new Date(value) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time.toISOString();
}
