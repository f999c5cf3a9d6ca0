/** Periods that can be chosen, in days; 'all' = since the beginning. */
export const periods = ['30', '90', '365', 'all'] as const;

/** First day of a period that ends today, as the API wants it; undefined for all time. Whole days keep the question the same all day. */
export function firstDay(period: string, today: Date): string | undefined {
  const days = Number(period);
  if (!Number.isInteger(days) || days <= 0) return undefined;
  return new Date(today.getTime() - days * 86_400_000).toISOString().slice(0, 10);
}
