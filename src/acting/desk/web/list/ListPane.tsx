import { useCallback, useRef, useState } from 'react';
import { ActionIcon, Button, Indicator, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconAdjustmentsHorizontal, IconKeyboard, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { writeQuery } from '../../../../ui/api.ts';
import { SearchField } from '../../../../ui/table/FilterBar.tsx';
import { useCan } from '../../../../ui/session.tsx';
import { viewsQuery } from '../../../cases/web/case-queries.ts';
import { useDeed } from '../deeds.tsx';
import { BulkBar } from './BulkBar.tsx';
import { CaseList } from './CaseList.tsx';
import { isNarrowed, narrowing, viewOf, type DeskFilters } from './desk-filters.logic.ts';
import { ListFilters } from './ListFilters.tsx';
import { ViewPicker, ViewStrip } from './ViewPicker.tsx';
import classes from './list.module.css';

interface ListPaneProps {
  filters: DeskFilters;
  onFilters: (change: Partial<DeskFilters>) => void;
  openId: string | null;
  onNew: () => void;
  onHelp: () => void;
}

/** Who needs me now? Views with their counters, search and filters, and the cases by due time. */
export function ListPane({ filters, onFilters, openId, onNew, onHelp }: ListPaneProps) {
  const { t } = useTranslation('desk');
  const views = useQuery(viewsQuery);
  const mayCreate = useCan('create', 'case');
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [areFiltersOpen, setFiltersOpen] = useState(false);
  const search = useRef<HTMLDivElement>(null);
  const isFiltered = isNarrowed(filters);
  const view = views.data?.items.find((one) => one.id === viewOf(filters));
  useDeed('search', useCallback(() => search.current?.querySelector('input')?.focus(), []));
  const hrefOf = useCallback((id: string) => `/desk/${id}${writeQuery(filters)}`, [filters]);
  const change = (patch: Partial<DeskFilters>) => {
    setSelected(new Set()); // what is not in sight any more must not be changed by chance
    onFilters(patch);
  };
  const clear = () => change(Object.fromEntries(narrowing.map((name) => [name, ''])));
  const choose = (id: string) => change({ ...Object.fromEntries(narrowing.map((name) => [name, ''])), sort: '', view: id });
  return (
    <section className={classes.pane} aria-label={t('list.label')}>
      <div className={classes.head}>
        <div className={classes.headLine}>
          <ViewPicker views={views.data?.items ?? []} current={view} filters={filters} onChoose={choose} />
          <Tooltip label={t('help.title')}><ActionIcon variant="subtle" color="gray" size="md" className={classes.notOnPhone ?? ''} aria-label={t('help.title')} onClick={onHelp}><IconKeyboard size={18} stroke={1.6} /></ActionIcon></Tooltip>
          {mayCreate && <Button size="compact-sm" leftSection={<IconPlus size={15} stroke={2} />} onClick={onNew}>{t('new.short')}</Button>}
        </div>
        <div className={classes.headLine} ref={search}>
          <SearchField label={t('list.search')} value={filters.search} onChange={(text) => change({ search: text })} />
          <Indicator disabled={!isFiltered} size={7} offset={4}>
            <ActionIcon variant={areFiltersOpen ? 'light' : 'default'} size={36} aria-label={t('list.filters')} aria-expanded={areFiltersOpen} onClick={() => setFiltersOpen(!areFiltersOpen)}><IconAdjustmentsHorizontal size={18} stroke={1.6} /></ActionIcon>
          </Indicator>
        </div>
        <ViewStrip views={views.data?.items ?? []} filters={filters} onChoose={choose} />
        {areFiltersOpen && <ListFilters filters={filters} onChange={change} view={view} onClear={isFiltered ? clear : null} />}
      </div>
      <CaseList filters={filters} openId={openId} hrefOf={hrefOf} selected={selected} onSelect={setSelected} onClear={isFiltered ? clear : null} onNew={mayCreate ? onNew : null} />
      {selected.size > 0 && <BulkBar ids={[...selected]} onDone={() => setSelected(new Set())} />}
    </section>
  );
}
