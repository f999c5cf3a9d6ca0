import { type Nordfunk, type NordfunkOptions, createNordfunk } from './nordfunk.ts';
import type { DemoEvent, DemoResponse, DemoTouchpoint } from './shapes.ts';

/** The whole history of a small company in memory, for tests. */
export type Told = { company: Nordfunk; events: DemoEvent[]; responses: DemoResponse[]; daysOf: { on: string; events: number }[] };

export function tellEverything(options: NordfunkOptions): Told {
  const company = createNordfunk(options);
  const told: Told = { company, events: [], responses: [], daysOf: [] };
  for (const { on, events, responses } of company.days()) {
    for (const event of events) told.events.push(event);
    told.responses.push(...responses);
    told.daysOf.push({ on, events: events.length });
  }
  return told;
}

export const kindOf = (event: DemoEvent): string => (event.type === 'track' ? event.event ?? '' : event.type);

/** The rules of the inventory, applied in the plainest way. */
export function touchpointsOf(event: DemoEvent, touchpoints: readonly DemoTouchpoint[]): string[] {
  const kind = kindOf(event);
  const properties = event.properties ?? {};
  return touchpoints.filter(({ rules }) => rules.some((rule) =>
    rule.event === kind
    && (rule.channel === undefined || rule.channel === properties['channel'])
    && (rule.properties ?? []).every(({ name, operator, value }) => (operator === 'equals' ? properties[name] === value : String(properties[name] ?? '').startsWith(value)))))
    .map(({ code }) => code);
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export function correlationOf(pairs: readonly (readonly [number, number])[]): number {
  const meanX = meanOf(pairs.map(([x]) => x));
  const meanY = meanOf(pairs.map(([, y]) => y));
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (const [x, y] of pairs) {
    xy += (x - meanX) * (y - meanY);
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

export const npsOf = (values: readonly number[]): number =>
  (100 * (values.filter((value) => value >= 9).length - values.filter((value) => value <= 6).length)) / values.length;

/** One survey as numbers: means over its dimensions. */
export function readResponse(response: DemoResponse): { expectation: number; experience: number; nps: number } {
  const valuesOf = (role: string): number[] => response.answers.flatMap((answer) => (answer.role === role && answer.value !== undefined ? [answer.value] : []));
  return { expectation: meanOf(valuesOf('expectation')), experience: meanOf(valuesOf('experience')), nps: meanOf(valuesOf('nps')) };
}
