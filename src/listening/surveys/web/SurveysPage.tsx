import { Button } from '@mantine/core';
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
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { Survey } from '../surveys.contract.ts';
import { surveysQuery, touchpointNamesQuery } from './survey-queries.ts';
import classes from './surveys.module.css';

/** All surveys and how they are answered. */
export function SurveysPage() {
  const { t, i18n } = useTranslation('surveys');
  const go = useGo();
  const surveys = useQuery(surveysQuery);
  const mayCreate = useCan('create', 'survey');
  const mayImport = useCan('create', 'import');
  const columns = useColumns(i18n.language === 'de');
  return (
    <>
      <PageHeader
        question={t('list.question')}
        answer={surveys.data && surveys.data.length > 0 ? <AnswerSentence surveys={surveys.data} /> : undefined}
        actions={mayCreate && surveys.data && surveys.data.length > 0 && <Button onClick={() => go('/listening/new-survey')}>{t('list.new')}</Button>}
      />
      <Loaded
        query={surveys} skeleton={<TableSkeleton />} isEmpty={(items) => items.length === 0}
        empty={mayCreate ? <EmptyState action={{ label: t('list.new'), to: '/listening/new-survey' }}>{t('list.empty')}{mayImport && <> {t('list.emptyImport')} <AppLink to="/listening/imports">{t('list.import')}</AppLink></>}</EmptyState> : <EmptyState>{t('list.emptyReader')}</EmptyState>}
      >
        {(items) => <DataTable caption={t('list.caption')} rows={items} columns={columns} rowId={({ code }) => code} rowHref={({ code }) => `/listening/surveys/${code}`} />}
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
    { key: 'touchpoint', header: t('list.touchpoint'), cell: ({ touchpoint }) => <AppLink to={`/touchpoints/${touchpoint}`} look="quiet" className={classes.cellLink ?? ''}>{touchpointName(touchpoint)}</AppLink> },
    { key: 'asks', header: t('list.asks'), from: 'lg', cell: ({ dimensions }) => format.list(dimensions.map((dimension) => t(`dimension.${dimension}`))) },
    {
      key: 'responses', header: t('list.responses'), align: 'end', widthPx: 110,
      cell: ({ code, responses }) => (responses > 0 && mayReadAnswers ? <AppLink to={`/listening/answers?survey=${code}`} look="quiet" className={classes.cellLink ?? ''}>{format.integer(responses)}</AppLink> : format.integer(responses)),
    },
    { key: 'last', header: t('list.last'), from: 'sm', widthPx: 150, cell: ({ lastResponseAt }) => <When at={lastResponseAt} /> },
    { key: 'links', header: t('list.links'), from: 'md', widthPx: 170, cell: ({ links }) => (links.made === 0 ? '–' : t('list.linksUsed', { used: format.integer(links.used), made: format.integer(links.made) })) },
    { key: 'state', header: t('list.state'), widthPx: 120, cell: ({ state }) => <Tag tone={state === 'open' ? 'accent' : 'neutral'}>{t(`state.${state}`)}</Tag> },
  ];
}
