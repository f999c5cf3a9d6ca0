import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { channels } from '../../../people/timeline/timeline.contract.ts';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { ExportMenu } from '../../../ui/table/ExportMenu.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Answered, AnsweredPage } from '../metrics.contract.ts';
import { type AnswerFilters, isFiltered, listSaid, noFilters } from './answers-filters.logic.ts';
import { AnsweredItem } from './AnsweredItem.tsx';
import classes from './answers.module.css';

const standings = ['promoter', 'passive', 'detractor', 'satisfied', 'unsatisfied'];
const roles = ['comment', 'nps', 'csat'];

/** The answers behind any figure: whoever follows a number ends here, with its filters. */
export function AnswersPage() {
  const { t, i18n } = useTranslation('metrics');
  const [filters, setFilters] = useUrlState(noFilters);
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const answers = useInfiniteQuery({
    queryKey: ['answers', filters, lang],
    queryFn: ({ signal, pageParam }) => api.get<AnsweredPage>('/api/answers', { query: { ...filters, lang, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
  const items = answers.data?.pages.flatMap((page) => page.items) ?? [];
  const total = answers.data?.pages[0]?.total ?? 0;
  const fields = [
    { key: 'standing' as const, label: t('filter.standing'), options: standings.map((value) => ({ value, label: t(`filter.standings.${value}`) })) },
    { key: 'role' as const, label: t('filter.role'), options: roles.map((value) => ({ value, label: t(`filter.roles.${value}`) })) },
    { key: 'channel' as const, label: t('filter.channel'), options: channels.filter((value) => value !== 'survey').map((value) => ({ value, label: t(`timeline:channel.${value}`) })) },
  ];
  const unheeded = [...fields.filter(({ key }) => key !== 'channel' && filters[key] !== '').map(({ label }) => label), ...(filters.search === '' ? [] : [t('ui:filter.search')])];
  return (
    <>
      <PageHeader question={t('answers.question')} answer={answers.data && <AnswerSentence filters={filters} total={total} sample={items[0]} onReset={() => setFilters(noFilters)} />} actions={total > 0 && <ExportMenu table="answers" filters={{ from: filters.from, to: filters.to, touchpoint: filters.touchpoint, channel: filters.channel, department: filters.department, group: filters.group }} unheeded={unheeded} />} />
      <FilterBar state={filters} onChange={setFilters} filters={fields} search={{ key: 'search', label: t('answers.search') }} />
      <Loaded query={answers} skeleton={<Skeleton lines={8} heightPx={28} />} isEmpty={() => items.length === 0} empty={<Nothing isFiltered={isFiltered(filters)} />}>
        {() => (
          <>
            <ol className={classes.list} aria-label={t('answers.list')} aria-busy={answers.isPlaceholderData}>
              {items.map((item) => <li key={item.responseId}><AnsweredItem answered={item} /></li>)}
            </ol>
            {answers.hasNextPage && <Button variant="default" loading={answers.isFetchingNextPage} onClick={() => void answers.fetchNextPage()}>{t('answers.loadMore')}</Button>}
          </>
        )}
      </Loaded>
    </>
  );
}

function AnswerSentence({ filters, total, sample, onReset }: { filters: AnswerFilters; total: number; sample: Answered | undefined; onReset: () => void }) {
  const { t } = useTranslation('metrics');
  const format = useFormat();
  const said = listSaid(filters).map(({ key, value }) => {
    if (key === 'touchpoint') return t('filter.touchpoint', { name: sample?.touchpoint === value ? sample.touchpointName : value });
    if (key === 'stage') return t(`touchpoints:stage.${value}`);
    if (key === 'from') return t('filter.from', { from: format.date(value) });
    if (key === 'to') return t('filter.to', { to: format.date(value) });
    if (key === 'dimension') return t(`dimension.${value}`, { defaultValue: value });
    return t(`filter.${key}`, { code: value, group: value });
  });
  const about = said.length === 0 ? '' : t('answers.about', { filters: format.list(said) });
  return (
    <>
      <Trans t={t} i18nKey="answers.answer" count={total} values={{ formatted: format.integer(total), about }} components={{ b: <strong /> }} />
      {said.length > 0 && <> <button type="button" className={classes.reset} onClick={onReset}>{t('answers.reset')}</button></>}
    </>
  );
}

function Nothing({ isFiltered: hasFilters }: { isFiltered: boolean }) {
  const { t } = useTranslation('metrics');
  const mayCreate = useCan('create', 'survey');
  const mayImport = useCan('create', 'import');
  if (hasFilters) return <EmptyState>{t('answers.emptyFiltered')}</EmptyState>;
  return mayCreate ? <EmptyState action={{ label: t('answers.toSurveys'), to: '/listening' }}>{t('answers.empty')}{mayImport && <> {t('answers.emptyImport')} <AppLink to="/listening/imports">{t('answers.import')}</AppLink></>}</EmptyState> : <EmptyState>{t('answers.emptyReader')}</EmptyState>;
}
