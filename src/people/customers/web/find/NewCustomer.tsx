import { useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { NativeSelect, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useGo } from '../../../../ui/address.ts';
import { Confirm } from '../../../../ui/feedback/Confirm.tsx';
import type { Customer, CustomerInput } from '../../customers.contract.ts';
import { refreshCustomers } from '../customer-queries.ts';
import { fillFrom, toNewCustomer, type NewCustomerDraft } from './new-customer.logic.ts';

const kinds = ['person', 'company', 'partner', 'supplier'] as const;

/** Somebody who is not known yet. What was typed into the search is already in its field. */
export function NewCustomer({ isOpen, typed, onClose }: { isOpen: boolean; typed: string; onClose: () => void }) {
  return isOpen ? <NewCustomerForm typed={typed} onClose={onClose} /> : null;
}

function NewCustomerForm({ typed, onClose }: { typed: string; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const go = useGo();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<NewCustomerDraft>(() => fillFrom(typed));
  const set = (change: Partial<NewCustomerDraft>) => setDraft((before) => ({ ...before, ...change }));
  const input = toNewCustomer(draft);
  // Closing writes the address of this page; after creating, the address belongs to the new customer's page.
  const hasLeft = useRef(false);
  const create = async (body: CustomerInput) => {
    const created = await api.post<Customer>('/api/customers', { body });
    await refreshCustomers(queries);
    hasLeft.current = true;
    go(`/customers/${created.id}`);
  };
  return (
    <Confirm isOpen onClose={() => { if (!hasLeft.current) onClose(); }} title={t('new.title')} confirmLabel={t('new.save')} isBlocked={input === null} onConfirm={async () => { if (input) await create(input); }}>
      <Stack gap="sm">
        <NativeSelect label={t('field.kind')} value={draft.kind} data={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          onChange={(event) => { const kind = kinds.find((known) => known === event.currentTarget.value); if (kind) set({ kind }); }} />
        <TextInput label={t('field.name')} value={draft.name} maxLength={200} data-autofocus onChange={(event) => set({ name: event.currentTarget.value })} />
        <TextInput label={t('field.email')} type="email" value={draft.email} maxLength={300} onChange={(event) => set({ email: event.currentTarget.value })} />
        <TextInput label={t('field.phone')} type="tel" value={draft.phone} maxLength={60} onChange={(event) => set({ phone: event.currentTarget.value })} />
        <TextInput label={t('field.userId')} description={t('new.numberHint')} value={draft.userId} maxLength={200} onChange={(event) => set({ userId: event.currentTarget.value })} />
      </Stack>
    </Confirm>
  );
}
