import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { GoodwillKind, LimitRow } from '../goodwill.contract.ts';
import { kindsQuery, limitsQuery } from './goodwill-queries.ts';
import { KindDialog } from './KindDialog.tsx';
import { LimitDialog } from './LimitDialog.tsx';

/** What can be given, and who may give how much without asking. */
export function GoodwillSettingsPage() {
  const { t } = useTranslation('goodwill');
  const queries = useQueryClient();
  const tellFailure = useTellFailure();
  const kinds = useQuery(kindsQuery);
  const usual = useMutation({ mutationFn: () => api.post<void>('/api/goodwill-kinds/usual'), onSuccess: () => queries.invalidateQueries({ queryKey: ['goodwill'] }), onError: tellFailure });
  return (
    <>
      <PageHeader question={t('settings.question')} answer={t('settings.answer')} />
      <Loaded query={kinds} skeleton={<TableSkeleton />} isEmpty={(items) => items.length === 0} empty={<EmptyState action={{ label: t('settings.usual'), onClick: () => usual.mutate() }}>{t('settings.empty')}</EmptyState>}>{(items) => <Kinds kinds={items} />}</Loaded>
      <Limits />
    </>
  );
}

function Kinds({ kinds }: { kinds: readonly GoodwillKind[] }) {
  const { t, i18n } = useTranslation('goodwill');
  const queries = useQueryClient();
  const [edited, setEdited] = useState<GoodwillKind | 'new' | null>(null);
  const [removed, setRemoved] = useState<GoodwillKind | null>(null);
  const isGerman = i18n.language === 'de';
  const columns = useKindColumns(setEdited, setRemoved);
  const remove = async () => {
    await api.delete<void>(`/api/goodwill-kinds/${removed?.code ?? ''}`);
    await queries.invalidateQueries({ queryKey: ['goodwill'] });
  };
  return (
    <Section title={t('settings.kinds')} actions={<Button variant="default" onClick={() => setEdited('new')}>{t('settings.addKind')}</Button>}>
      <DataTable
        caption={t('settings.kinds')} rows={kinds} rowId={({ code }) => code}
        columns={columns}
      />
      <KindDialog key={edited === null ? 'closed' : edited === 'new' ? 'new' : edited.code} kind={edited === 'new' ? null : edited} isOpen={edited !== null} onClose={() => setEdited(null)} />
      <Confirm isOpen={removed !== null} onClose={() => setRemoved(null)} title={t('settings.removeTitle', { name: isGerman ? removed?.nameDe : removed?.nameEn })} confirmLabel={t('settings.remove')} onConfirm={remove}>{t('settings.removeText')}</Confirm>
    </Section>
  );
}

function Limits() {
  const { t } = useTranslation('goodwill');
  const queries = useQueryClient();
  const tellFailure = useTellFailure();
  const limits = useQuery(limitsQuery);
  const [edited, setEdited] = useState<LimitRow | 'new' | null>(null);
  const remove = useMutation({ mutationFn: ({ role, userId }: LimitRow) => api.delete<void>(role === null ? `/api/goodwill-limits/people/${userId ?? ''}` : `/api/goodwill-limits/roles/${role}`), onSuccess: () => queries.invalidateQueries({ queryKey: ['goodwill'] }), onError: tellFailure });
  const columns = useLimitColumns(setEdited, (row) => remove.mutate(row));
  return (
    <Section title={t('settings.limits')} note={t('settings.limitsText')} actions={<Button variant="default" onClick={() => setEdited('new')}>{t('settings.addLimit')}</Button>}>
      <Loaded query={limits} isEmpty={(items) => items.length === 0} empty={<EmptyState>{t('settings.noLimits')}</EmptyState>}>
        {(items) => (
          <DataTable
            caption={t('settings.limits')} rows={items} rowId={({ role, userId }) => role ?? userId ?? ''}
            columns={columns}
          />
        )}
      </Loaded>
      <LimitDialog key={edited === null ? 'closed' : edited === 'new' ? 'new' : (edited.role ?? edited.userId)} row={edited === 'new' ? null : edited} isOpen={edited !== null} onClose={() => setEdited(null)} />
    </Section>
  );
}

function useKindColumns(edit: (kind: GoodwillKind) => void, remove: (kind: GoodwillKind) => void): Column<GoodwillKind>[] {
  const { t, i18n } = useTranslation('goodwill');
  const format = useFormat();
  const isGerman = i18n.language === 'de';
  return [
    { key: 'name', header: t('settings.name'), cell: ({ nameDe, nameEn }) => (isGerman ? nameDe : nameEn) },
    { key: 'unit', header: t('settings.unit'), from: 'sm', widthPx: 130, cell: ({ unitDe, unitEn }) => (isGerman ? unitDe : unitEn) },
    { key: 'cents', header: t('settings.unitValue'), align: 'end', widthPx: 150, cell: ({ unitCents }) => (Number.isInteger(unitCents) ? format.money(unitCents) : t('settings.cents', { cents: format.decimal(unitCents, 2) })) },
    { key: 'out', header: t('settings.carriedOut'), from: 'md', widthPx: 180, cell: ({ carriedOut }) => t(`settings.${carriedOut}`) },
    { key: 'deeds', header: '', align: 'end', widthPx: 210, cell: (kind) => <Group gap={4} justify="flex-end" wrap="nowrap"><Button size="compact-sm" variant="subtle" onClick={() => edit(kind)}>{t('settings.change')}</Button><Button size="compact-sm" variant="subtle" color="gray" onClick={() => remove(kind)}>{t('settings.remove')}</Button></Group> },
  ];
}

function useLimitColumns(edit: (row: LimitRow) => void, remove: (row: LimitRow) => void): Column<LimitRow>[] {
  const { t } = useTranslation('goodwill');
  const format = useFormat();
  const money = (cents: number | null) => (cents === null ? t('settings.unlimited') : format.money(cents));
  return [
    { key: 'who', header: t('settings.who'), cell: ({ role, userName }) => (role === null ? t('settings.person', { name: userName }) : t('settings.role', { role: t(`role.${role}`, { defaultValue: role }) })) },
    { key: 'booking', header: t('settings.perBooking'), align: 'end', widthPx: 130, cell: ({ perBookingCents }) => money(perBookingCents) },
    { key: 'customer', header: t('settings.perCustomer'), align: 'end', widthPx: 170, cell: ({ perCustomerMonthCents }) => money(perCustomerMonthCents) },
    { key: 'personMonth', header: t('settings.perPerson'), align: 'end', widthPx: 170, cell: ({ perPersonMonthCents }) => money(perPersonMonthCents) },
    { key: 'deeds', header: '', align: 'end', widthPx: 210, cell: (row) => <Group gap={4} justify="flex-end" wrap="nowrap"><Button size="compact-sm" variant="subtle" onClick={() => edit(row)}>{t('settings.change')}</Button><Button size="compact-sm" variant="subtle" color="gray" onClick={() => remove(row)}>{t('settings.remove')}</Button></Group> },
  ];
}
