import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Allowance } from '../goodwill.contract.ts';
import classes from './goodwill.module.css';

/** "You may still give €15.00 in this case." */
export function AllowanceLine({ allowance }: { allowance: Allowance }) {
  const { t } = useTranslation('goodwill');
  const format = useFormat();
  if (allowance.kinds.length === 0) return <p className={classes.soft}>{t('box.noKinds')}</p>;
  if (allowance.limits === null) return <p className={classes.soft}>{t('box.noLimits')}</p>;
  if (allowance.mayGiveCents === null) return <p className={classes.soft}>{t('box.noLimit')}</p>;
  if (allowance.mayGiveCents === 0) return <p className={classes.soft}>{t('box.nothingLeft')}</p>;
  return <p className={classes.soft}>{t('box.left', { money: format.money(allowance.mayGiveCents) })}</p>;
}
