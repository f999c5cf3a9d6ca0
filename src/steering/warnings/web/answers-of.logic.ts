import type { Warning } from '../warnings.contract.ts';

/** Where the answers of the weeks of an alarm are listed. */
export function answersOf({ score, touchpoint, group, beganOn, raisedAt }: Pick<Warning, 'score' | 'touchpoint' | 'group' | 'beganOn' | 'raisedAt'>): string {
  const lastDay = new Date(Date.parse(raisedAt) - 1).toISOString().slice(0, 10);
  const search = new URLSearchParams({ ...(touchpoint === null ? {} : { touchpoint }), ...(group === null ? {} : { group }), ...(score === 'nps' ? { role: 'nps' } : { role: 'experience' }), from: beganOn, to: lastDay });
  return `/listening/answers?${search.toString()}`;
}
