import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { ValueWithInterval } from '../../../ui/charts/ValueWithInterval.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { LoopCatch, LoopFigure } from '../closed-loop.contract.ts';
import { catchesQuery, loopFiguresQuery } from './loop-queries.ts';
import classes from './closed-loop.module.css';

const defaults = { days: '90', state: 'open' };

/** Whether customers hear back: share closed, time to contact, score before and after. */
export function LoopFiguresPage() {
  const { t } = useTranslation('closed-loop');
  const format = useFormat();
  const [{ days, state }, setState] = useUrlState(defaults);
  const figures = useQuery(loopFiguresQuery(Number(days) || 90));
  const mayReadCases = useCan('read', 'case');
  const maySet = useCan('manage', 'settings');
  const all = figures.data?.all;
  return (
    <>
      <PageHeader question={t('figures.question')} answer={all && (all.closed.share === null ? t('figures.answerNone') : t('figures.answer', { share: format.share(all.closed.share), n: format.integer(all.closed.n), hours: all.contactHours.median === null ? '–' : format.decimal(all.contactHours.median) }))} />
      <FilterBar state={{ days }} onChange={setState} filters={[{ key: 'days', start: '90', isRequired: true, label: t('figures.span'), options: ['30', '90', '365'].map((value) => ({ value, label: t('figures.days', { days: value }) })) }]} />
      <Loaded query={figures} skeleton={<TableSkeleton />} isEmpty={(data) => data.all.caught === 0} empty={<EmptyState {...(maySet ? { action: { label: t('figures.toRules'), to: '/settings/closed-loop' } } : {})}>{t('figures.empty')}</EmptyState>}>
        {(data) => <><Large figure={data.all} />{data.byRule.length > 1 && <ByRule rows={data.byRule} />}</>}
      </Loaded>
      {mayReadCases && <Catches state={state} onState={(next) => setState({ state: next })} />}
    </>
  );
}

function Large({ figure: { closed, contactedInTime, contactHours, scoreChange } }: { figure: LoopFigure }) {
  const { t } = useTranslation('closed-loop');
  const format = useFormat();
  const count = (n: number) => t('figures.n', { count: n, formatted: format.integer(n) });
  return (
    <div className={classes.figures}>
      <ValueWithInterval label={t('figures.closed')} value={closed.share} low={closed.low} high={closed.high} n={closed.n} nText={count(closed.n)} format={(share) => format.share(share)} />
      <ValueWithInterval label={t('figures.inTime')} value={contactedInTime.share} low={contactedInTime.low} high={contactedInTime.high} n={contactedInTime.n} nText={count(contactedInTime.n)} format={(share) => format.share(share)} />
      <ValueWithInterval label={t('figures.hours')} value={contactHours.median} low={contactHours.low} high={contactHours.high} n={contactHours.n} nText={count(contactHours.n)} unit={t('figures.hoursUnit')} />
      <ValueWithInterval label={t('figures.change')} value={scoreChange.change} low={scoreChange.low} high={scoreChange.high} n={scoreChange.n} nText={scoreChange.before === null || scoreChange.after === null ? count(scoreChange.n) : t('figures.beforeAfter', { before: format.decimal(scoreChange.before), after: format.decimal(scoreChange.after), n: format.integer(scoreChange.n) })} format={(value) => format.signed(value)} />
    </div>
  );
}

function ByRule({ rows }: { rows: readonly { id: string; name: string; figure: LoopFigure }[] }) {
  const { t } = useTranslation('closed-loop');
  const format = useFormat();
  return (
    <Section title={t('figures.byRule')}>
      <DataTable
        caption={t('figures.byRule')} rows={rows} rowId={({ id }) => id}
        columns={[
          { key: 'name', header: t('rules.name'), cell: ({ name }) => name },
          { key: 'caught', header: t('figures.caught'), align: 'end', widthPx: 110, cell: ({ figure }) => format.integer(figure.caught) },
          { key: 'closed', header: t('figures.closed'), align: 'end', widthPx: 150, cell: ({ figure: { closed } }) => (closed.share === null ? '–' : `${format.share(closed.share)} (${format.share(closed.low ?? 0)}–${format.share(closed.high ?? 1)})`) },
          { key: 'hours', header: t('figures.hours'), align: 'end', widthPx: 190, cell: ({ figure: { contactHours } }) => (contactHours.median === null ? '–' : format.decimal(contactHours.median)) },
        ]}
      />
    </Section>
  );
}

function Catches({ state, onState }: { state: string; onState: (state: string) => void }) {
  const { t } = useTranslation('closed-loop');
  const list = useInfiniteQuery(catchesQuery(state));
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns = useCatchColumns();
  return (
    <Section title={t('figures.catches')}>
      <FilterBar state={{ state }} onChange={(change) => onState(change['state'] ?? '')} filters={[{ key: 'state', start: 'open', label: t('figures.state'), options: ['open', 'done'].map((value) => ({ value, label: t(`figures.${value}`) })) }]} />
      {rows.length === 0 ? <EmptyState>{t('figures.noCatches')}</EmptyState> : <DataTable caption={t('figures.catches')} rows={rows} columns={columns} rowId={({ id }) => id} />}
      {list.hasNextPage && <Button variant="default" mt="md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('figures.more')}</Button>}
    </Section>
  );
}

function useCatchColumns(): Column<LoopCatch>[] {
  const { t } = useTranslation('closed-loop');
  const format = useFormat();
  return [
    { key: 'case', header: t('figures.case'), widthPx: 130, cell: ({ caseId, caseNumber }) => (caseId === null || caseNumber === null ? '–' : <AppLink to={`/desk/${caseId}`} look="quiet">{caseNumber}</AppLink>) },
    { key: 'rule', header: t('rules.name'), cell: ({ ruleName }) => ruleName },
    { key: 'customer', header: t('figures.customer'), from: 'sm', cell: ({ customerName }) => customerName ?? '–' },
    { key: 'score', header: t('figures.score'), align: 'end', widthPx: 90, cell: ({ score }) => (score === null ? '–' : format.decimal(score)) },
    { key: 'caught', header: t('figures.when'), widthPx: 150, from: 'md', cell: ({ caughtAt }) => <When at={caughtAt} /> },
    { key: 'due', header: t('box.due'), widthPx: 150, cell: ({ dueAt }) => <When at={dueAt} /> },
    { key: 'told', header: t('figures.told'), widthPx: 170, cell: ({ toldHow }) => (toldHow === null ? t('figures.notYet') : t(`how.${toldHow}`)) },
  ];
}
