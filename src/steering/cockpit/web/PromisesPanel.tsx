import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { MINIMUM_N } from '../../../kernel/stats/scores/minimum.ts';
import type { PromiseFigure } from '../../../acting/promises/promises.contract.ts';
import { api } from '../../../ui/api.ts';
import { ValueWithInterval } from '../../../ui/charts/ValueWithInterval.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Cockpit } from '../cockpit.contract.ts';
import classes from './cockpit.module.css';

/** Do we keep our word? The share of promises kept in time; nothing where nobody makes promises. */
export function PromisesPanel({ cockpit: { from } }: { cockpit: Cockpit }) {
  const { t } = useTranslation('cockpit');
  const format = useFormat();
  const maySeePromises = useCan('read', 'promise');
  const figure = useQuery({ queryKey: ['cockpit', 'promises', from], queryFn: ({ signal }) => api.get<PromiseFigure>('/api/promises/figure', { query: { from: `${from}T00:00:00Z` }, signal }) });
  const all = figure.data?.items[0];
  if (!all || all.promises === 0) return null;
  const { value, n } = all.kept;
  return (
    <Section title={t('promises.title')} note={t('promises.note')}>
      {value === null ? <p className={classes.nothing}>{t('promises.tooFew', { n, needed: MINIMUM_N })}</p> : <ValueWithInterval value={value.share} low={value.low} high={value.high} n={n} format={format.share} nText={t('promises.n', { count: all.promises, formatted: format.integer(all.promises) })} {...(maySeePromises ? { href: '/desk/promises?whose=all' } : {})} />}
    </Section>
  );
}
