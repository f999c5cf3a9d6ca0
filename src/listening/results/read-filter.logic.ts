import { DAY_MS } from '../../kernel/clock.ts';
import { Problem } from '../../kernel/problem.ts';
import type { AnswerFilter, ResultFilter } from './results.contract.ts';

const EARLIEST = new Date('1970-01-01T00:00:00Z');
const LATEST = new Date('2299-12-31T00:00:00Z');

/** A period whose ends may be open; a day as `to` is in it as a whole. @throws request.invalid when it ends before it begins */
export function readPeriod({ from, to }: Pick<ResultFilter, 'from' | 'to'>): { from: Date; to: Date } {
  const start = from === undefined ? EARLIEST : new Date(from);
  const end = to === undefined ? LATEST : new Date(new Date(to).getTime() + (/^\d{4}-\d{2}-\d{2}$/.test(to) ? DAY_MS : 0));
  if (end <= start) throw refused('to', 'The period ends before it begins: "to" must lie after "from".', 'must lie after "from"');
  return { from: start < EARLIEST ? EARLIEST : start, to: end > LATEST ? LATEST : end };
}

/** `nps:0..6` → points from 0 to 6; `reason:delivery` → the option. */
export function readAnswerFilter(text: string): AnswerFilter {
  const at = text.indexOf(':');
  const [item, wanted] = [text.slice(0, at), text.slice(at + 1)];
  const [low, high = low] = /^(-?\d+(?:\.\d+)?)(?:\.\.(-?\d+(?:\.\d+)?))?$/.exec(wanted)?.slice(1).filter((part) => part !== undefined).map(Number) ?? [];
  return low === undefined || high === undefined ? { item, option: wanted } : { item, low, high };
}

/** `field:value`; the value may hold colons. */
export function readPair(text: string): { key: string; value: string } {
  const at = text.indexOf(':');
  return { key: text.slice(0, at), value: text.slice(at + 1) };
}

/** Filters that protected results understand: the version and the one attribute that the survey fixes. */
export function refuseUnprotectedFilters(filter: ResultFilter, by: string): void {
  const { version: _, ...others } = filter;
  const foreign = Object.entries(others).find(([name, value]) => value !== undefined && !(name === by) && !(name === 'hidden' && by.startsWith('hidden.') && (value as readonly string[]).every((one) => `hidden.${readPair(one).key}` === by)));
  if (foreign) throw refused(foreign[0], `These results are protected, so that nobody is recognised by comparing filters: they can be told apart by version${by === '' ? '' : ` and ${by}`} only.`, 'not possible where answers are protected', 'survey.results_protected');
}

function refused(name: string, detail: string, reason: string, code: 'request.invalid' | 'survey.results_protected' = 'request.invalid'): Problem {
  return new Problem(code, detail, {}, [{ at: `querystring.${name}`, reason }]);
}
