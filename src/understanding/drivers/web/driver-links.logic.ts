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
