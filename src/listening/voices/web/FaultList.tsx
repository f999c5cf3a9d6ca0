import { useTranslation } from 'react-i18next';
import type { Fault } from '../sources/voice-sources.contract.ts';
import classes from './voices.module.css';

/** What was left out and why, each with its place. */
export function FaultList({ faults }: { faults: readonly Fault[] }) {
  const { t } = useTranslation('voices');
  const placeOf = (at: string) => {
    const [, row, column] = /^row (\d+), column (.*)$/.exec(at) ?? [];
    return row === undefined ? at : t('fault.place', { row, column });
  };
  return <ul className={classes.faults}>{faults.map(({ at, code, details, reason }, index) => <li key={index}><strong>{placeOf(at)}</strong> {t(`fault.${code}`, { ...details, defaultValue: reason })}</li>)}</ul>;
}
