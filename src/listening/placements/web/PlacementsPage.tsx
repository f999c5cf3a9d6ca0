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
import type { Placement } from '../placements.contract.ts';
import { placementsQuery } from './placement-queries.ts';
import { SitePanel } from './SitePanel.tsx';
import { useRuleWords } from './useRuleWords.ts';
import classes from './placements.module.css';

/** Which survey shows where on the company's pages, and what comes of it. */
export function PlacementsPage() {
  const { t } = useTranslation('placements');
  const go = useGo();
  const placements = useQuery(placementsQuery());
  const mayUpdate = useCan('update', 'survey');
  const columns = useColumns();
  return (
    <>
      <PageHeader
        question={t('list.question')} answer={placements.data && placements.data.length > 0 ? <Answer placements={placements.data} /> : undefined}
        actions={mayUpdate && placements.data && placements.data.length > 0 && <Button onClick={() => go('/listening/placements/new')}>{t('list.new')}</Button>}
      />
      <Loaded
        query={placements} skeleton={<TableSkeleton />} isEmpty={(items) => items.length === 0}
        empty={mayUpdate ? <EmptyState action={{ label: t('list.new'), to: '/listening/placements/new' }}>{t('list.empty')}</EmptyState> : <EmptyState>{t('list.emptyReader')}</EmptyState>}
      >
        {(items) => <DataTable caption={t('list.caption')} rows={items} columns={columns} rowId={({ id }) => id} rowHref={({ id }) => `/listening/placements/${id}`} />}
      </Loaded>
      {mayUpdate && <SitePanel />}
    </>
  );
}

function Answer({ placements }: { placements: readonly Placement[] }) {
  const { t } = useTranslation('placements');
  const format = useFormat();
  const live = placements.filter(({ liveAt }) => liveAt !== null).length;
  const shown = placements.reduce((sum, one) => sum + one.shown, 0);
  const answered = placements.reduce((sum, one) => sum + one.answered, 0);
  const values = { live: format.integer(live), shown: format.integer(shown), answered: format.integer(answered), share: shown === 0 ? '' : format.share(answered / shown) };
  return <Trans t={t} i18nKey={shown === 0 ? 'list.answerNone' : 'list.answer'} count={live} values={values} components={{ b: <strong /> }} />;
}

function useColumns(): Column<Placement>[] {
  const { t, i18n } = useTranslation('placements');
  const format = useFormat();
  const words = useRuleWords();
  return [
    { key: 'name', header: t('list.name'), cell: ({ id, name }) => <AppLink to={`/listening/placements/${id}`} look="quiet" className={classes.cellLink ?? ''}>{name}</AppLink> },
    { key: 'survey', header: t('list.survey'), cell: ({ survey, surveyNameDe, surveyNameEn }) => <AppLink to={`/listening/surveys/${survey}`} look="quiet" className={classes.cellLink ?? ''}>{i18n.language === 'de' ? surveyNameDe : surveyNameEn}</AppLink> },
    { key: 'when', header: t('list.when'), from: 'md', cell: ({ rules }) => words.trigger(rules.trigger) },
    { key: 'shown', header: t('list.shown'), align: 'end', widthPx: 110, hint: t('list.figuresHint'), cell: ({ shown }) => format.integer(shown) },
    { key: 'answered', header: t('list.answered'), align: 'end', widthPx: 150, cell: ({ survey, shown, answered }) => (shown === 0 ? '–' : <AppLink to={`/listening/surveys/${survey}?tab=results`} look="quiet" className={classes.cellLink ?? ''}>{`${format.integer(answered)} (${format.share(answered / shown)})`}</AppLink>) },
    { key: 'state', header: t('list.state'), widthPx: 110, cell: ({ liveAt }) => <Tag tone={liveAt === null ? 'neutral' : 'accent'}>{t(liveAt === null ? 'state.off' : 'state.live')}</Tag> },
  ];
}
