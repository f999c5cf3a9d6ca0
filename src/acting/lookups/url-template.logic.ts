import { type Placeholder, type PlaceholderValues, placeholders } from './lookups.contract.ts';

export type Template = { placeholders: Placeholder[]; origin: string } | { reason: string };

const hole = /\{([^{}]*)\}/g;
const known: readonly string[] = placeholders;
const isPlaceholder = (name: string): name is Placeholder => known.includes(name);

/** Reads an address with placeholders. The host must be fixed, or a customer's data would decide whom we call. */
export function readTemplate(template: string): Template {
  const [, scheme, authority = ''] = /^(https?):\/\/([^/?#]*)/i.exec(template) ?? [];
  if (scheme === undefined || authority === '') return { reason: 'begins with https:// and a host' };
  if (/[{}]/.test(authority)) return { reason: 'the host is fixed; placeholders stand behind it' };
  if (authority.includes('@')) return { reason: 'holds no name and password; they go into the secret header' };
  if (template.includes('#')) return { reason: 'ends without #: that part is never sent' };
  const names = [...template.matchAll(hole)].map(([, name = '']) => name);
  const unknown = names.find((name) => !isPlaceholder(name));
  if (unknown !== undefined) return { reason: `{${unknown}} is none of the placeholders: ${placeholders.map((name) => `{${name}}`).join(' ')}` };
  if (/[{}]/.test(template.replaceAll(hole, ''))) return { reason: 'a brace is open' };
  const sample = template.replaceAll(hole, 'x');
  if (!URL.canParse(sample)) return { reason: 'is no address' };
  return { placeholders: [...new Set(names.filter(isPlaceholder))], origin: new URL(sample).origin };
}

export type Filled = { url: string } | { missing: Placeholder[] };

/** The address to ask. A value that would lead to another place than the one meant (`..`) counts as missing. */
export function fillTemplate(template: string, values: PlaceholderValues): Filled {
  const read = readTemplate(template);
  if ('reason' in read) return { missing: [] };
  const missing = read.placeholders.filter((name) => (values[name] ?? '').trim() === '');
  if (missing.length > 0) return { missing };
  const url = new URL(template.replaceAll(hole, (_all, name: Placeholder) => encodeURIComponent((values[name] ?? '').toWellFormed().trim())));
  const meant = new URL(template.replaceAll(hole, 'x'));
  const stays = url.origin === meant.origin && url.pathname.split('/').length === meant.pathname.split('/').length;
  return stays ? { url: url.href } : { missing: read.placeholders };
}

/** Placeholders that say who somebody is: answers to such questions belong to that customer. */
export const namesPerson = (names: readonly Placeholder[]): boolean =>
  names.some((name) => (['street', 'customerNumber', 'contractNumber', 'deviceSerial', 'email', 'phone'] satisfies Placeholder[] as Placeholder[]).includes(name));
