import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { GapFigure } from '../gaps.contract.ts';
import classes from './gaps.module.css';

/** The gap as a figure; coloured only where its whole interval lies on one side. */
export function GapValue({ figure: { gap, gapLow, gapHigh } }: { figure: Pick<GapFigure, 'gap' | 'gapLow' | 'gapHigh'> }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  if (gap === null) return <span className={classes.soft} title={t('unknown')}><span aria-hidden="true">–</span><span className="m-hidden">{t('unknown')}</span></span>;
  const tone = gapHigh !== null && gapHigh < 0 ? classes.below : gapLow !== null && gapLow > 0 ? classes.above : undefined;
  return <span className={tone}>{format.signed(gap)}</span>;
}
