import { describe, expect, it } from 'vitest';
import type { Case } from '../cases.contract.ts';
import { caseChangePreview, reverseChange } from './change-case.logic.ts';
import { judgeDue } from './due.logic.ts';

const anna = { id: '0d8fd5cf-0000-4000-8000-000000000001', name: 'Anna Weber' };
const before = { status: 'open', priority: 'normal', assignee: null, category: null, touchpoint: 'hotline', department: 'service', subjectLine: 'Kein Empfang' } as Case; // what a change can touch

describe('a change shown before the server has answered', () => {
  it('names who gets the case', () => {
    expect(caseChangePreview({ assignee: 'me', priority: 'high' }, { people: [anna], me: anna.id })).toEqual({ priority: 'high', assignee: anna });
    expect(caseChangePreview({ assignee: null }, { people: [anna], me: anna.id })).toEqual({ assignee: null });
  });
  it('leaves the customer to the server', () => {
    expect(caseChangePreview({ customerId: anna.id, status: 'open' }, { people: [], me: '' })).toEqual({ status: 'open' });
  });
});

describe('the way back from a change', () => {
  it('restores exactly what was changed', () => {
    expect(reverseChange(before, { status: 'solved', assignee: anna.id })).toEqual({ status: 'open', assignee: null });
    expect(reverseChange(before, { touchpoint: null })).toEqual({ touchpoint: 'hotline' });
  });
  it('opens a case that was new, and does not exist for a closed one', () => {
    expect(reverseChange({ ...before, status: 'new' }, { status: 'solved' })).toEqual({ status: 'open' });
    expect(reverseChange({ ...before, status: 'closed' }, { status: 'open' })).toBeNull();
  });
});

describe('judgeDue', () => {
  const at = Date.parse('2026-03-02T12:00:00Z');
  it('tells late from soon (four hours) and later', () => {
    expect(judgeDue({ nextDueAt: '2026-03-02T11:59:00Z', status: 'open' }, at).kind).toBe('late');
    expect(judgeDue({ nextDueAt: '2026-03-02T16:00:00Z', status: 'open' }, at).kind).toBe('soon');
    expect(judgeDue({ nextDueAt: '2026-03-02T16:01:00Z', status: 'new' }, at).kind).toBe('later');
  });
  it('sees nothing due in a solved case, or in one without a due time', () => {
    expect(judgeDue({ nextDueAt: '2026-03-02T11:00:00Z', status: 'solved' }, at).kind).toBe('none');
    expect(judgeDue({ nextDueAt: null, status: 'open' }, at).kind).toBe('none');
  });
});
