import { useEffect, useRef, useState } from 'react';
import { Button, CloseButton, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { customerQuery } from '../../../../people/customers/web/customer-queries.ts';
import { PickCustomer } from '../../../../people/customers/web/merge/PickCustomer.tsx';
import { api } from '../../../../ui/api.ts';
import { Confirm } from '../../../../ui/feedback/Confirm.tsx';
import type { openedCaseSchema } from '../../../cases/cases.contract.ts';
import { refreshCase } from '../../../cases/web/case-queries.ts';
import classes from './dialogs.module.css';

const channels = ['call_center', 'shop', 'mail', 'chat', 'social', 'letter', 'other'] as const;

interface NewCaseDialogProps {
  /** Already known, e.g. from the page of a customer. */
  customerId: string;
  onClose: () => void;
  onGo: (caseId: string) => void;
}

/** Somebody calls or stands at the counter: who, and what about. The rest can wait until they have gone. */
export function NewCaseDialog({ customerId, onClose, onGo }: NewCaseDialogProps) {
  const { t } = useTranslation('desk');
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(customerId);
  const [isUnknown, setUnknown] = useState(false);
  const [form, setForm] = useState({ subjectLine: '', text: '', channel: 'call_center', from: '' });
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  // Closing writes the address of this page; after the start the address belongs to the case.
  const hasLeft = useRef(false);
  const isWho = chosen !== '' || isUnknown;
  const subject = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (chosen !== '') subject.current?.focus();
  }, [chosen]);
  const start = async () => {
    const body = {
      customerId: chosen === '' ? null : chosen, channel: form.channel, subjectLine: form.subjectLine.trim(), text: form.text.trim(), assignee: 'me',
      ...(chosen === '' && form.from.trim() !== '' ? { fromAddress: form.from.trim() } : {}),
    };
    const { id } = await api.post<z.infer<typeof openedCaseSchema>>('/api/cases', { body });
    await refreshCase(queries, id);
    hasLeft.current = true;
    onGo(id);
  };
  return (
    <Confirm isOpen onClose={() => { if (!hasLeft.current) onClose(); }} title={t('new.title')} confirmLabel={t('new.start')} isBlocked={!isWho || form.subjectLine.trim() === ''} onConfirm={start}>
      {isWho ? (
        <Stack gap="sm">
          {chosen === ''
            ? <TextInput label={t('new.from')} description={t('new.fromHint')} value={form.from} maxLength={320} data-autofocus onChange={(event) => set({ from: event.currentTarget.value })} rightSection={<CloseButton aria-label={t('new.other')} onClick={() => setUnknown(false)} />} />
            : <ChosenCustomer id={chosen} onOther={() => setChosen('')} />}
          <TextInput label={t('new.subject')} value={form.subjectLine} maxLength={500} ref={subject} data-autofocus={chosen !== '' || undefined} onChange={(event) => set({ subjectLine: event.currentTarget.value })} />
          <NativeSelect label={t('new.channel')} value={form.channel} data={channels.map((channel) => ({ value: channel, label: t(`timeline:channel.${channel}`) }))} onChange={(event) => set({ channel: event.currentTarget.value })} />
          <Textarea label={t('new.text')} autosize minRows={3} maxRows={10} value={form.text} onChange={(event) => set({ text: event.currentTarget.value })} />
        </Stack>
      ) : (
        <>
          <PickCustomer exceptId="" onPick={setChosen} />
          <Button variant="subtle" onClick={() => setUnknown(true)}>{t('new.unknown')}</Button>
        </>
      )}
    </Confirm>
  );
}

function ChosenCustomer({ id, onOther }: { id: string; onOther: () => void }) {
  const { t } = useTranslation('desk');
  const customer = useQuery(customerQuery(id));
  return (
    <div className={classes.chosen}>
      <span><strong>{customer.data?.name ?? '…'}</strong></span>
      <Button size="compact-sm" variant="subtle" onClick={onOther}>{t('new.other')}</Button>
    </div>
  );
}
