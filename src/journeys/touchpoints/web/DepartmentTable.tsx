import { ActionIcon, Group } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { DataTable, type Column } from '../../../ui/table/DataTable.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { InventoryItem } from '../inventory.contract.ts';
import type { Department } from '../touchpoints.contract.ts';
import { touchpointsOf } from './departments.logic.ts';
import { useNameOf } from './inventory-queries.ts';
import classes from './touchpoints.module.css';

interface DepartmentTableProps {
  departments: readonly Department[];
  /** Undefined while they are not known. */
  touchpoints: readonly InventoryItem[] | undefined;
  onRename: (department: Department) => void;
  onRemove: (department: Department) => void;
}

export function DepartmentTable(props: DepartmentTableProps) {
  const { t, i18n } = useTranslation('touchpoints');
  const nameOf = useNameOf();
  const rows = props.departments.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), i18n.language));
  return <DataTable caption={t('departments.caption')} rows={rows} columns={makeColumns(t, i18n.language, props)} rowId={(row) => row.code} rowName={nameOf} />;
}

function makeColumns(t: (key: string) => string, language: string, { touchpoints, onRename, onRemove }: DepartmentTableProps): Column<Department>[] {
  const german: Column<Department> = { key: 'nameDe', header: t('departments.nameDe'), cell: ({ nameDe }) => <span lang="de">{nameDe}</span> };
  const english: Column<Department> = { key: 'nameEn', header: t('departments.nameEn'), cell: ({ nameEn }) => <span lang="en">{nameEn}</span> };
  return [
    ...(language === 'de' ? [german, english] : [english, german]),
    { key: 'code', header: t('departments.code'), cell: ({ code }) => <code className={classes.soft}>{code}</code> },
    { key: 'owned', header: t('departments.owned'), hint: t('departments.ownedHint'), align: 'end', widthPx: 150, cell: ({ code }) => <Owned code={code} touchpoints={touchpoints} /> },
    { key: 'deeds', header: t('departments.deeds'), align: 'end', widthPx: 110, cell: (row) => <Deeds department={row} onRename={onRename} onRemove={onRemove} /> },
  ];
}

function Deeds({ department, onRename, onRemove }: { department: Department; onRename: (department: Department) => void; onRemove: (department: Department) => void }) {
  const { t } = useTranslation('touchpoints');
  const name = useNameOf()(department);
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      <ActionIcon variant="subtle" color="gray" aria-label={t('departments.renameOne', { name })} onClick={() => onRename(department)}><IconPencil size={16} stroke={1.6} /></ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t('departments.removeOne', { name })} onClick={() => onRemove(department)}><IconTrash size={16} stroke={1.6} /></ActionIcon>
    </Group>
  );
}

function Owned({ code, touchpoints }: { code: string; touchpoints: readonly InventoryItem[] | undefined }) {
  const format = useFormat();
  if (!touchpoints) return <span className={classes.soft}>…</span>;
  const { owned } = touchpointsOf(code, touchpoints);
  return owned.length === 0 ? <span className={classes.soft}>0</span> : <AppLink className={classes.door ?? ''} to={`/touchpoints/inventory?department=${code}`}>{format.integer(owned.length)}</AppLink>;
}
