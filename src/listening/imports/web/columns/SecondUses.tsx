import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InspectedColumn, Profile } from '../../imports.contract.ts';
import { fieldOf } from '../../targets.logic.ts';
import { addSecondUse, changeSecondUse, dropSecondUse, openChoices, readingOf, secondUsesOf } from '../draft.logic.ts';
import { ValueTable } from './ValueTable.tsx';
import classes from '../imports.module.css';

interface SecondUsesProps {
  column: InspectedColumn;
  profile: Profile;
  onChange: (profile: Profile) => void;
}

/** What else a column says: the kind of a contact may name its channel as well. */
export function SecondUses({ column, profile, onChange }: SecondUsesProps) {
  const { t, i18n } = useTranslation('imports');
  const uses = secondUsesOf(profile, column.position);
  const choices = openChoices(profile, column);
  const labelOf = (key: string) => {
    const field = fieldOf(profile.target, key);
    return (i18n.language === 'de' ? field?.labelDe : field?.labelEn) ?? key;
  };
  return (
    <>
      {uses.map((mapping) => {
        const name = mapping.use.as === 'field' ? labelOf(mapping.use.field) : mapping.use.as;
        return (
          <div key={name} className={classes.details}>
            <p className={classes.summaryLine}>
              <span>{t('second.also', { name })}</span>
              <button type="button" className={classes.link} aria-label={t('second.dropOf', { name, heading: column.heading })} onClick={() => onChange(dropSecondUse(profile, mapping))}>{t('second.drop')}</button>
            </p>
            {mapping.values !== undefined && <ValueTable column={column} mapping={mapping} profile={profile} reading={readingOf(mapping.use, profile.target)} onChange={(change) => onChange(changeSecondUse(profile, mapping, change))} />}
          </div>
        );
      })}
      {choices.length > 0 && (
        <NativeSelect size="xs" mt={8} maw={260} aria-label={t('second.addOf', { heading: column.heading })} value="" data={[{ value: '', label: t('second.add') }, ...choices.map((key) => ({ value: key, label: labelOf(key) }))]} onChange={(event) => event.currentTarget.value !== '' && onChange(addSecondUse(profile, column, event.currentTarget.value))} />
      )}
    </>
  );
}
