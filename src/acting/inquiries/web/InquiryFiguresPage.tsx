import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { InquiryFigures, WaitFigure } from '../inquiries.contract.ts';
import { useDepartmentName } from './InquiryLine.tsx';
import { inquiryFiguresQuery } from './inquiry-queries.ts';

const defaults = { days: '90' };

/** How long our customers wait because we wait for others. */
export function InquiryFiguresPage() {
  const { t } = useTranslation('inquiries');
  const format = useFormat();
  const [{ days }, setState] = useUrlState(defaults);
  const figures = useQuery(inquiryFiguresQuery(Number(days) || 90));
  const all = figures.data?.all;
  return (
    <>
      <PageHeader
        question={t('figures.question')} back={{ to: '/desk/inquiries', label: t('list.title') }}
        answer={all && (all.medianHours === null ? t('figures.answerNone') : t('figures.answer', { hours: format.decimal(all.medianHours), share: all.inTime.share === null ? '–' : format.share(all.inTime.share), n: format.integer(all.asked) }))}
      />
      <FilterBar state={{ days }} onChange={setState} filters={[{ key: 'days', start: '90', isRequired: true, label: t('figures.span'), options: ['30', '90', '365'].map((value) => ({ value, label: t('figures.days', { days: value }) })) }]} />
      <Loaded query={figures} skeleton={<TableSkeleton />} isEmpty={(data) => data.all.asked === 0} empty={<EmptyState>{t('figures.empty')}</EmptyState>}>{(data) => <Tables figures={data} />}</Loaded>
    </>
  );
}

function Tables({ figures }: { figures: InquiryFigures }) {
  const { t } = useTranslation('inquiries');
  const nameOf = useDepartmentName();
  const partnerColumns = useWaitColumns<InquiryFigures['partners'][number]>({ key: 'name', header: t('figures.partner'), cell: ({ name, kind }) => `${name} (${t(`kind.${kind}`)})` });
  const pairColumns = useWaitColumns<InquiryFigures['pairs'][number]>({ key: 'pair', header: t('figures.pair'), cell: ({ from, to }) => `${nameOf(from)} → ${nameOf(to)}` });
  return (
    <>
      {figures.partners.length > 0 && <Section title={t('figures.partners')}><DataTable caption={t('figures.partners')} rows={figures.partners} columns={partnerColumns} rowId={({ id }) => id} /></Section>}
      {figures.pairs.length > 0 && <Section title={t('figures.pairs')} note={t('figures.pairsText')}><DataTable caption={t('figures.pairs')} rows={figures.pairs} columns={pairColumns} rowId={({ from, to }) => `${from ?? ''} ${to}`} /></Section>}
    </>
  );
}

function useWaitColumns<Row extends { figure: WaitFigure }>(first: Column<Row>): Column<Row>[] {
  const { t } = useTranslation('inquiries');
  const format = useFormat();
  const span = (low: number | null, high: number | null, write: (value: number) => string) => (low === null || high === null ? '' : ` (${write(low)}–${write(high)})`);
  return [
    first,
    { key: 'asked', header: t('figures.asked'), align: 'end', widthPx: 90, cell: ({ figure }) => format.integer(figure.asked) },
    { key: 'open', header: t('figures.open'), align: 'end', widthPx: 90, from: 'sm', cell: ({ figure }) => format.integer(figure.open) },
    { key: 'median', header: t('figures.median'), hint: t('figures.medianHint'), align: 'end', widthPx: 200, cell: ({ figure: { medianHours, lowHours, highHours } }) => (medianHours === null ? '–' : `${t('figures.hours', { hours: format.decimal(medianHours) })}${span(lowHours, highHours, (value) => format.decimal(value))}`) },
    { key: 'inTime', header: t('figures.inTime'), hint: t('figures.inTimeHint'), align: 'end', widthPx: 190, cell: ({ figure: { inTime } }) => (inTime.share === null ? '–' : `${format.share(inTime.share)}${span(inTime.low, inTime.high, (value) => format.share(value))}`) },
  ];
}
