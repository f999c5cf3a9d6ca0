import { Button, Group, Modal, NumberInput, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '../../../governance/roles/roles.contract.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { LimitRow } from '../goodwill.contract.ts';
import classes from './goodwill.module.css';

/** Limits of a role, or of one person instead. An empty field is no limit. */
export function LimitDialog({ row, isOpen, onClose }: { row: LimitRow | null; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['goodwill', 'ui']);
  return <Modal opened={isOpen} onClose={onClose} title={t(row ? 'settings.change' : 'settings.addLimit')} closeButtonProps={{ 'aria-label': t('ui:action.close') }}>{isOpen && <LimitForm row={row} onClose={onClose} />}</Modal>;
}

function LimitForm({ row, onClose }: { row: LimitRow | null; onClose: () => void }) {
  const { t } = useTranslation(['goodwill', 'ui']);
  const queries = useQueryClient();
  const people = useQuery({ queryKey: ['goodwill', 'people'], queryFn: async ({ signal }) => (await api.get<{ items: { id: string; name: string }[] }>('/api/users', { signal })).items }).data ?? [];
  const [who, setWho] = useState(row === null ? null : row.role === null ? `people/${row.userId ?? ''}` : `roles/${row.role}`);
  const [limits, setLimits] = useState({ perBookingCents: row?.perBookingCents ?? null, perCustomerMonthCents: row?.perCustomerMonthCents ?? null, perPersonMonthCents: row?.perPersonMonthCents ?? null });
  const save = useMutation({
    mutationFn: () => api.put(`/api/goodwill-limits/${who ?? ''}`, { body: limits }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['goodwill'] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (who !== null && !save.isPending) save.mutate();
  };
  const euros = (key: keyof typeof limits, label: string) => <NumberInput label={label} description={t('settings.emptyIsUnlimited')} suffix=" €" decimalScale={2} min={0} hideControls value={limits[key] === null ? '' : limits[key] / 100} onChange={(value) => setLimits((before) => ({ ...before, [key]: typeof value === 'number' ? Math.round(value * 100) : null }))} />;
  return (
    <form className={classes.stack} onSubmit={submit}>
      {row === null && (
        <Select
          label={t('settings.who')} searchable value={who} onChange={setWho} data-autofocus
          data={[{ group: t('settings.roles'), items: roles.map((role) => ({ value: `roles/${role}`, label: t(`role.${role}`) })) }, { group: t('settings.people'), items: people.map(({ id, name }) => ({ value: `people/${id}`, label: name })) }]}
        />
      )}
      {euros('perBookingCents', t('settings.perBooking'))}
      {euros('perCustomerMonthCents', t('settings.perCustomer'))}
      {euros('perPersonMonthCents', t('settings.perPerson'))}
      {save.isError && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs"><Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button><Button type="submit" loading={save.isPending} disabled={who === null}>{t('settings.save')}</Button></Group>
    </form>
  );
}
