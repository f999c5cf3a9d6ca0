import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { ExportMenu } from '../../../ui/table/ExportMenu.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { ExportList } from '../exports.contract.ts';
import classes from './exports.module.css';

type Table = ExportList['items'][number];
const defaults = { from: '', to: '' };

/** Every table as a file. */
export function ExportsPage() {
  const { t } = useTranslation('exports');
  const [period, setPeriod] = useUrlState(defaults);
  const list = useQuery({ queryKey: ['exports'], queryFn: ({ signal }) => api.get<ExportList>('/api/exports', { signal }) });
  const columns = useColumns(period);
  return (
    <>
      <PageHeader question={t('question')} answer={list.data && t(list.data.masked ? 'answerMasked' : 'answer')} />
      <div className={classes.period} role="group" aria-label={t('period')}>
        <TextInput type="date" label={t('from')} value={period.from} max={period.to || undefined} onChange={(event) => setPeriod({ from: event.currentTarget.value })} />
        <TextInput type="date" label={t('to')} value={period.to} min={period.from || undefined} onChange={(event) => setPeriod({ to: event.currentTarget.value })} />
        <p className={classes.note}>{t('periodNote')}</p>
      </div>
      <Loaded query={list} skeleton={<TableSkeleton rows={10} />}>
        {({ items }) => <DataTable caption={t('question')} rows={items} columns={columns} rowId={({ table }) => table} rowHeightPx={60} />}
      </Loaded>
    </>
  );
}

function useColumns({ from, to }: typeof defaults): Column<Table>[] {
  const { t, i18n } = useTranslation('exports');
  const format = useFormat();
  const isGerman = i18n.language === 'de';
  const hasPeriod = ({ filters }: Table) => filters.includes('from');
  return [
    { key: 'name', header: t('column.table'), cell: (row) => <span>{isGerman ? row.labelDe : row.labelEn}<br /><span className={classes.soft}>{isGerman ? row.hintDe : row.hintEn}</span></span> },
    { key: 'columns', header: t('column.columns'), align: 'end', from: 'md', widthPx: 100, cell: ({ columns }) => format.integer(columns.length) },
    { key: 'period', header: t('column.period'), from: 'md', widthPx: 170, isHiddenOnPhone: true, cell: (row) => t(hasPeriod(row) ? (from || to ? 'chosen' : 'whole') : 'none') },
    { key: 'take', header: t('column.take'), align: 'end', widthPx: 170, cell: (row) => <ExportMenu table={row.table} label={isGerman ? row.labelDe : row.labelEn} filters={hasPeriod(row) ? { from, to } : {}} /> },
  ];
}
