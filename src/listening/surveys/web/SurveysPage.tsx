import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { SearchField } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { Survey } from '../surveys.contract.ts';
import { stateTones } from './state-tones.ts';
import { surveysQuery, touchpointNamesQuery } from './survey-queries.ts';
import classes from './surveys.module.css';

const noFilters = { search: '', show: '' };
const SEARCH_FROM = 8;

/** All surveys and how they are answered. */
export function SurveysPage() {
  const { t, i18n } = useTranslation('surveys');
  const go = useGo();
  const [filters, setFilters] = useUrlState(noFilters);
  const isArchive = filters.show === 'archived';
  const surveys = useQuery(surveysQuery(isArchive ? 'archived' : ''));
  const mayCreate = useCan('create', 'survey');
  const mayImport = useCan('create', 'import');
  const columns = useColumns(i18n.language === 'de');
  const wanted = filters.search.trim().toLowerCase();
  const fits = ({ nameDe, nameEn, code }: Survey) => wanted === '' || `${nameDe} ${nameEn} ${code}`.toLowerCase().includes(wanted);
  const isFresh = !isArchive && surveys.data?.length === 0;
  return (
    <>
      <PageHeader
        question={t('list.question')}
        answer={!isArchive && surveys.data && surveys.data.length > 0 ? <AnswerSentence surveys={surveys.data} /> : undefined}
        actions={mayCreate && !isFresh && <Button onClick={() => go('/listening/new-survey')}>{t('list.new')}</Button>}
      />
      {!isFresh && (
        <div className={classes.listTools}>
          <SegmentedControl size="xs" aria-label={t('list.which')} value={isArchive ? 'archived' : 'current'} onChange={(show) => setFilters({ show: show === 'archived' ? show : '' })} data={[{ value: 'current', label: t('list.current') }, { value: 'archived', label: t('list.archived') }]} />
          {(surveys.data?.length ?? 0) >= SEARCH_FROM && <SearchField value={filters.search} onChange={(search) => setFilters({ search })} label={t('list.search')} />}
        </div>
      )}
      <Loaded
        query={surveys} skeleton={<TableSkeleton />} isEmpty={(items) => items.filter(fits).length === 0}
        empty={!isFresh ? <EmptyState>{t(isArchive && wanted === '' ? 'list.emptyArchive' : 'list.nothingFound')}</EmptyState> : mayCreate ? <EmptyState action={{ label: t('list.new'), to: '/listening/new-survey' }}>{t('list.empty')}{mayImport && <> {t('list.emptyImport')} <AppLink to="/listening/imports">{t('list.import')}</AppLink></>}</EmptyState> : <EmptyState>{t('list.emptyReader')}</EmptyState>}
      >
        {(items) => <DataTable caption={t('list.caption')} rows={items.filter(fits)} columns={columns} rowId={({ code }) => code} rowHref={({ code }) => `/listening/surveys/${code}`} rowHeightPx={54} />}
      </Loaded>
    </>
  );
}

function AnswerSentence({ surveys }: { surveys: readonly Survey[] }) {
  const { t } = useTranslation('surveys');
  const format = useFormat();
  const openCount = surveys.filter(({ state }) => state === 'open').length;
  const count = surveys.reduce((sum, { responses }) => sum + responses, 0);
  const last = surveys.reduce<string | null>((newest, { lastResponseAt }) => (lastResponseAt !== null && (newest === null || lastResponseAt > newest) ? lastResponseAt : newest), null);
  const open = t('list.open', { count: openCount, formatted: format.integer(openCount) });
  const parts = { b: <strong />, when: <When at={last} /> };
  if (count === 0) return <Trans t={t} i18nKey="list.answerNone" values={{ open }} components={parts} />;
  return <Trans t={t} i18nKey="list.answer" count={count} values={{ open, formatted: format.integer(count) }} components={parts} />;
}

function useColumns(isGerman: boolean): Column<Survey>[] {
  const { t } = useTranslation('surveys');
  const format = useFormat();
  const names = useQuery({ ...touchpointNamesQuery, enabled: useCan('read', 'touchpoint') }).data;
  const mayReadAnswers = useCan('read', 'answer');
  const touchpointName = (code: string) => {
    const found = names?.find((touchpoint) => touchpoint.code === code);
    return (isGerman ? found?.nameDe : found?.nameEn) ?? code;
  };
  return [
    { key: 'name', header: t('list.name'), cell: (survey) => <AppLink to={`/listening/surveys/${survey.code}`} look="quiet" className={classes.cellLink ?? ''}>{isGerman ? survey.nameDe : survey.nameEn}</AppLink> },
    { key: 'touchpoint', header: t('list.touchpoint'), cell: ({ touchpoint, kind }) => (touchpoint === null ? <span className={classes.soft}>{t(`kind.${kind}`)}</span> : <AppLink to={`/touchpoints/${touchpoint}`} look="quiet" className={classes.cellLink ?? ''}>{touchpointName(touchpoint)}</AppLink>) },
    { key: 'questions', header: t('list.questions'), from: 'lg', align: 'end', widthPx: 82, cell: ({ questions }) => format.integer(questions) },
    { key: 'languages', header: t('list.languages'), from: 'lg', widthPx: 92, cell: ({ languages }) => languages.join(', ') },
    {
      key: 'responses', header: t('list.responses'), align: 'end', widthPx: 104,
      cell: ({ code, responses }) => (responses > 0 && mayReadAnswers ? <AppLink to={`/listening/surveys/${code}?tab=results`} look="quiet" className={classes.cellLink ?? ''}>{format.integer(responses)}</AppLink> : format.integer(responses)),
    },
    { key: 'last', header: t('list.last'), from: 'sm', widthPx: 132, cell: ({ lastResponseAt }) => <When at={lastResponseAt} /> },
    { key: 'state', header: t('list.state'), widthPx: 150, cell: ({ state, hasUnpublishedChanges, publishedVersion }) => <><Tag tone={stateTones[state]}>{t(`state.${state}`)}</Tag>{hasUnpublishedChanges && publishedVersion !== null && <> <span className={classes.soft}>{t('list.changed')}</span></>}</> },
  ];
}
