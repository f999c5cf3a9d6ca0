import type { CustomField } from '../../customers.contract.ts';
import { keyFromLabel } from './details.logic.ts';

export const fieldTypes = ['text', 'number', 'date', 'boolean', 'choice'] as const;

/** The form of a custom field; choices stand one per line. */
export interface FieldDraft {
  /** Empty: made from the name. */
  key: string;
  labelDe: string;
  labelEn: string;
  type: CustomField['type'];
  choices: string;
  isPersonal: boolean;
}

export function toField(draft: FieldDraft): CustomField {
  const labelDe = draft.labelDe.trim();
  const choices = [...new Set(draft.choices.split('\n').map((line) => line.trim().slice(0, 120)).filter(Boolean))].slice(0, 100);
  return {
    key: draft.key.trim() || keyFromLabel(draft.labelEn || labelDe),
    labelDe,
    labelEn: draft.labelEn.trim() || labelDe,
    type: draft.type,
    choices: draft.type === 'choice' ? choices : null,
    isPersonal: draft.isPersonal,
  };
}

/** What keeps a field from being saved; null when nothing does. */
export function judgeField(field: CustomField, taken: readonly string[]): 'label' | 'key' | 'taken' | 'choices' | null {
  if (field.labelDe === '') return 'label';
  if (!/^[a-z][a-zA-Z0-9_]{0,59}$/.test(field.key)) return 'key';
  if (taken.includes(field.key)) return 'taken';
  return field.type === 'choice' && field.choices?.length === 0 ? 'choices' : null;
}
