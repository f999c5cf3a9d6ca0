import { type ReactNode, useState } from 'react';
import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channels } from '../../../people/timeline/timeline.contract.ts';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { useDownload } from '../../../ui/download.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { ExportMenu } from '../../../ui/table/ExportMenu.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { stages } from '../touchpoints.contract.ts';
import { Catalogue } from './Catalogue.tsx';
import { CsvUpload } from './CsvUpload.tsx';
import { type InventoryAnswer, useDepartments, useNameOf } from './inventory-queries.ts';
import { InventoryTable } from './InventoryTable.tsx';
import { ReapplicationNote } from './ReapplicationNote.tsx';

const defaults = { q: '', stage: '', kind: '', channel: '', department: '', sort: 'name', dialog: '' };

/** All touchpoints as a table that can be worked in. */
export function InventoryPage() {
  const { t } = useTranslation('touchpoints');
  const nameOf = useNameOf();
  const departments = useDepartments().data?.items ?? [];
  const [state, setState] = useUrlState(defaults);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { sort, dialog, ...filters } = state;
  const inventory = useQuery({
    queryKey: ['touchpoints', 'inventory', filters],
    queryFn: ({ signal }) => api.get<InventoryAnswer>('/api/touchpoints/inventory', { query: { ...filters, limit: 1000 }, signal }),
    placeholderData: (before) => before,
  });
  const isFiltered = Object.values(filters).some((value) => value !== '');
  const canCreate = useCan('create', 'touchpoint');
  const mayImport = useCan('create', 'import');
  const isEmpty = inventory.data?.items.length === 0 && !isFiltered;
  const unheeded = [...(state.q ? [t('ui:filter.search')] : []), ...(['stage', 'kind'] as const).filter((key) => state[key] !== '').map((key) => t(`column.${key}`))];
  return (
    <>
      <PageHeader question={t('inventory.question')} answer={inventory.data && inventory.data.items.length > 0 && !isFiltered ? <Answer data={inventory.data} /> : undefined} actions={<Actions onDialog={(name) => setState({ dialog: name })} exports={isEmpty ? null : <ExportMenu table="touchpoints" filters={{ department: state.department, channel: state.channel }} unheeded={unheeded} />} />} />
      <ReapplicationNote />
      {!isEmpty && (
        <FilterBar
          state={state} onChange={setState} search={{ key: 'q', label: t('inventory.search') }}
          filters={[
            { key: 'stage', label: t('column.stage'), options: stages.map((value) => ({ value, label: t(`stage.${value}`) })) },
            { key: 'kind', label: t('column.kind'), options: ['main', 'secondary'].map((value) => ({ value, label: t(`kind.${value}`) })) },
            { key: 'channel', label: t('column.channel'), options: channels.map((value) => ({ value, label: t(`channel.${value}`) })) },
            ...(departments.length > 0 ? [{ key: 'department', label: t('column.department'), options: departments.map((one) => ({ value: one.code, label: nameOf(one) })) }] : []),
          ]}
        />
      )}
      <Loaded query={inventory} skeleton={<TableSkeleton rows={12} />} isEmpty={(data) => data.items.length === 0} empty={isFiltered ? <EmptyState>{t('inventory.none')}</EmptyState> : null}>
        {(data) => <InventoryTable items={data.items} departments={departments} sort={sort} onSort={(next) => setState({ sort: next })} selection={{ ids: selected, onChange: setSelected }} />}
      </Loaded>
      {isEmpty && mayImport && <p>{t('inventory.emptyImport')} <AppLink to="/listening/imports">{t('inventory.import')}</AppLink></p>}
      {canCreate && (isEmpty || dialog === 'catalogue') && <Section title={t('catalogue.question')} note={t('catalogue.note')}><Catalogue onDone={() => setState({ dialog: '' })} /></Section>}
      {canCreate && <CsvUpload isOpen={dialog === 'csv'} onClose={() => setState({ dialog: '' })} />}
    </>
  );
}

function Answer({ data }: { data: InventoryAnswer }) {
  const { t } = useTranslation('touchpoints');
  const format = useFormat();
  const count = (test: (item: InventoryAnswer['items'][number]) => boolean) => format.integer(data.items.filter(test).length);
  const without = data.items.filter((item) => item.contacts === 0).length;
  return t(without === 0 ? 'inventory.answerAll' : 'inventory.answer', { count: data.total, main: count((item) => item.kind === 'main'), truth: count((item) => item.momentOfTruth), without: format.integer(without) });
}

function Actions({ onDialog, exports }: { onDialog: (name: string) => void; exports: ReactNode }) {
  const { t } = useTranslation('touchpoints');
  const go = useGo();
  const download = useDownload();
  const canCreate = useCan('create', 'touchpoint');
  return (
    <>
      {exports}
      <Menu position="bottom-end">
        <Menu.Target><Button variant="default">CSV</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" {...download('/api/touchpoints.csv')}>{t('inventory.download')}</Menu.Item>
          {canCreate && <Menu.Item onClick={() => onDialog('csv')}>{t('inventory.upload')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {canCreate && <Button variant="default" onClick={() => onDialog('catalogue')}>{t('inventory.catalogue')}</Button>}
      {canCreate && <Button leftSection={<IconPlus size={16} stroke={1.6} />} onClick={() => go('/touchpoints/new')}>{t('inventory.new')}</Button>}
    </>
  );
}
