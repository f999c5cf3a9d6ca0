import type { Profile } from '../../imports.contract.ts';

/** The touchpoints of which a file says how they are lived, and not what was expected there. */
export function lackingExpectation(profile: Profile | null): { code: string; name: string }[] {
  const uses = profile?.columns.flatMap(({ use }) => (use.as === 'score' ? [use] : [])) ?? [];
  // An expectation that belongs to the touchpoint of the row may be about any of them.
  if (uses.some(({ role, touchpoint }) => role === 'expectation' && touchpoint === null)) return [];
  const expected = new Set(uses.flatMap(({ role, touchpoint }) => (role === 'expectation' && touchpoint ? [touchpoint.code] : [])));
  const lived = uses.flatMap(({ role, touchpoint }) => (role === 'experience' && touchpoint && !expected.has(touchpoint.code) ? [touchpoint] : []));
  return [...new Map(lived.map((touchpoint) => [touchpoint.code, touchpoint])).values()];
}
