import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan, useSession } from '../../../ui/session.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import type { KanoBoard, KanoSurveys } from '../kano.contract.ts';
import { BoardColumns } from './BoardColumns.tsx';
import { BoardComparison } from './BoardComparison.tsx';
import { BoardMap } from './BoardMap.tsx';
import { useBoardSentence, useWaveName } from './useBoardWords.ts';
import classes from './kano.module.css';

const defaults = { survey: '', group: '', wave: '', by: '' };

/** What customers take for granted, what pays off and what delights: every feature of a survey after Kano. */
export function KanoPage() {
  const { t, i18n } = useTranslation('kano');
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const [state, setState] = useUrlState(defaults);
  const mayAsk = useCan('create', 'survey');
  const isLimited = useSession().user.departments.length > 0;
  const sentence = useBoardSentence();
  const waveName = useWaveName();
  const surveys = useQuery({ queryKey: ['kano'], queryFn: ({ signal }) => api.get<KanoSurveys>('/api/kano', { signal }) });
  const first = surveys.data?.items[0]?.survey ?? '';
  const survey = state.survey === '' ? first : state.survey;
  const { group, wave, by } = state;
  const board = useQuery({
    queryKey: ['kano', survey, group, wave, by],
    queryFn: ({ signal }) => api.get<KanoBoard>(`/api/kano/${encodeURIComponent(survey)}`, { query: { group, wave, by }, signal }),
    enabled: survey !== '',
    placeholderData: (before) => before,
  });
  if (surveys.data?.items.length === 0) {
    return (
      <>
        <PageHeader question={t('question')} />
        <EmptyState {...(mayAsk ? { action: { label: t('ask'), to: '/listening/new-survey?from=kano' } } : {})}>{t(isLimited && !mayAsk ? 'notYours' : 'nothing')}</EmptyState>
      </>
    );
  }
  const choices = (values: readonly string[], chosen: string, name: (value: string) => string) => [...new Set([...values, ...(chosen === '' ? [] : [chosen])])].map((value) => ({ value, label: name(value) }));
  const filters = [
    { key: 'survey', label: t('filter.survey'), isRequired: true, start: first, options: (surveys.data?.items ?? []).map((one) => ({ value: one.survey, label: lang === 'de' ? one.nameDe : one.nameEn })) },
    { key: 'group', label: t('filter.group'), options: choices(board.data?.groups ?? [], group, String) },
    { key: 'wave', label: t('filter.wave'), options: choices(board.data?.waves ?? [], wave, waveName) },
  ].filter(({ options, isRequired }) => options.length > (isRequired ? 1 : 0));
  const comparisons = ['', ...((board.data?.groups.length ?? 0) > 1 ? ['group'] : []), ...((board.data?.waves.length ?? 0) > 1 ? ['wave'] : [])];
  return (
    <>
      <PageHeader question={t('question')} answer={board.data && sentence(board.data)} />
      {/* Another survey has other groups and waves. */}
      <FilterBar state={{ ...state, survey }} onChange={(change) => setState(change['survey'] === undefined ? change : { ...defaults, ...change, survey: change['survey'] === first ? '' : change['survey'] })} filters={filters} />
      {comparisons.length > 1 && (
        <div className={classes.views}>
          <SegmentedControl size="xs" aria-label={t('by.label')} value={comparisons.includes(by) ? by : ''} onChange={(value) => setState({ by: value })} data={comparisons.map((value) => ({ value, label: t(`by.${value === '' ? 'none' : value}`) }))} />
        </div>
      )}
      <Loaded query={board} skeleton={<PageSkeleton />}>
        {(data) => (
          <div className={classes.results}>
            {data.features.some(({ withheld }) => !withheld) && <BoardMap board={data} group={group} />}
            <BoardColumns features={data.features} minimum={data.minimum} />
            {data.by !== null && <BoardComparison board={data} />}
          </div>
        )}
      </Loaded>
    </>
  );
}
