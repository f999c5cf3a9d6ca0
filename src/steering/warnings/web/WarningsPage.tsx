import { Button, Group } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { neededWeeks, type Warning, type WarningList, warningStates, watchScores } from '../warnings.contract.ts';
import { addWeeks, lastDayOf } from '../weeks.logic.ts';
import { useWarningWords } from './useWarningWords.ts';
import { summariseWarnings, type WarningsSentence } from './warnings-sentence.logic.ts';
import { warningsQuery } from './warning-queries.ts';

const noFilters = { state: 'active', score: '', worse: '' };

/** What falls out of the ordinary, the newest first. */
export function WarningsPage() {
  const { t, i18n } = useTranslation('warnings');
  const answer = useAnswer();
  const [filters, setFilters] = useUrlState(noFilters);
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const list = useInfiniteQuery(warningsQuery(filters, lang));
  const columns = useWarningColumns();
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const first = list.data?.pages[0];
  const isPlain = filters.state === 'active' && filters.score === '' && filters.worse === '';
  return (
    <>
      <PageHeader
        question={t('list.question')}
        answer={first && answer(first)}
        actions={<Group gap="md"><AppLink to="/warnings/watches">{t('list.toWatches')}</AppLink><LookNow /></Group>}
      />
      <FilterBar
        state={filters} onChange={setFilters}
        filters={[
          { key: 'state', label: t('list.state'), start: 'active', isRequired: true, options: [{ value: 'active', label: t('state.active') }, ...warningStates.map((value) => ({ value, label: t(`state.${value}`) }))] },
          { key: 'score', label: t('list.score'), options: watchScores.map((value) => ({ value, label: t(`score.${value}`) })) },
          { key: 'worse', label: t('list.direction'), options: [{ value: 'true', label: t('list.worse') }] },
        ]}
      />
      <Loaded query={list} skeleton={<TableSkeleton />} isEmpty={() => rows.length === 0} empty={<EmptyState {...(isPlain ? { action: { label: t('list.toWatches'), to: '/warnings/watches' } } : {})}>{t(isPlain && first ? emptyKeyOf(summariseWarnings(first)) : 'list.none', { needed: neededWeeks })}</EmptyState>}>
        {() => (
          <DataTable
            caption={t('list.title')} rows={rows} columns={columns} rowId={({ id }) => id} rowHref={({ id }) => `/warnings/${id}`}
            onEndReached={() => { if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage(); }} isLoadingMore={list.isFetchingNextPage}
          />
        )}
      </Loaded>
    </>
  );
}

function useAnswer(): (list: WarningList) => string {
  const { t } = useTranslation('warnings');
  const format = useFormat();
  const words = useWarningWords();
  return (list) => {
    const says = summariseWarnings(list);
    switch (says.kind) {
      case 'not_yet': return t('list.notYet');
      case 'nothing_watched': return t('list.nothingWatched');
      case 'unjudged': return t('list.unjudged', { count: says.watched, watched: format.integer(says.watched), weeks: format.integer(says.weeks), needed: neededWeeks });
      case 'judged': {
        const judged = t('list.answer', { count: says.open, open: format.integer(says.open), watched: format.integer(says.watched), date: format.date(lastDayOf(addWeeks(list.countedTo ?? '', -1))) });
        // Filters may hide it; then the count alone is told.
        const newest = list.items.find(({ state }) => state === 'open');
        return [
          judged,
          ...(newest === undefined || says.open === 0 ? [] : [t('list.newest', { warning: words.sentence(newest) })]),
          ...(says.unjudged === 0 ? [] : [t('list.someUnjudged', { count: says.unjudged, formatted: format.integer(says.unjudged), needed: neededWeeks })]),
        ].join(' ');
      }
    }
  };
}

/** Where no warning is shown: whether that is good news. */
function emptyKeyOf(says: WarningsSentence): string {
  if (says.kind !== 'judged') return `list.empty_${says.kind}`;
  return says.unjudged > 0 ? 'list.empty_partly' : 'list.empty';
}

function useWarningColumns(): Column<Warning>[] {
  const { t } = useTranslation('warnings');
  const format = useFormat();
  const words = useWarningWords();
  return [
    { key: 'what', header: t('list.what'), cell: (warning) => <><Tag tone={toneOf(warning)}>{words.side(warning)}</Tag> {words.place(warning)}: {t(`score.${warning.score}`)}</> },
    { key: 'change', header: t('list.change'), align: 'end', widthPx: 132, cell: ({ score, value, usual, n }) => (value === null || usual === null ? t('tooFewShort', { n: format.integer(n) }) : `${words.figure(score, usual)} → ${words.figure(score, value)}`) },
    { key: 'n', header: 'n', align: 'end', widthPx: 100, from: 'sm', hint: t('list.nHint'), cell: ({ n, score }) => (score === 'volume' ? t('list.weeks', { count: n, formatted: format.integer(n) }) : format.integer(n)) },
    { key: 'since', header: t('list.since'), widthPx: 138, cell: ({ beganOn }) => format.date(beganOn) },
    { key: 'raised', header: t('list.raised'), widthPx: 124, from: 'md', cell: ({ raisedAt }) => format.date(raisedAt) },
    { key: 'state', header: t('list.state'), widthPx: 130, cell: ({ state, endedOn }) => <>{t(`state.${state}`)}{endedOn !== null && <> · {t('ended')}</>}</> },
  ];
}

/** A fall of a score is bad news, its rise good news; contacts are neither. */
export const toneOf = ({ isWorse, score }: Pick<Warning, 'isWorse' | 'score'>): 'below' | 'above' | 'at' => (isWorse ? 'below' : score === 'volume' ? 'at' : 'above');

function LookNow() {
  const { t } = useTranslation('warnings');
  const queries = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const mayLook = useCan('create', 'warning');
  const look = useMutation({
    mutationFn: () => api.post<void>('/api/warnings/looks'),
    onSuccess: () => {
      tell(t('list.looking'));
      // It takes a moment; what is new appears by itself.
      setTimeout(() => void queries.invalidateQueries({ queryKey: ['warnings'] }), 4_000);
    },
    onError: tellFailure,
  });
  return mayLook ? <Button variant="default" loading={look.isPending} onClick={() => look.mutate()}>{t('list.look')}</Button> : null;
}
