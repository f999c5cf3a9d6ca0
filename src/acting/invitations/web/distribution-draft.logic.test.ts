import { expect, it } from 'vitest';
import { distributionInputSchema } from '../invitations.contract.ts';
import { bodyOf, emptyDraft, missingIn, readList } from './distribution-draft.logic.ts';

it('reads identifiers from what is pasted: addresses, phone numbers, numbers of customers, or as the heading says', () => {
  expect(readList('\uFEFFanna@example.com\r\n"0151 234 567 89";Anna\n\n4711')).toEqual([{ kind: 'email', value: 'anna@example.com' }, { kind: 'phone', value: '0151 234 567 89' }, { kind: 'customerNumber', value: '4711' }]);
  expect(readList('User ID,Name\nu-1,Anna\nu-2,Ben')).toEqual([{ kind: 'userId', value: 'u-1' }, { kind: 'userId', value: 'u-2' }]);
});

it('makes of a draft what the server takes, for every kind', () => {
  const filled = { ...emptyDraft, survey: 'repair', title: 'Alle', event: 'call_ended', list: '4711', sample: 'strata' as const, expiresAt: '2026-12-01T12:00' };
  for (const kind of ['filter', 'list', 'staff', 'trigger'] as const) expect([missingIn({ ...filled, kind }), distributionInputSchema.safeParse(bodyOf({ ...filled, kind })).error]).toEqual([[], undefined]);
  expect(missingIn({ ...emptyDraft, kind: 'trigger' })).toEqual(['survey', 'title', 'event']);
});
