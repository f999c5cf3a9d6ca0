import { useState } from 'react';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { Confirm } from '../../../../ui/feedback/Confirm.tsx';
import { useCan } from '../../../../ui/session.tsx';
import { useNames } from '../../../../people/timeline/web/names.ts';
import type { View } from '../../../cases/cases.contract.ts';
import { choicesQuery, viewsQuery } from '../../../cases/web/case-queries.ts';
import { toSavedView, type DeskFilters } from './desk-filters.logic.ts';
import classes from './list.module.css';

const statuses = ['new', 'open', 'waiting_customer', 'waiting_partner', 'solved', 'closed'] as const;
const priorities = ['urgent', 'high', 'normal', 'low'] as const;
const channels = ['call_center', 'mail', 'web', 'shop', 'sms', 'chat', 'social', 'letter', 'app', 'survey', 'partner', 'other'] as const;
const sorts = ['due', 'newest', 'oldest', 'priority'] as const;

interface ListFiltersProps {
  filters: DeskFilters;
  onChange: (change: Partial<DeskFilters>) => void;
  view: View | undefined;
  /** null: nothing is narrowed. */
  onClear: (() => void) | null;
}

export function ListFilters({ filters, onChange, view, onClear }: ListFiltersProps) {
  const { t } = useTranslation('desk');
  const choices = useQuery(choicesQuery).data;
  const names = useNames();
  const [isSaving, setSaving] = useState(false);
  const any = (label: string) => ({ value: '', label: `${label}: ${t('ui:filter.all')}` });
  const select = (name: keyof DeskFilters, label: string, data: { value: string; label: string }[]) => (
    <NativeSelect size="xs" aria-label={label} value={filters[name]} data={data} onChange={(event) => onChange({ [name]: event.currentTarget.value })} />
  );
  return (
    <div className={classes.filters} role="group" aria-label={t('list.filters')}>
      {select('sort', t('filter.sort'), [{ value: '', label: t('filter.sortOf', { name: t(`filter.sorts.${view?.sort ?? 'due'}`) }) }, ...sorts.map((value) => ({ value, label: t(`filter.sorts.${value}`) }))])}
      {select('status', t('cases:field.status'), [any(t('cases:field.status')), ...statuses.map((value) => ({ value, label: t(`cases:status.${value}`) }))])}
      {select('priority', t('cases:field.priority'), [any(t('cases:field.priority')), ...priorities.map((value) => ({ value, label: t(`cases:priority.${value}`) }))])}
      {select('assignee', t('cases:field.assignee'), [any(t('cases:field.assignee')), { value: 'me', label: t('filter.me') }, { value: 'none', label: t('filter.none') }, ...(choices?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))])}
      {(choices?.departments.length ?? 0) > 0 && select('department', t('cases:field.department'), [any(t('cases:field.department')), ...(choices?.departments ?? []).map((code) => ({ value: code, label: names.department(code) }))])}
      {select('channel', t('cases:field.channel'), [any(t('cases:field.channel')), ...channels.map((value) => ({ value, label: t(`timeline:channel.${value}`) }))])}
      {select('due', t('filter.due'), [any(t('filter.due')), { value: 'overdue', label: t('filter.overdue') }, { value: 'today', label: t('filter.today') }])}
      {onClear && (
        <div className={classes.filterDeeds}>
          <Button size="compact-xs" variant="subtle" onClick={onClear}>{t('list.clear')}</Button>
          <Button size="compact-xs" variant="subtle" onClick={() => setSaving(true)}>{t('view.save')}</Button>
        </div>
      )}
      {isSaving && <SaveView filters={filters} view={view} onClose={() => setSaving(false)} onSaved={(id) => onChange({ status: '', priority: '', assignee: '', department: '', touchpoint: '', channel: '', due: '', knownIssue: '', customerId: '', search: '', sort: '', view: id })} />}
    </div>
  );
}

function SaveView({ filters, view, onClose, onSaved }: { filters: DeskFilters; view: View | undefined; onClose: () => void; onSaved: (id: string) => void }) {
  const { t } = useTranslation('desk');
  const queries = useQueryClient();
  const mayShare = useCan('delete', 'case');
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const save = async () => {
    const saved = await api.post<View>('/api/case-views', { body: { name: name.trim(), isShared, ...toSavedView(filters, view) } });
    await queries.invalidateQueries({ queryKey: viewsQuery.queryKey });
    onSaved(saved.id);
  };
  return (
    <Confirm isOpen onClose={onClose} title={t('view.saveTitle')} confirmLabel={t('view.save')} isBlocked={name.trim() === ''} onConfirm={save}>
      <TextInput label={t('view.name')} value={name} maxLength={80} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
      {mayShare && <Checkbox mt="sm" label={t('view.share')} checked={isShared} onChange={(event) => setShared(event.currentTarget.checked)} />}
    </Confirm>
  );
}
