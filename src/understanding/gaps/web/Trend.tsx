import { useTranslation } from 'react-i18next';
import { TrendBand } from '../../../ui/charts/TrendBand.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { TouchpointGap } from '../gaps.contract.ts';
import { choosePeriods } from './months.logic.ts';
import classes from './gaps.module.css';

export function Trend({ data }: { data: TouchpointGap }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const { step, figures } = choosePeriods(data);
  if (figures.length === 0) return <p className={classes.soft}>{t('one.trendEmpty')}</p>;
  if (figures.every(({ gap }) => gap === null)) return <p className={classes.soft}>{t('one.trendTooFew', { needed: format.integer(data.minimumN) })}</p>;
  return (
    <TrendBand
      title={t('one.trend')} valueLabel={t('gap')} format={(value) => format.signed(value)} reference={{ value: 0, label: t('expectation') }} {...(step === 'quarter' ? { summary: t('one.trendQuarter'), isSummaryShown: true } : {})}
      points={figures.map(({ month, gap, gapLow, gapHigh, customers }) => ({ at: `${month}-15T12:00:00Z`, value: gap, low: gapLow, high: gapHigh, n: customers }))}
      minimumN={data.minimumN}
    />
  );
}
