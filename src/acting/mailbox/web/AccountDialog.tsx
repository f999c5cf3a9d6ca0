import { useState, type FormEvent } from 'react';
import { Autocomplete, Button, Checkbox, Group, Modal, NativeSelect, NumberInput, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDepartmentChoices, useTouchpointChoices } from '../../templates/web/useChoices.ts';
import type { Template } from '../../templates/templates.contract.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { Account, TestResult } from '../mailbox.contract.ts';
import { type AccountDraft, accountBodyOf, accountDraftOf, isAccountReady } from './account-draft.logic.ts';
import { RoutingRules } from './RoutingRules.tsx';
import classes from './mailbox.module.css';

/** Adds a mailbox or changes the given one; a test of the connection brings the folders to choose from. */
export function AccountDialog({ isOpen, account, onClose }: { isOpen: boolean; account: Account | null; onClose: () => void }) {
  const { t } = useTranslation(['mailbox', 'ui']);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t(account ? 'account.change' : 'account.add')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && <AccountForm key={account?.id ?? 'new'} account={account} onClose={onClose} />}
    </Modal>
  );
}

function AccountForm({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const { t } = useTranslation(['mailbox', 'ui']);
  const queryClient = useQueryClient();
  const departments = useDepartmentChoices();
  const touchpoints = useTouchpointChoices();
  const [draft, setDraft] = useState<AccountDraft>(() => accountDraftOf(account));
  const change = (part: Partial<AccountDraft>) => setDraft((before) => ({ ...before, ...part }));
  const texts = useQuery({ queryKey: ['templates', 'all'], queryFn: ({ signal }) => api.get<{ items: Template[] }>('/api/templates', { query: { limit: 200 }, signal }) });
  const { host, port, security, login, password } = draft;
  const test = useMutation({ mutationFn: () => api.post<TestResult>('/api/mail-accounts/test', { body: { host: host.trim(), port, security, login: login.trim(), ...(password === '' ? {} : { password }), ...(account ? { accountId: account.id } : {}) } }) });
  const save = useMutation({
    mutationFn: () => (account ? api.put<Account>(`/api/mail-accounts/${account.id}`, { body: { ...accountBodyOf(draft), isPaused: draft.isPaused } }) : api.post<Account>('/api/mail-accounts', { body: accountBodyOf(draft) })),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['mail-accounts'] });
      onClose();
    },
  });
  const isReady = isAccountReady(draft, account !== null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !save.isPending) save.mutate();
  };
  const folders = test.data?.folders.map(({ path }) => path) ?? [];
  const none = { value: '', label: t('account.none') };
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <div className={classes.pair}>
        <TextInput label={t('account.name')} data-autofocus required maxLength={120} value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} />
        <TextInput label={t('account.address')} type="email" required maxLength={320} value={draft.address} onChange={(event) => change({ address: event.currentTarget.value })} />
      </div>
      <div className={classes.pair}>
        <TextInput label={t('account.host')} required maxLength={253} placeholder="imap.example.com" value={host} onChange={(event) => change({ host: event.currentTarget.value })} />
        <NumberInput label={t('account.port')} min={1} max={65_535} value={port} onChange={(value) => change({ port: Number(value) || 993 })} />
        <NativeSelect label={t('account.security')} value={security} onChange={(event) => change({ security: event.currentTarget.value === 'starttls' ? 'starttls' : event.currentTarget.value === 'none' ? 'none' : 'tls' })} data={(['tls', 'starttls', 'none'] as const).map((value) => ({ value, label: t(`security.${value}`) }))} />
      </div>
      <div className={classes.pair}>
        <TextInput label={t('account.login')} required autoComplete="off" maxLength={320} value={login} onChange={(event) => change({ login: event.currentTarget.value })} />
        <PasswordInput label={t('account.password')} description={account ? t('account.passwordKept') : undefined} required={account === null} autoComplete="new-password" maxLength={500} value={password} onChange={(event) => change({ password: event.currentTarget.value })} />
      </div>
      <Group><Button variant="default" loading={test.isPending} disabled={host.trim() === '' || login.trim() === '' || (password === '' && account === null)} onClick={() => test.mutate()}>{t('account.test')}</Button>{test.isSuccess && <span role="status" className={classes.soft}>{t('account.tested', { count: folders.length })}</span>}</Group>
      {test.isError && <ErrorState error={test.error} />}
      <div className={classes.pair}>
        <Autocomplete label={t('account.folder')} data={folders} maxLength={200} value={draft.folder} onChange={(folder) => change({ folder })} />
        <NativeSelect label={t('account.afterwards')} value={draft.afterwards} onChange={(event) => change({ afterwards: event.currentTarget.value === 'move' ? 'move' : 'mark_seen' })} data={(['mark_seen', 'move'] as const).map((value) => ({ value, label: t(`afterwards.${value}`) }))} />
        {draft.afterwards === 'move' && <Autocomplete label={t('account.moveTo')} data={folders} maxLength={200} value={draft.moveTo} onChange={(moveTo) => change({ moveTo })} />}
        <NativeSelect label={t('account.startsWith')} value={draft.startsWith} onChange={(event) => change({ startsWith: event.currentTarget.value === 'all' ? 'all' : 'new' })} data={(['new', 'all'] as const).map((value) => ({ value, label: t(`startsWith.${value}`) }))} />
      </div>
      <div className={classes.pair}>
        <NativeSelect label={t('account.takes')} description={t(`takesText.${draft.takes}`)} value={draft.takes} onChange={(event) => change({ takes: event.currentTarget.value === 'feedback' ? 'feedback' : 'cases' })} data={(['cases', 'feedback'] as const).map((value) => ({ value, label: t(`takes.${value}`) }))} />
        <NativeSelect label={t('account.department')} value={draft.department} onChange={(event) => change({ department: event.currentTarget.value })} data={[none, ...departments]} />
        <NativeSelect label={t('account.touchpoint')} value={draft.touchpoint} onChange={(event) => change({ touchpoint: event.currentTarget.value })} data={[none, ...touchpoints]} />
        <NativeSelect label={t('account.acknowledge')} description={t('account.acknowledgeText')} value={draft.acknowledgeTemplate} onChange={(event) => change({ acknowledgeTemplate: event.currentTarget.value })} data={[{ value: '', label: t('account.noAnswer') }, ...(texts.data?.items ?? []).filter(({ kind }) => kind === 'reply').map(({ id, name }) => ({ value: id, label: name }))]} />
      </div>
      <RoutingRules rules={draft.routing} departments={departments} onChange={(routing) => change({ routing })} />
      <TextInput label={t('account.trusted')} description={t('account.trustedText')} maxLength={253} placeholder="mx.example.com" value={draft.trustedServer} onChange={(event) => change({ trustedServer: event.currentTarget.value })} />
      {account && <Checkbox label={t('account.paused')} checked={draft.isPaused} onChange={(event) => change({ isPaused: event.currentTarget.checked })} />}
      {save.isError && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button>
        <Button type="submit" loading={save.isPending} disabled={!isReady}>{t('page.save')}</Button>
      </Group>
    </form>
  );
}
