import { useState, type ReactNode } from 'react';
import { Button, CloseButton, Menu } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '../../../../ui/api.ts';
import { useTell, useTellFailure, useUndo } from '../../../../ui/feedback/undo.tsx';
import { useCan, useSession } from '../../../../ui/session.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import { useNames } from '../../../../people/timeline/web/names.ts';
import type { BulkInput, bulkResultSchema, Case, CaseChange } from '../../../cases/cases.contract.ts';
import { reverseChange } from '../../../cases/web/change-case.logic.ts';
import { casePath, choicesQuery } from '../../../cases/web/case-queries.ts';
import { macrosQuery } from '../macros.ts';
import classes from './list.module.css';

type BulkResult = z.infer<typeof bulkResultSchema>;
const statuses = ['open', 'waiting_customer', 'waiting_partner', 'solved'] as const;
const priorities = ['urgent', 'high', 'normal', 'low'] as const;
/** More are changed as well, but not remembered for the way back: reading them first would take too long. */
const UNDOABLE_AT_MOST = 50;

/** What can be done with all selected cases at once; plain changes can be taken back. */
export function BulkBar({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const names = useNames();
  const { user } = useSession();
  const choices = useQuery(choicesQuery).data;
  const macros = useQuery({ ...macrosQuery, enabled: useCan('read', 'template') }).data?.items ?? [];
  const change = useBulk(onDone);
  const mayUpdate = useCan('update', 'case');
  const [isBusy, setBusy] = useState(false);
  const run = (input: Omit<BulkInput, 'ids'>) => {
    setBusy(true);
    void change(ids, input).finally(() => setBusy(false));
  };
  const set = (patch: NonNullable<BulkInput['change']>) => run({ change: patch });
  return (
    <div className={classes.bulk} role="group" aria-label={t('bulk.label')}>
      <span role="status" className={classes.bulkCount}>{t('ui:table.selected', { count: ids.length, formatted: format.integer(ids.length) })}</span>
      {mayUpdate && (
        <>
          <BulkMenu label={t('cases:field.assignee')} isBusy={isBusy}>
            <Menu.Item onClick={() => set({ assignee: 'me' })}>{t('bulk.toMe', { name: user.name })}</Menu.Item>
            <Menu.Item onClick={() => set({ assignee: null })}>{t('filter.none')}</Menu.Item>
            <Menu.Divider />
            {(choices?.people ?? []).filter(({ id }) => id !== user.id).map(({ id, name }) => <Menu.Item key={id} onClick={() => set({ assignee: id })}>{name}</Menu.Item>)}
          </BulkMenu>
          <BulkMenu label={t('cases:field.status')} isBusy={isBusy}>{statuses.map((status) => <Menu.Item key={status} onClick={() => set({ status })}>{t(`cases:status.${status}`)}</Menu.Item>)}</BulkMenu>
          <BulkMenu label={t('bulk.more')} isBusy={isBusy}>
            <Menu.Label>{t('cases:field.priority')}</Menu.Label>
            {priorities.map((priority) => <Menu.Item key={priority} onClick={() => set({ priority })}>{t(`cases:priority.${priority}`)}</Menu.Item>)}
            {(choices?.departments.length ?? 0) > 0 && <Menu.Label>{t('cases:field.department')}</Menu.Label>}
            {(choices?.departments ?? []).map((code) => <Menu.Item key={code} onClick={() => set({ department: code })}>{names.department(code)}</Menu.Item>)}
            {macros.length > 0 && <Menu.Label>{t('macro.title')}</Menu.Label>}
            {macros.map((macro) => <Menu.Item key={macro.id} onClick={() => run({ macro: macro.id })}>{macro.name}</Menu.Item>)}
          </BulkMenu>
        </>
      )}
      <CloseButton aria-label={t('ui:table.clear')} onClick={onDone} />
    </div>
  );
}

function BulkMenu({ label, isBusy, children }: { label: string; isBusy: boolean; children: ReactNode }) {
  return (
    <Menu position="top-start" shadow="md" width={220}>
      <Menu.Target><Button size="compact-sm" variant="default" loading={isBusy}>{label}</Button></Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>{children}</Menu.Dropdown>
    </Menu>
  );
}

function useBulk(onDone: () => void) {
  const { t } = useTranslation('desk');
  const queries = useQueryClient();
  const format = useFormat();
  const tell = useTell();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  const renew = () => Promise.all([queries.invalidateQueries({ queryKey: ['cases'] }), queries.invalidateQueries({ queryKey: ['case-views'] })]);
  const mutation = useMutation({ mutationFn: (body: BulkInput) => api.post<BulkResult>('/api/cases/bulk', { body }) });
  return async (ids: readonly string[], input: Omit<BulkInput, 'ids'>): Promise<void> => {
    try {
      const before = input.change && ids.length <= UNDOABLE_AT_MOST ? await readAll(ids) : [];
      const { changed, refused } = await mutation.mutateAsync({ ids: [...ids], ...input });
      const left = new Set(refused.map(({ id }) => id));
      const words = t('bulk.done', { count: changed, formatted: format.integer(changed) }) + (left.size > 0 ? ` ${t('bulk.refused', { count: left.size, formatted: format.integer(left.size) })}` : '');
      const done: CaseChange | undefined = input.change;
      const ways = done ? before.filter(({ id }) => !left.has(id)).flatMap((one) => { const way = reverseChange(one, done); return way ? [{ id: one.id, way }] : []; }) : [];
      if (ways.length > 0) {
        undoable(words, async () => {
          for (const { id, way } of ways) await api.patch(casePath(id), { body: way });
          await renew();
        });
      } else tell(words);
      onDone();
    } catch (error) {
      tellFailure(error);
    } finally {
      void renew();
    }
  };
}

/** As they are before the change; five at a time. */
async function readAll(ids: readonly string[]): Promise<Case[]> {
  const read: Case[] = [];
  for (let at = 0; at < ids.length; at += 5) read.push(...await Promise.all(ids.slice(at, at + 5).map((id) => api.get<Case>(casePath(id)))));
  return read;
}
