import { useState, type FormEvent } from 'react';
import { Button, CopyButton, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { roles } from '../../roles/roles.contract.ts';
import { hasDepartmentScope } from '../../roles/roles.logic.ts';
import type { IssuedApiKey } from '../keys.contract.ts';
import classes from './keys.module.css';

// A key for a touchpoint owner would need departments; programs are given one of the other roles.
const offered = roles.filter((role) => !hasDepartmentScope(role));

export function ApiKeyDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['keys', 'ui']);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('api.add')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && <ApiKeyForm onClose={onClose} />}
    </Modal>
  );
}

function ApiKeyForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['keys', 'users']);
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<string>('analyst');
  const [hasTried, setTried] = useState(false);
  const isMissing = name.trim() === '';
  const create = useMutation({
    mutationFn: () => api.post<IssuedApiKey>('/api/api-keys', { body: { name: name.trim(), role } }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isMissing && !create.isPending) create.mutate();
  };
  if (create.data) return <ApiKeyReady issued={create.data} onClose={onClose} />;
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <TextInput label={t('api.name')} description={t('api.nameText')} data-autofocus maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} error={hasTried && isMissing && t('source.needName')} />
      <NativeSelect label={t('api.role')} description={t(`users:roleText.${role}`)} value={role} onChange={(event) => setRole(event.currentTarget.value)} data={offered.map((value) => ({ value, label: t(`users:role.${value}`) }))} />
      {create.isError && <ErrorState error={create.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('page.cancel')}</Button>
        <Button type="submit" loading={create.isPending}>{t('api.submit')}</Button>
      </Group>
    </form>
  );
}

function ApiKeyReady({ issued, onClose }: { issued: IssuedApiKey; onClose: () => void }) {
  const { t } = useTranslation('keys');
  return (
    <div className={classes.stack} role="status">
      <div>
        <p className={classes.strong}>{t('api.ready', { name: issued.name })}</p>
        <p className={classes.text}>{t('api.readyText')}</p>
      </div>
      <TextInput label={t('api.key')} value={issued.key} readOnly onFocus={(event) => event.currentTarget.select()} classNames={{ input: classes.mono ?? '' }} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('page.done')}</Button>
        <CopyButton value={issued.key}>{({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'page.copied' : 'page.copy')}</Button>}</CopyButton>
      </Group>
    </div>
  );
}
