/** The answers behind a cell, with the same period and group; the touchpoint itself for those who may not read answers. */
export function cellAddress({ touchpoint, dimension }: { touchpoint: string; dimension: string }, { from, group, maySeeAnswers }: { from: string | undefined; group: string; maySeeAnswers: boolean }): string {
  const query = new URLSearchParams(Object.entries({ from, group, ...(maySeeAnswers ? { dimension } : {}) }).flatMap(([key, value]) => (value ? [[key, value]] : [])));
  // The page of a touchpoint takes a length of time, no day.
  if (!maySeeAnswers) query.delete('from');
  return `/touchpoints/${encodeURIComponent(touchpoint)}${maySeeAnswers ? '/answers' : ''}${query.size > 0 ? `?${query}` : ''}`;
}
