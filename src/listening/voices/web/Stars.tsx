import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import classes from './voices.module.css';

const MOST_DRAWN = 10;

/** A rating as its source gave it: drawn where it is short, in words for everybody. */
export function Stars({ stars, worst, best }: { stars: number | null; worst: number | null; best: number | null }) {
  const { t } = useTranslation('voices');
  const format = useFormat();
  if (stars === null || best === null) return null;
  const words = t('stars', { stars: format.decimal(stars, Number.isInteger(stars) ? 0 : 1), best: format.decimal(best, 0) });
  const isDrawn = (worst ?? 1) >= 0 && best > (worst ?? 1) && best >= 3 && best <= MOST_DRAWN;
  if (!isDrawn) return <span className={classes.rated}>{words}</span>;
  const full = Math.round(stars);
  return <span className={classes.stars} role="img" aria-label={words} title={words}><span aria-hidden="true" className={classes.full}>{'★'.repeat(full)}</span><span aria-hidden="true">{'★'.repeat(Math.max(0, best - full))}</span></span>;
}
