import { useState } from 'react';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useTellFailure, useUndo } from '../../../../ui/feedback/undo.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { View } from '../../../cases/cases.contract.ts';
import { viewsQuery } from '../../../cases/web/case-queries.ts';
import { viewOf, type DeskFilters } from './desk-filters.logic.ts';
import classes from './list.module.css';

/** Beside the chosen one: these are in sight all the time, because their number is news. */
const pinned = ['mine', 'unassigned', 'overdue'];

interface ViewPickerProps {
  views: readonly View[];
  current: View | undefined;
  filters: DeskFilters;
  onChoose: (id: string) => void;
}

export function ViewPicker({ views, current, filters, onChoose }: ViewPickerProps) {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const forget = useForgetView();
  const [isOpen, setOpen] = useState(false);
  const chosen = viewOf(filters);
  const nameOf = (view: View) => (view.kind === 'built_in' ? t(`cases:view.${view.id}`) : view.name);
  const numberOf = (view: View) => (view.n === null ? '' : format.integer(view.n));
  const title = current ? nameOf(current) : t('list.label');
  const own = views.filter((view) => view.kind !== 'built_in');
  const removable = current && current.kind === 'own' ? current : null;
  return (
    <Menu position="bottom-start" width={264} shadow="md" opened={isOpen} onChange={setOpen} keepMounted={false}>
      <h1 className={classes.title}>
        <Menu.Target>
          <UnstyledButton className={classes.viewButton ?? ''} aria-label={t('view.choose', { name: title })}>
            <span className={classes.viewName}>{title}</span>
            {current && current.n !== null && <span className={classes.viewCount}>{numberOf(current)}</span>}
            <IconChevronDown size={16} stroke={1.8} aria-hidden="true" />
          </UnstyledButton>
        </Menu.Target>
      </h1>
      <Menu.Dropdown>
        {views.filter((view) => view.kind === 'built_in').map((view) => <Entry key={view.id} view={view} name={nameOf(view)} n={numberOf(view)} isChosen={view.id === chosen} onChoose={onChoose} />)}
        {own.length > 0 && <><Menu.Divider /><Menu.Label>{t('view.saved')}</Menu.Label></>}
        {own.map((view) => <Entry key={view.id} view={view} name={nameOf(view)} n={numberOf(view)} isChosen={view.id === chosen} onChoose={onChoose} />)}
        {removable && <><Menu.Divider /><Menu.Item leftSection={<IconTrash size={15} stroke={1.6} />} onClick={() => { onChoose(''); forget(removable); }}>{t('view.remove', { name: removable.name })}</Menu.Item></>}
      </Menu.Dropdown>
    </Menu>
  );
}

function Entry({ view, name, n, isChosen, onChoose }: { view: View; name: string; n: string; isChosen: boolean; onChoose: (id: string) => void }) {
  return (
    <Menu.Item
      aria-current={isChosen || undefined} onClick={() => onChoose(view.id)}
      leftSection={<span className={classes.viewCheck}>{isChosen && <IconCheck size={15} stroke={2} aria-hidden="true" />}</span>}
      rightSection={<span className={view.id === 'overdue' && view.n ? classes.lateCount : classes.viewCount}>{n}</span>}
    >{name}</Menu.Item>
  );
}

/** The views that matter to everybody, as tabs with living numbers. */
export function ViewStrip({ views, filters, onChoose }: Omit<ViewPickerProps, 'current'>) {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const chosen = viewOf(filters);
  const shown = pinned.flatMap((id) => views.find((view) => view.id === id) ?? []);
  return (
    <nav className={classes.strip} aria-label={t('view.label')}>
      {shown.map((view) => (
        <button key={view.id} type="button" className={classes.tab} aria-current={view.id === chosen || undefined} onClick={() => onChoose(view.id)}>
          <span>{t(`cases:view.${view.id}`)}</span>
          {view.n !== null && <span className={view.id === 'overdue' && view.n > 0 ? classes.lateCount : classes.viewCount}>{format.compact(view.n)}</span>}
        </button>
      ))}
    </nav>
  );
}

function useForgetView(): (view: View) => void {
  const { t } = useTranslation('desk');
  const queries = useQueryClient();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  const renew = () => queries.invalidateQueries({ queryKey: viewsQuery.queryKey });
  return (view) => {
    api.delete(`/api/case-views/${view.id}`).then(() => {
      void renew();
      undoable(t('view.removed', { name: view.name }), async () => {
        await api.post('/api/case-views', { body: { name: view.name, filter: view.filter, sort: view.sort, isShared: false } });
        await renew();
      });
    }, tellFailure);
  };
}
