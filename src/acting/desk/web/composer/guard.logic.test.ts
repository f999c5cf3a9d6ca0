import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../cases/cases.contract.ts';
import { answersSince } from './guard.logic.ts';

const entry = (id: string, by: string, change: Partial<Entry> = {}): Entry => ({
  id, caseId: 'c', at: '2026-03-02T10:00:00.000Z', kind: 'message', direction: 'outbound', channel: 'mail', author: { kind: 'user', id: by, label: by }, address: null, text: id, html: null,
  isAutomatic: false, messageIdHeader: null, messageId: null, delivery: null, attachments: [], what: null, data: {}, ...change,
});

describe('the guard against answering twice', () => {
  const newestFirst = [entry('d', 'anna', { kind: 'note', direction: null }), entry('c', 'bert'), entry('b', 'anna'), entry('a', 'customer', { direction: 'inbound' })];

  it('shows what a colleague has answered since the writing began, oldest first', () => {
    expect(answersSince(newestFirst, 'a', 'me').map(({ id }) => id)).toEqual(['b', 'c']);
    expect(answersSince(newestFirst, 'b', 'me').map(({ id }) => id)).toEqual(['c']);
  });
  it('is not moved by own answers, notes or words of the customer', () => {
    expect(answersSince(newestFirst, 'b', 'bert')).toEqual([]);
    expect(answersSince(newestFirst, 'c', 'me')).toEqual([]);
  });
  it('claims nothing when the place where the writing began is not loaded', () => {
    expect(answersSince(newestFirst, 'long-ago', 'me')).toEqual([]);
  });
});
