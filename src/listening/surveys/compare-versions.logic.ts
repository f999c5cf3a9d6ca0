import type { VersionChange } from './comparability.contract.ts';
import type { Definition } from './definition.contract.ts';

/** What a change to a live survey does to comparing figures before and after. */
export function compareVersions(_before: Definition, _after: Definition): VersionChange[] {
  return [];
}
