import { useTranslation } from 'react-i18next';
import { TrendBand } from '../../../ui/charts/TrendBand.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { TouchpointGap } from '../gaps.contract.ts';
import { everyMonth } from './months.logic.ts';
import classes from './gaps.module.css';

export function Trend({ data }: { data: TouchpointGap }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const months = everyMonth(data.byMonth);
  if (months.length === 0) return <p className={classes.soft}>{t('one.trendEmpty')}</p>;
  return (
    <TrendBand
      title={t('one.trend')} valueLabel={t('gap')} format={(value) => format.signed(value)} reference={{ value: 0, label: t('expectation') }}
      points={months.map(({ month, gap, gapLow, gapHigh, customers }) => ({ at: `${month}-15T12:00:00Z`, value: gap, low: gapLow, high: gapHigh, n: customers }))}
      minimumN={data.minimumN}
    />
  );
}
