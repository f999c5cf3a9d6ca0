import { describe, expect, it } from 'vitest';
import { countableRules, draftOf, emptyCondition, emptyDraft, emptyRule, inputOf } from './draft.logic.ts';

describe('the form of a touchpoint', () => {
  it('gives back what it was opened with', () => {
    const touchpoint = {
      code: 'repair', nameDe: 'Reparatur', nameEn: 'Repair', descriptionDe: '', descriptionEn: '', stage: 'service' as const, channel: 'web' as const, kind: 'main' as const, reachKind: 'direct' as const,
      department: null, involvedDepartments: ['shop'], momentOfTruth: true, tangibleItems: ['AGB'], rules: [{ event: 'Call', conditions: [{ property: 'topic', op: 'exists' as const }] }], version: 3, updatedAt: '2026-03-01T00:00:00.000Z',
    };
    const { version: _version, updatedAt: _updatedAt, ...values } = touchpoint;
    expect(inputOf(draftOf(touchpoint))).toEqual(values);
  });
  it('does not count rules that are still blank', () => {
    expect(countableRules([emptyRule(), { ...emptyRule(), conditions: [{ ...emptyCondition(), property: 'total', op: 'greater', value: 'x' }] }])).toEqual([]);
    expect(countableRules([{ ...emptyRule(), event: ' Call ', conditions: [emptyCondition()] }])).toEqual([{ event: 'Call', conditions: [] }]);
  });
  it('starts without rules', () => {
    expect(inputOf(emptyDraft())).toMatchObject({ department: null, rules: [], kind: 'secondary' });
  });
});
