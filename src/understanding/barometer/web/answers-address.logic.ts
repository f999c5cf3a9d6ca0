import type { Barometer, Wave } from '../barometer.contract.ts';

/** The answers of a wave, and with them their customers; further filters as that page has them. */
export function answersTo({ survey }: Pick<Barometer, 'survey'>, { from, to }: Pick<Wave, 'from' | 'to'>, filter: Readonly<Record<string, string>> = {}): string {
  return `/listening/answers?${new URLSearchParams({ survey, from, to, ...filter }).toString()}`;
}
