import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useGo } from '../../../../ui/address.ts';
import { Confirm } from '../../../../ui/feedback/Confirm.tsx';
import { useTell, useUndo } from '../../../../ui/feedback/undo.tsx';
import { Loaded } from '../../../../ui/page/Loaded.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Link } from '../../../identity/identity.contract.ts';
import type { Customer } from '../../customers.contract.ts';
import { customerPath, refreshCustomers, unmergePreviewQuery } from '../customer-queries.ts';
import { CustomerCard } from '../CustomerCard.tsx';
import classes from '../customers.module.css';

interface UnmergeDialogProps {
  customerId: string;
  link: Link;
  onClose: () => void;
}

/** Shows who would result from taking one link apart, asks why, and does it. */
export function UnmergeDialog({ customerId, link, onClose }: UnmergeDialogProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const go = useGo();
  const queries = useQueryClient();
  const tell = useTell();
  const undoable = useUndo();
  const [reason, setReason] = useState('');
  const preview = useQuery(unmergePreviewQuery(link.id));
  const parts = preview.data?.customers ?? [];

  const unmerge = async () => {
    const { customers } = await api.delete<{ customers: Customer[] }>(`/api/links/${encodeURIComponent(link.id)}`, { query: { reason: reason.trim() } });
    await refreshCustomers(queries);
    const [first, second] = customers;
    if (!first || !second) return tell(t('unmerge.stillOne'));
    if (!customers.some(({ id }) => id === customerId)) go(`/customers/${first.id}/identity`);
    undoable(t('unmerge.done', { count: customers.length, names: format.list(customers.map(({ name }) => name)) }), async () => {
      const kept = customers.find(({ id }) => id === customerId) ?? first;
      for (const other of customers.filter(({ id }) => id !== kept.id)) await api.post(`${customerPath(kept.id)}/merge`, { body: { with: other.id, reason: t('unmerge.undoReason') } });
      await refreshCustomers(queries);
    });
  };
  return (
    <Confirm isOpen onClose={onClose} title={t('unmerge.title')} confirmLabel={t('unmerge.confirm')} isBlocked={reason.trim() === '' || preview.data === undefined} onConfirm={unmerge}>
      <Loaded query={preview}>
        {(data) => (
          <>
            <p className={classes.lead}>{t(data.customers.length > 1 ? 'unmerge.result' : 'unmerge.resultOne', { count: data.customers.length })}</p>
            <div className={classes.cards}>
              {data.customers.map((customer, index) => (
                <CustomerCard key={customer.id} customer={customer} note={t('card.contacts', { count: data.contacts[index] ?? 0, formatted: format.integer(data.contacts[index] ?? 0) })} />
              ))}
            </div>
            {parts.length <= 1 && <Alert variant="light" mb="md">{t('unmerge.otherLinks')}</Alert>}
          </>
        )}
      </Loaded>
      <Textarea label={t('reason.label')} description={t('reason.hint')} required withAsterisk autosize minRows={2} maxRows={6} maxLength={500} value={reason} data-autofocus onChange={(event) => setReason(event.currentTarget.value)} />
    </Confirm>
  );
}
