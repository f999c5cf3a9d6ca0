import type { Touchpoint } from '../../journeys/touchpoints/touchpoints.contract.ts';

type Wanted = { [Field in 'stage' | 'kind' | 'department' | 'channel']?: string | undefined };

/** Whether a touchpoint is what is asked for; what is not said may be anything. */
export const isWanted = (touchpoint: Touchpoint, { stage, kind, department, channel }: Wanted): boolean =>
  (stage === undefined || touchpoint.stage === stage) && (kind === undefined || touchpoint.kind === kind) && (department === undefined || touchpoint.department === department) && (channel === undefined || touchpoint.channel === channel);

/** Whether every word stands in its code or one of its names. */
export function hasWords(touchpoint: Touchpoint, words: string): boolean {
  const text = `${touchpoint.code}\n${touchpoint.nameDe}\n${touchpoint.nameEn}`.toLowerCase();
  return words.trim().toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
