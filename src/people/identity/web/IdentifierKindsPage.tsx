import { useState } from 'react';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Group, NumberInput, Switch, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import type { IdentifierKind } from '../identity.contract.ts';
import { NewKind } from './NewKind.tsx';
import { useKindName } from './useKindName.ts';
import classes from './identity.module.css';

export const identifierKindsQuery = queryOptions({
  queryKey: ['identifier-kinds'], queryFn: ({ signal }) => api.get<{ items: IdentifierKind[] }>('/api/identifier-kinds', { signal }),
});

/** Everybody is put together again by the new rules; with a million customers that takes minutes. */
const REFOLD_TIMEOUT_MS = 30 * 60_000;

/** The server's own kind for records that were made by hand; nothing to decide about it. */
const RECORDS = 'record';

/** Settings → Identity: what makes two records one customer. */
export function IdentifierKindsPage() {
  const { t } = useTranslation('identity');
  const kinds = useQuery(identifierKindsQuery);
  return (
    <>
      <PageHeader question={t('settings.question')} answer={t('settings.answer')} />
      <Loaded query={kinds} skeleton={<TableSkeleton rows={6} />}>{({ items }) => <KindsForm key={JSON.stringify(items)} kinds={items} />}</Loaded>
    </>
  );
}

function KindsForm({ kinds }: { kinds: readonly IdentifierKind[] }) {
  const { t } = useTranslation('identity');
  const kindName = useKindName();
  const canManage = useCan('manage', 'settings');
  const queries = useQueryClient();
  const tell = useTell();
  const [draft, setDraft] = useState(() => [...kinds].sort((a, b) => b.priority - a.priority));
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const set = (kind: string, change: Partial<IdentifierKind>) => setDraft((all) => all.map((each) => (each.kind === kind ? { ...each, ...change } : each)));
  const isChanged = JSON.stringify(draft) !== JSON.stringify([...kinds].sort((a, b) => b.priority - a.priority));
  const save = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await api.put('/api/identifier-kinds', { body: { items: draft }, timeoutMs: REFOLD_TIMEOUT_MS });
      tell(t('settings.saved'));
      await queries.invalidateQueries();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('settings.caption')}>
        <Table className={classes.kinds ?? ''} verticalSpacing="xs">
          <Table.Caption className="m-hidden">{t('settings.caption')}</Table.Caption>
          <Table.Thead>
            <Table.Tr>{(['kind', 'priority', 'limit', 'switches'] as const).map((column) => <Table.Th key={column} scope="col">{t(`settings.column.${column}`)}<span className={classes.columnNote}>{t(`settings.note.${column}`)}</span></Table.Th>)}</Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {draft.filter(({ kind }) => kind !== RECORDS).map((each) => (
              <Table.Tr key={each.kind}>
                <Table.Th scope="row">{kindName(each.kind)} {kindName(each.kind) !== each.kind && <code className={classes.soft}>{each.kind}</code>}</Table.Th>
                <Table.Td data-label={t('settings.column.priority')}><Figure value={each.priority} min={0} max={1000} isLocked={!canManage} label={t('settings.priorityOf', { kind: kindName(each.kind) })} onChange={(priority) => set(each.kind, { priority })} /></Table.Td>
                <Table.Td data-label={t('settings.column.limit')}><Figure value={each.limitPerCustomer} min={1} max={10_000} isLocked={!canManage} label={t('settings.limitOf', { kind: kindName(each.kind) })} onChange={(limitPerCustomer) => set(each.kind, { limitPerCustomer })} /></Table.Td>
                <Table.Td data-label={t('settings.column.switches')}>{canManage
                  ? <Switch checked={each.switches} aria-label={t('settings.switchesOf', { kind: kindName(each.kind) })} onChange={(event) => set(each.kind, { switches: event.currentTarget.checked })} />
                  : t(each.switches ? 'settings.yes' : 'settings.no')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {canManage && (
        <>
          <NewKind taken={draft.map(({ kind }) => kind)} onAdd={(kind) => setDraft((all) => [...all, { kind, priority: 50, limitPerCustomer: 5, switches: false }])} />
          {failure !== null && <ErrorState error={failure} />}
          <Group mt="lg" gap="xs">
            <Button loading={isBusy} disabled={!isChanged} onClick={() => void save()}>{t('settings.save')}</Button>
            {isBusy && <p className={classes.soft} role="status">{t('settings.saving')}</p>}
            {isChanged && !isBusy && <Button variant="default" onClick={() => setDraft([...kinds].sort((a, b) => b.priority - a.priority))}>{t('ui:action.cancel')}</Button>}
          </Group>
        </>
      )}
    </div>
  );
}

interface FigureProps { value: number; min: number; max: number; label: string; isLocked: boolean; onChange: (value: number) => void }

function Figure({ value, min, max, label, isLocked, onChange }: FigureProps) {
  if (isLocked) return <>{value}</>;
  return <NumberInput aria-label={label} value={value} min={min} max={max} allowDecimal={false} clampBehavior="blur" w={110} size="xs" onChange={(next) => { if (typeof next === 'number' && Number.isFinite(next)) onChange(next); }} />;
}
