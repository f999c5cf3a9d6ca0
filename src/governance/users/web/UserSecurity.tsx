import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { EmailForm } from '../../second-factor/web/EmailSection.tsx';
import { shownFailure, useFreshProof } from '../../second-factor/web/useFreshProof.tsx';
import type { ListedUser } from '../users.contract.ts';
import classes from './users.module.css';

const actions = [{ key: 'signOut', path: 'sessions' }, { key: 'resetFactor', path: 'second-factor' }, { key: 'unlink', path: 'single-sign-on' }] as const;

/** What an administrator can do for somebody who lost a phone, a laptop or an address. */
export function UserSecurity({ user }: { user: ListedUser }) {
  const { t } = useTranslation('users');
  const tell = useTell();
  const { guard, dialog } = useFreshProof();
  const [showsEmail, setShowsEmail] = useState(false);
  const act = useMutation({
    mutationFn: ({ path }: (typeof actions)[number]) => guard(() => api.delete(`/api/users/${user.id}/${path}`)),
    onSuccess: (_nothing, { key }) => tell(t(`security.${key}Done`, { name: user.name })),
  });
  const failure = shownFailure(act.error);
  return (
    <section className={classes.block}>
      <h3 className={classes.strong}>{t('security.title')}</h3>
      <p className={classes.text}>{t('security.text', { name: user.name })}</p>
      {failure && <ErrorState error={failure} />}
      <Group gap="xs">
        {actions.map((one) => <Button key={one.key} variant="light" loading={act.isPending && act.variables.key === one.key} onClick={() => act.mutate(one)}>{t(`security.${one.key}`)}</Button>)}
        <Button variant="light" aria-expanded={showsEmail} onClick={() => setShowsEmail(!showsEmail)}>{t('security.email')}</Button>
      </Group>
      {showsEmail && <EmailForm path={`/api/users/${user.id}/email`} />}
      {dialog}
    </section>
  );
}
