import { Tooltip } from '@mantine/core';
import { IconStar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { useCan } from '../../../ui/session.tsx';
import { DataTable, type Column, type Selection } from '../../../ui/table/DataTable.tsx';
import type { Format } from '../../../ui/words/format.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { InventoryItem } from '../inventory.contract.ts';
import type { Department } from '../touchpoints.contract.ts';
import { BulkBar } from './BulkBar.tsx';
import { useNameOf } from './inventory-queries.ts';
import { sortInventory } from './inventory-sort.logic.ts';
import classes from './touchpoints.module.css';

interface InventoryTableProps {
  items: readonly InventoryItem[];
  departments: readonly Department[];
  sort: string;
  onSort: (sort: string) => void;
  selection: Selection;
}

export function InventoryTable({ items, departments, sort, onSort, selection }: InventoryTableProps) {
  const { t } = useTranslation('touchpoints');
  const format = useFormat();
  const nameOf = useNameOf();
  const canUpdate = useCan('update', 'touchpoint');
  const departmentName = (code: string | null) => {
    const department = departments.find((one) => one.code === code);
    return department ? nameOf(department) : code;
  };
  const columns = makeColumns(t, format, departmentName);
  return (
    <>
      <DataTable
        caption={t('inventory.caption')} rows={sortInventory(items, sort, nameOf)} columns={columns} rowId={(row) => row.code} rowName={nameOf} rowHref={(row) => `/touchpoints/${row.code}`}
        sort={sort} onSort={onSort} rowHeightPx={50} {...(canUpdate ? { selection } : {})}
      />
      {canUpdate && <BulkBar selection={selection} items={items} departments={departments} />}
    </>
  );
}

function Name({ row }: { row: InventoryItem }) {
  const { t } = useTranslation('touchpoints');
  const nameOf = useNameOf();
  return (
    <span className={classes.name}>
      <AppLink to={`/touchpoints/${row.code}`}>{nameOf(row)}</AppLink>
      {row.momentOfTruth && <Tooltip label={t('truth')}><span className={classes.truth} role="img" aria-label={t('truth')}><IconStar size={15} stroke={1.6} aria-hidden="true" /></span></Tooltip>}
      <span className={classes.meta}>{row.code}</span>
    </span>
  );
}

function makeColumns(t: (key: string) => string, format: Format, departmentName: (code: string | null) => string | null): Column<InventoryItem>[] {
  return [
    { key: 'name', header: t('column.name'), sort: 'name', cell: (row) => <Name row={row} /> },
    { key: 'stage', header: t('column.stage'), sort: 'stage', widthPx: 130, cell: (row) => t(`stage.${row.stage}`) },
    { key: 'channel', header: t('column.channel'), sort: 'channel', widthPx: 120, from: 'sm', cell: (row) => t(`channel.${row.channel}`) },
    { key: 'kind', header: t('column.kind'), sort: 'kind', widthPx: 100, from: 'sm', cell: (row) => t(`kind.${row.kind}`) },
    { key: 'reach', header: t('column.reachKind'), widthPx: 96, from: 'lg', isHiddenOnPhone: true, cell: (row) => t(`reachKind.${row.reachKind}`) },
    { key: 'department', header: t('column.department'), sort: 'department', widthPx: 150, from: 'md', cell: (row) => departmentName(row.department) ?? <span className={classes.soft}>–</span> },
    { key: 'rules', header: t('column.rules'), sort: 'rules', align: 'end', widthPx: 84, from: 'md', cell: (row) => (row.rules.length === 0 ? <span className={classes.soft}>0</span> : format.integer(row.rules.length)) },
    { key: 'contacts', header: t('column.contacts'), sort: 'contacts', align: 'end', widthPx: 106, cell: (row) => format.integer(row.contacts) },
    { key: 'last', header: t('column.last'), sort: 'last', align: 'end', widthPx: 140, from: 'lg', cell: (row) => (row.lastContactAt === null ? <span className={classes.soft}>{t('inventory.never')}</span> : <When at={row.lastContactAt} />) },
  ];
}
