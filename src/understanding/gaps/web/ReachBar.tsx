import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import classes from './gaps.module.css';

/** A share as a bar with its figure. */
export function ReachBar({ share }: { share: number }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const text = format.share(share, share > 0 && share < 0.1 ? 1 : 0);
  return (
    <span className={classes.reach} role="img" aria-label={t('reachOf', { value: text })}>
      <span className={classes.reachTrack} aria-hidden="true"><span className={classes.reachFill} style={{ width: `${share * 100}%` }} /></span>
      <span aria-hidden="true">{text}</span>
    </span>
  );
}
