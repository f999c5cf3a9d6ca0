import { useState, type FormEvent } from 'react';
import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { signingWays } from '../../../listening/inlets/inlets.contract.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { CallInlet } from '../mailbox.contract.ts';
import classes from './mailbox.module.css';

const ways = signingWays.filter((way) => way !== 'hmac');

export function CallInletDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['mailbox', 'ui']);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('calls.add')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && <CallInletForm onClose={onClose} />}
    </Modal>
  );
}

function CallInletForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['mailbox', 'inlets', 'ui']);
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState({ name: '', signedAs: 'standard', secret: '', number: 'from', agent: '' });
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const save = useMutation({
    mutationFn: () => api.post<CallInlet & { secret: string | null }>('/api/call-inlets', { body: { name: draft.name.trim(), signedAs: draft.signedAs, secret: draft.secret === '' ? null : draft.secret, mapping: { number: draft.number.trim(), agent: draft.agent.trim() === '' ? null : draft.agent.trim() } } }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['call-inlets'] }),
  });
  const isReady = draft.name.trim() !== '' && draft.number.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !save.isPending) save.mutate();
  };
  if (save.data) {
    return (
      <div className={classes.stack}>
        <p className={classes.soft}>{t('calls.ready')}</p>
        <p className={classes.mono}>{save.data.url}</p>
        {save.data.secret !== null && <p className={classes.mono}>{save.data.secret}</p>}
        <Group justify="flex-end"><Button onClick={onClose}>{t('calls.done')}</Button></Group>
      </div>
    );
  }
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <TextInput label={t('account.name')} data-autofocus required maxLength={120} value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} />
      <div className={classes.pair}>
        <NativeSelect label={t('calls.way')} value={draft.signedAs} onChange={(event) => change({ signedAs: event.currentTarget.value })} data={ways.map((value) => ({ value, label: t(`inlets:way.${value}`) }))} />
        <TextInput label={t('calls.secret')} description={t('calls.secretText')} autoComplete="off" value={draft.secret} onChange={(event) => change({ secret: event.currentTarget.value })} />
      </div>
      <div className={classes.pair}>
        <TextInput label={t('calls.number')} description={t('calls.numberText')} required value={draft.number} onChange={(event) => change({ number: event.currentTarget.value })} />
        <TextInput label={t('calls.agent')} description={t('calls.agentText')} value={draft.agent} onChange={(event) => change({ agent: event.currentTarget.value })} />
      </div>
      {save.isError && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button>
        <Button type="submit" loading={save.isPending} disabled={!isReady}>{t('page.save')}</Button>
      </Group>
    </form>
  );
}
