import { useMemo } from 'react';
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InspectedColumn, Profile } from '../../imports.contract.ts';
import { fieldOf } from '../../targets.logic.ts';
import { mappingOf } from '../draft.logic.ts';
import { type Meaning, meaningOf, meaningsOf } from './meaning.logic.ts';

interface MeaningSelectProps {
  column: InspectedColumn;
  profile: Profile;
  onChoose: (meaning: Meaning) => void;
}

/** The searchable list of everything that a column can mean. */
export function MeaningSelect({ column, profile, onChoose }: MeaningSelectProps) {
  const { t } = useTranslation('imports');
  const sayMeaning = useMeaningWords(profile.target);
  const use = mappingOf(profile, column.position)?.use ?? { as: 'ignore' };
  const data = useMemo(
    () => meaningsOf(profile.target).map(({ group, meanings }) => ({ group: t(`meaning.group.${group}`), items: meanings.map((value) => ({ value, label: sayMeaning(value) })) })),
    [profile.target, t, sayMeaning],
  );
  return (
    <Select
      aria-label={t('column.meaningOf', { heading: column.heading })} data={data} value={meaningOf(use)} searchable allowDeselect={false} checkIconPosition="right" maxDropdownHeight={340}
      nothingFoundMessage={t('column.noMeaning')} onChange={(value) => { if (value !== null) onChoose(value); }} selectFirstOptionOnChange
    />
  );
}

export function useMeaningWords(target: Profile['target']): (meaning: Meaning) => string {
  const { t, i18n } = useTranslation('imports');
  return useMemo(() => (meaning) => {
    const [as = '', detail = ''] = meaning.split(':', 2);
    if (as === 'score') return t(`role.${detail}`);
    if (as !== 'field') return t(`meaning.${as}`);
    const field = fieldOf(target, detail);
    if (!field) return detail;
    return i18n.language === 'de' ? field.labelDe : field.labelEn;
  }, [t, i18n.language, target]);
}
