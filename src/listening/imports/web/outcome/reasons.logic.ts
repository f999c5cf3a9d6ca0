import type { Profile } from '../../imports.contract.ts';
import { fieldOf } from '../../targets.logic.ts';

/** Why a file looks like a target: the fields that its columns were recognised as, and how many columns of ratings. */
export function reasonsFor({ columns, target }: Pick<Profile, 'columns' | 'target'>, language: 'de' | 'en'): { fields: string[]; scores: number } {
  const fields = columns.flatMap(({ use }) => {
    const field = use.as === 'field' ? fieldOf(target, use.field) : undefined;
    return field ? [language === 'de' ? field.labelDe : field.labelEn] : [];
  });
  return { fields: [...new Set(fields)], scores: columns.filter(({ use }) => use.as === 'score').length };
}
