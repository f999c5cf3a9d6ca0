/** Times at which people come back to something, in the time of this machine; the later ones at eight in the morning. */
export function snoozeTimes(now: Date): { name: 'hours' | 'tomorrow' | 'monday'; at: Date }[] {
  const inHours = new Date(now.getTime() + 3 * 3_600_000);
  const morning = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 8);
  const daysToMonday = ((8 - now.getDay()) % 7) || 7;
  const times = [{ name: 'hours' as const, at: inHours }, { name: 'tomorrow' as const, at: morning(1) }, { name: 'monday' as const, at: morning(daysToMonday) }];
  // On a Sunday tomorrow is Monday: once is enough.
  return daysToMonday === 1 ? times.filter(({ name }) => name !== 'monday') : times;
}

/** The value of a field for date and time, e.g. `2026-03-02T14:00`, in the time of this machine. */
export function toInstant(typed: string): Date | null {
  const at = new Date(typed);
  return typed === '' || Number.isNaN(at.getTime()) ? null : at;
}
