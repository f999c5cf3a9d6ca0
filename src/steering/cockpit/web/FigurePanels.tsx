import { useTranslation } from 'react-i18next';
import { TrendBand, type TrendPoint } from '../../../ui/charts/TrendBand.tsx';
import { ValueWithInterval } from '../../../ui/charts/ValueWithInterval.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { Hint } from '../../../ui/words/Hint.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Cockpit } from '../cockpit.contract.ts';
import { answersHref, daysOfMonth, judgeChange } from './cockpit-words.logic.ts';
import classes from './cockpit.module.css';

const TREND_HEIGHT_PX = 190;

export function NpsPanel({ cockpit: { nps, npsTrend, from, to } }: { cockpit: Cockpit }) {
  const { t } = useTranslation('cockpit');
  const format = useFormat();
  const signed = (value: number) => format.signed(value, 0);
  const href = useAnswersHref('nps');
  const difference = nps.change && t('points', { value: format.signed(nps.change.difference, 0) });
  return (
    <Section title={t('nps.title')}>
      <div className={classes.figure}>
        <ValueWithInterval label={t('nps.label')} value={nps.nps} low={nps.low} high={nps.high} n={nps.customers} minimumN={nps.minimum} format={signed} nText={useAnswersText(nps.n)} {...doorOf(href?.({ from, to }))} />
        <div className={classes.beside}>
          {nps.promoters !== null && nps.detractors !== null && <span>{t('nps.parts', { promoters: format.share(nps.promoters), detractors: format.share(nps.detractors) })}</span>}
          {nps.change && <span>{t(`changeNote.${judgeChange(nps.change) ?? 'same'}`, { difference })}</span>}
          <Hint text={t('nps.hint')}>{t('whatIsIt')}</Hint>
        </div>
      </div>
      <Trend name={t('nps.trend')} points={npsTrend.map(({ month, nps: value, low, high, n }) => ({ at: `${month}-15`, value, low, high, n, ...doorOf(n > 0 ? href?.(daysOfMonth(month)) : undefined) }))} format={signed} minimum={nps.minimum} />
    </Section>
  );
}

export function CsatPanel({ cockpit: { csat, csatTrend, from, to } }: { cockpit: Cockpit }) {
  const { t } = useTranslation('cockpit');
  const format = useFormat();
  const share = (value: number) => format.share(value);
  const href = useAnswersHref('csat');
  const difference = csat.change && t('points', { value: format.signed(100 * csat.change.difference, 0) });
  return (
    <Section title={t('csat.title')}>
      <div className={classes.figure}>
        <ValueWithInterval label={t('csat.label')} value={csat.share} low={csat.low} high={csat.high} n={csat.customers} minimumN={csat.minimum} format={share} nText={useAnswersText(csat.n)} {...doorOf(href?.({ from, to }))} />
        <div className={classes.beside}>
          {csat.mean !== null && <span>{t('csat.mean', { mean: format.decimal(csat.mean, 2) })}</span>}
          {csat.change && <span>{t(`changeNote.${judgeChange(csat.change) ?? 'same'}`, { difference })}</span>}
          <Hint text={t('csat.hint')}>{t('whatIsIt')}</Hint>
        </div>
      </div>
      <Trend name={t('csat.trend')} points={csatTrend.map(({ month, share: value, low, high, n }) => ({ at: `${month}-15`, value, low, high, n, ...doorOf(n > 0 ? href?.(daysOfMonth(month)) : undefined) }))} format={share} minimum={csat.minimum} />
    </Section>
  );
}

interface TrendProps {
  name: string;
  points: TrendPoint[];
  format: (value: number) => string;
  minimum: number;
}

function Trend({ name, points, format: write, minimum }: TrendProps) {
  const { t } = useTranslation('cockpit');
  const format = useFormat();
  const last = points.findLast((point) => point.value !== null);
  if (!last || last.value === null) return null;
  return <TrendBand title={name} summary={t('trendSummary', { name, last: write(last.value), month: format.month(last.at), n: points.length })} points={points} format={write} valueLabel={name} minimumN={minimum} heightPx={TREND_HEIGHT_PX} />;
}

/** Leads to the answers behind a figure, for those who may see answers. */
function useAnswersHref(role: 'nps' | 'csat'): ((period: { from: string; to: string }) => string) | undefined {
  return useCan('read', 'answer') ? (period) => answersHref({ role, ...period }) : undefined;
}

function useAnswersText(n: number): string {
  const { t } = useTranslation('ui');
  const format = useFormat();
  return t('chart.answers', { count: n, formatted: format.integer(n) });
}

const doorOf = (href: string | undefined) => (href === undefined ? {} : { href });
