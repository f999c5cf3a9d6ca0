import type { SurveyResponse } from './neutral-responses.contract.ts';
import type { SaveResponseInput } from './responses.contract.ts';

/** The id of a response in a test: the number at the end of a UUID. */
export const responseId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const response = (n: number, changes: Partial<SurveyResponse> = {}): SurveyResponse => ({
  id: responseId(n), touchpointCode: 'repair_status', identifiers: [], at: '2026-03-02T10:00:00Z', language: 'de', answers: [{ role: 'nps', value: 9 }], ...changes,
});

/** A finished save of the plain survey (`surveyInput`): question `nps` answered with 9. */
export const save = (changes: Partial<SaveResponseInput> = {}): SaveResponseInput => ({
  version: 1, language: 'de', answers: { nps: 9 }, startedAt: '2026-11-22T08:00:00Z', seq: 1, isFinal: true, ...changes,
});
