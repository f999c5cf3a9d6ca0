import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { stages } from '../../../journeys/touchpoints/touchpoints.contract.ts';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { ExportMenu } from '../../../ui/table/ExportMenu.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Ranking } from '../gaps.contract.ts';
import { periods } from './period.logic.ts';
import { MonthsNote } from './MonthsNote.tsx';
import { RankingMatrix } from './RankingMatrix.tsx';
import { summariseRanking } from './ranking-sentence.logic.ts';
import { RankingTable } from './RankingTable.tsx';
import { StageMap } from './StageMap.tsx';
import { useFirstDay } from './useFirstDay.ts';
import classes from './gaps.module.css';

const defaults = { sort: '-priority', period: '365', stage: '', kind: '', department: '', channel: '', group: '', q: '', view: 'list' };

/** The one list of the product: where customers expect more than they get, the most urgent first. */
export function RankingPage() {
  const { t, i18n } = useTranslation('gaps');
  const words = useTranslation('touchpoints').t;
  const format = useFormat();
  const [state, setState] = useUrlState(defaults);
  const { view, period, ...filters } = state;
  const from = useFirstDay(period);
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const ranking = useQuery({
    queryKey: ['touchpoints', 'ranking', filters, from, lang],
    queryFn: ({ signal }) => api.get<Ranking>('/api/touchpoints', { query: { ...filters, from, lang, limit: 500 }, signal }),
    placeholderData: (before) => before,
  });
  const departments = useQuery({ queryKey: ['departments'], queryFn: ({ signal }) => api.get<{ items: { code: string; nameDe: string; nameEn: string }[] }>('/api/departments', { signal }), staleTime: 60_000 });
  const isFiltered = [filters.stage, filters.kind, filters.department, filters.channel, filters.group, filters.q].some((value) => value !== '');
  const isNothingYet = ranking.data?.total === 0 && !isFiltered;
  const channels = [...new Set(ranking.data?.items.map(({ channel }) => channel) ?? []), ...(filters.channel ? [filters.channel] : [])];
  const options = {
    stage: stages.map((value) => ({ value, label: words(`stage.${value}`) })),
    kind: ['main', 'secondary'].map((value) => ({ value, label: words(`kind.${value}`) })),
    department: (departments.data?.items ?? []).map(({ code, nameDe, nameEn }) => ({ value: code, label: lang === 'de' ? nameDe : nameEn })),
    channel: [...new Set(channels)].sort().map((value) => ({ value, label: words(`channel.${value}`) })),
    group: (ranking.data?.groups ?? []).map((value) => ({ value, label: value })),
  };
  const unheeded = [...(filters.q ? [t('ui:filter.search')] : []), ...(['stage', 'kind'] as const).filter((key) => filters[key] !== '').map((key) => t(`filter.${key}`))];
  return (
    <>
      <PageHeader question={t('list.question')} answer={ranking.data && <Answer ranking={ranking.data} isFiltered={isFiltered} />} actions={<>{ranking.data && ranking.data.total > 0 && <ExportMenu table="gaps" filters={{ from, department: filters.department, channel: filters.channel, group: filters.group }} unheeded={unheeded} />}<AskButton /></>} />
      {!isNothingYet && (
        <>
          <FilterBar
            state={state} onChange={setState} search={{ key: 'q', label: t('list.search') }}
            filters={(['stage', 'kind', 'department', 'channel', 'group'] as const).filter((key) => options[key].length > 0).map((key) => ({ key, label: t(`filter.${key}`), options: options[key] }))}
          >
            {ranking.data && t('list.count', { count: ranking.data.total, formatted: format.integer(ranking.data.total) })}
          </FilterBar>
          <div className={classes.views}>
            <SegmentedControl size="xs" aria-label={t('list.view')} value={view} onChange={(value) => setState({ view: value })} data={[{ value: 'list', label: t('list.asList') }, { value: 'map', label: t('list.asMap') }, { value: 'matrix', label: t('list.asMatrix') }]} />
            <SegmentedControl size="xs" aria-label={t('filter.period')} value={period} onChange={(value) => setState({ period: value })} data={periods.map((value) => ({ value, label: t(`filter.period_${value}`) }))} />
          </div>
          <MonthsNote asked={from} counted={ranking.data?.period.from} />
        </>
      )}
      <Loaded
        query={ranking} skeleton={<TableSkeleton rows={12} />} isEmpty={(data) => data.items.length === 0}
        empty={isFiltered ? <EmptyState>{t('list.answer.filtered')}</EmptyState> : <NothingYet />}
      >
        {(data) => view === 'map' ? <StageMap ranking={data} /> : view === 'matrix' ? <RankingMatrix ranking={data} /> : <RankingTable ranking={data} sort={state.sort} onSort={(sort) => setState({ sort })} />}
      </Loaded>
    </>
  );
}

/** Ratings that somebody has already lead here quickest: their touchpoints come with them. */
function NothingYet() {
  const { t } = useTranslation('gaps');
  const mayImport = useCan('create', 'import');
  if (!mayImport) return <EmptyState action={{ label: t('list.toInventory'), to: '/touchpoints/inventory' }}>{t('list.empty')}</EmptyState>;
  return <EmptyState action={{ label: t('list.import'), to: '/listening/imports' }}>{t('list.empty')} <AppLink to="/touchpoints/inventory">{t('list.toInventory')}</AppLink> {t('list.emptyImport')}</EmptyState>;
}

function AskButton() {
  const { t } = useTranslation('gaps');
  const go = useGo();
  return useCan('create', 'survey') ? <Button variant="default" onClick={() => go('/listening/new-survey')}>{t('list.ask')}</Button> : null;
}

function Answer({ ranking, isFiltered }: { ranking: Ranking; isFiltered: boolean }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  if (ranking.items.length === 0) return isFiltered ? t('list.answer.filtered') : null;
  const sentence = summariseRanking(ranking.items);
  switch (sentence.kind) {
    case 'short': {
      const values = { names: format.list(sentence.names), expected: format.decimal(sentence.expected), lived: format.decimal(sentence.lived), reach: sentence.reach === null ? '' : format.share(sentence.reach) };
      return (
        <>
          <Trans t={t} i18nKey={sentence.reach === null ? 'list.answer.short' : 'list.answer.shortOne'} values={values} components={{ b: <strong /> }} shouldUnescape={false} tOptions={{ interpolation: { escapeValue: false } }} />
          {sentence.more > 0 && ` ${t('list.answer.more', { count: sentence.more })}`}
        </>
      );
    }
    case 'met': return t('list.answer.met', { count: sentence.count });
    case 'no_soll': return t('list.answer.noSoll', { count: sentence.count });
    case 'too_few': return t('list.answer.tooFew', { name: sentence.name, n: format.integer(sentence.customers), needed: format.integer(ranking.minimumN) });
    case 'no_answers': return t('list.answer.noAnswers');
  }
}
