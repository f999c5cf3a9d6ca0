import { useState, type FormEvent } from 'react';
import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { IssuedInvitation } from '../users.contract.ts';
import { LinkReady } from './LinkReady.tsx';
import { RolePicker, type RoleChoice } from './RolePicker.tsx';
import classes from './users.module.css';

export function InviteDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['users', 'ui']);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('invite.title')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && <InviteForm onClose={onClose} />}
    </Modal>
  );
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['users', 'ui']);
  const queryClient = useQueryClient();
  const [email, setEmail] = useState('');
  const [choice, setChoice] = useState<RoleChoice>({ role: 'agent', departments: [] });
  const [hasTried, setTried] = useState(false);
  const isWrong = !/^\S+@\S+\.\S+$/.test(email.trim());
  const invite = useMutation({
    mutationFn: () => api.post<IssuedInvitation>('/api/invitations', { body: { email: email.trim(), ...choice } }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['invitations'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isWrong && !invite.isPending) invite.mutate();
  };
  if (invite.data) return <LinkReady invitation={invite.data} onDone={onClose} />;
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput label={t('invite.email')} type="email" autoComplete="off" data-autofocus value={email} onChange={(event) => setEmail(event.currentTarget.value)} error={hasTried && isWrong && t('invite.emailWrong')} />
      <RolePicker value={choice} onChange={setChoice} />
      {invite.isError && <ErrorState error={invite.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button>
        <Button type="submit" loading={invite.isPending}>{t('invite.submit')}</Button>
      </Group>
    </form>
  );
}
