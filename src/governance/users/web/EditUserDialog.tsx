import { useState, type FormEvent } from 'react';
import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { IssuedInvitation, ListedUser } from '../users.contract.ts';
import { Departure } from './Departure.tsx';
import { LinkReady } from './LinkReady.tsx';
import { RolePicker, type RoleChoice } from './RolePicker.tsx';
import { UserSecurity } from './UserSecurity.tsx';
import classes from './users.module.css';

export function EditUserDialog({ user, onClose }: { user: ListedUser | null; onClose: () => void }) {
  const { t } = useTranslation(['users', 'ui']);
  return (
    <Modal opened={user !== null} onClose={onClose} title={t('edit.title', { name: user?.name ?? '' })} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {user && <EditUser key={user.id} user={user} onClose={onClose} />}
    </Modal>
  );
}

function EditUser({ user, onClose }: { user: ListedUser; onClose: () => void }) {
  const link = useMutation({ mutationFn: () => api.post<IssuedInvitation>(`/api/users/${user.id}/password-link`) });
  if (link.data) return <LinkReady invitation={link.data} onDone={onClose} />;
  return (
    <>
      <EditForm user={user} onClose={onClose} />
      <PasswordLink user={user} isBusy={link.isPending} onCreate={() => link.mutate()} error={link.error} />
      <UserSecurity user={user} />
      <Departure user={user} onDone={onClose} />
      <RemoveUser user={user} onRemoved={onClose} />
    </>
  );
}

function EditForm({ user, onClose }: { user: ListedUser; onClose: () => void }) {
  const { t } = useTranslation(['users', 'ui']);
  const tell = useTell();
  const queryClient = useQueryClient();
  const [name, setName] = useState(user.name);
  const [choice, setChoice] = useState<RoleChoice>({ role: user.role, departments: user.departments });
  const save = useMutation({
    mutationFn: () => api.patch(`/api/users/${user.id}`, { body: { name: name.trim(), ...choice } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['users'] });
      void queryClient.invalidateQueries({ queryKey: ['session'] }); // it may have been oneself
      tell(t('edit.saved', { name: name.trim() }));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !save.isPending) save.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput label={t('edit.name')} value={name} maxLength={120} onChange={(event) => setName(event.currentTarget.value)} error={name.trim() === '' && t('profile.needName')} />
      <RolePicker value={choice} onChange={setChoice} />
      {save.isError && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('edit.cancel')}</Button>
        <Button type="submit" loading={save.isPending}>{t('edit.submit')}</Button>
      </Group>
    </form>
  );
}

function PasswordLink({ user, isBusy, onCreate, error }: { user: ListedUser; isBusy: boolean; onCreate: () => void; error: Error | null }) {
  const { t } = useTranslation('users');
  return (
    <section className={classes.block}>
      <h3 className={classes.strong}>{t('edit.password')}</h3>
      <p className={classes.text}>{t('edit.passwordText', { name: user.name })}</p>
      {error && <ErrorState error={error} />}
      <Button variant="light" loading={isBusy} onClick={onCreate}>{t('edit.passwordAction')}</Button>
    </section>
  );
}

function RemoveUser({ user, onRemoved }: { user: ListedUser; onRemoved: () => void }) {
  const { t } = useTranslation('users');
  const tell = useTell();
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const remove = async () => {
    await api.delete(`/api/users/${user.id}`);
    void queryClient.invalidateQueries({ queryKey: ['users'] });
    tell(t('edit.removed', { name: user.name }));
    onRemoved();
  };
  return (
    <section className={classes.block}>
      <h3 className={classes.strong}>{t('edit.remove')}</h3>
      <p className={classes.text}>{t('edit.removeText', { name: user.name })}</p>
      <Button variant="outline" color="danger" onClick={() => setAsking(true)}>{t('edit.removeAction')}</Button>
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={t('edit.removeTitle', { name: user.name })} confirmLabel={t('edit.removeAction')} tone="danger" onConfirm={remove}>
        {t('edit.removeText', { name: user.name })}
      </Confirm>
    </section>
  );
}
