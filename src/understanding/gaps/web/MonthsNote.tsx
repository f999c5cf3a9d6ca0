import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import classes from './gaps.module.css';

/** Who reads no single answers gets whole months: said where they reach further back than what was asked for. */
export function MonthsNote({ asked, counted }: { asked: string | undefined; counted: string | null | undefined }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  if (asked === undefined || !counted || counted.startsWith(asked)) return null;
  return <p className={classes.soft}>{t('heat.wholeMonths', { from: format.date(counted) })}</p>;
}
