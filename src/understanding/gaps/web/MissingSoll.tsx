import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import classes from './gaps.module.css';

/** Where on the page of a touchpoint its Soll is set. */
export const SOLL_PLACE = 'soll';

/** Customers told what they lived, but nothing says what they may expect: says so, and leads to where it is set. */
export function MissingSoll({ code, experiences }: { code: string; experiences: number }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const maySet = useCan('update', 'expectation');
  return (
    <span className={classes.missing}>
      <span>{t('soll.missing', { count: experiences, formatted: format.integer(experiences) })}</span>
      {maySet && <AppLink to={`/touchpoints/${code}#${SOLL_PLACE}`}>{t('soll.setNow')}</AppLink>}
    </span>
  );
}
