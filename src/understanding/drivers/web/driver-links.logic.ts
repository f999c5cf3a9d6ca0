import type { Drivers } from '../drivers.contract.ts';

/** Filters of the page that the answers behind a figure share. */
export interface Scope {
  from: string | undefined;
  group: string;
  survey: string;
  touchpoint: string;
}

/** The list of answers with the same filters. */
export function answersAddress(scope: Scope, more: Record<string, string> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...scope, ...more })) if (value !== undefined && value !== '') search.set(name, value);
  return `/listening/answers?${search.toString()}`;
}

/** The answers about one driver; of an item without a dimension the list knows nothing, so there all are shown. */
export function driverAddress(scope: Scope, { by, known }: Pick<Drivers, 'by' | 'known'>, key: string): string {
  if (by === 'touchpoint') return answersAddress(scope, { touchpoint: key });
  return answersAddress(scope, known.some((one) => one.key === key && one.isDimension) ? { dimension: key } : {});
}
