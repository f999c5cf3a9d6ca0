import type { Condition, Rule, Touchpoint, TouchpointInput, TouchpointValues } from '../touchpoints.contract.ts';

/** A condition as it is typed: every field is text. `key` only tells rows apart. */
export interface ConditionDraft {
  key: number;
  property: string;
  op: Condition['op'];
  value: string;
}

export interface RuleDraft {
  key: number;
  event: string;
  source: string;
  channel: string;
  conditions: ConditionDraft[];
}

export type TouchpointDraft = Omit<TouchpointValues, 'rules' | 'department'> & { department: string; rules: RuleDraft[] };

let lastKey = 0;
export const newKey = (): number => (lastKey += 1);

export const emptyDraft = (): TouchpointDraft => ({
  code: '', nameDe: '', nameEn: '', descriptionDe: '', descriptionEn: '', stage: 'use', channel: 'web', kind: 'secondary', reachKind: 'direct', department: '',
  involvedDepartments: [], momentOfTruth: false, tangibleItems: [], rules: [],
});

export function draftOf({ version: _version, updatedAt: _updatedAt, department, rules, ...values }: Touchpoint): TouchpointDraft {
  return { ...values, department: department ?? '', rules: rules.map(ruleDraftOf) };
}

function ruleDraftOf({ event, source, channel, conditions }: Rule): RuleDraft {
  return { key: newKey(), event: event ?? '', source: source ?? '', channel: channel ?? '', conditions: conditions.map(({ property, op, value }) => ({ key: newKey(), property, op, value: value === undefined ? '' : String(value) })) };
}

export const emptyRule = (): RuleDraft => ({ key: newKey(), event: '', source: '', channel: '', conditions: [] });
export const emptyCondition = (): ConditionDraft => ({ key: newKey(), property: '', op: 'is', value: '' });

/** Fields that are left empty match everything; conditions without a property are not meant yet. */
export function rulesOf(drafts: readonly RuleDraft[]): Rule[] {
  return drafts.map(({ event, source, channel, conditions }) => ({
    ...(event.trim() === '' ? {} : { event: event.trim() }),
    ...(source.trim() === '' ? {} : { source: source.trim() }),
    ...(channel === '' ? {} : { channel: channel as NonNullable<Rule['channel']> }), // the select offers channels only
    conditions: conditions.filter(({ property }) => property !== '').map(({ property, op, value }) => (op === 'exists' ? { property, op } : { property, op, value })),
  }));
}

/** Rules that can be counted already: one that is still blank would only be refused. */
export function countableRules(drafts: readonly RuleDraft[]): Rule[] {
  const needsText = new Set(['contains', 'starts_with', 'greater', 'less']);
  return rulesOf(drafts).filter(({ event, source, channel, conditions }) =>
    (event ?? source ?? channel) !== undefined || conditions.length > 0).filter(({ conditions }) => conditions.every(({ op, value }) => !needsText.has(op) || (typeof value === 'string' && value !== '' && (op === 'contains' || op === 'starts_with' || Number.isFinite(Number(value))))));
}

export function inputOf({ department, rules, ...values }: TouchpointDraft): TouchpointInput {
  return { ...values, department: department === '' ? null : department, rules: rulesOf(rules) };
}
