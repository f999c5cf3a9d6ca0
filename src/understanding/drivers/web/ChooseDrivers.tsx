import { Chip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Drivers } from '../drivers.contract.ts';
import { MOST_AT_ONCE } from '../drivers.contract.ts';
import { toggle } from './driver-sentence.logic.ts';
import { useDriverName } from './useDriverWords.ts';
import classes from './drivers.module.css';

interface ChooseDriversProps {
  known: Drivers['known'];
  /** In the analysis now. */
  taken: readonly string[];
  isOwnChoice: boolean;
  onChoose: (keys: readonly string[]) => void;
}

/** Which drivers are in the analysis; by itself those that enough customers rated together. */
export function ChooseDrivers({ known, taken, isOwnChoice, onChoose }: ChooseDriversProps) {
  const { t } = useTranslation('drivers');
  const nameOf = useDriverName();
  if (known.length < 2) return null;
  const keys = known.map(({ key }) => key);
  return (
    <fieldset className={`${classes.choose} m-no-print`}>
      <legend>{t('choose')}</legend>
      <div className={classes.chips}>
        {known.map((one) => {
          const isTaken = taken.includes(one.key);
          return <Chip key={one.key} size="xs" checked={isTaken} disabled={(isTaken && taken.length === 1) || (!isTaken && taken.length >= MOST_AT_ONCE)} onChange={() => onChoose(toggle(taken, one.key, keys))}>{nameOf(one)}</Chip>;
        })}
      </div>
      {isOwnChoice ? <button type="button" className={classes.quiet} onClick={() => onChoose([])}>{t('back')}</button> : <p className={classes.hint}>{t('chosenByItself')}</p>}
    </fieldset>
  );
}
