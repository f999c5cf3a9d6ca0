import type { SurveyState } from './surveys.contract.ts';

export interface SurveyDates {
  publishedVersion: number | null;
  opensAt: Date | null;
  closesAt: Date | null;
  closedAt: Date | null;
  archivedAt: Date | null;
}

/** Where a survey stands at one moment; only an open one takes answers. Closing by hand and by date are the same to customers. */
export function stateOf({ publishedVersion, opensAt, closesAt, closedAt, archivedAt }: SurveyDates, at: Date): SurveyState {
  if (archivedAt) return 'archived';
  if (publishedVersion === null) return 'draft';
  if (closedAt !== null || (closesAt !== null && closesAt <= at)) return 'closed';
  return opensAt !== null && opensAt > at ? 'scheduled' : 'open';
}
