import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IssuedInvitation } from '../users.contract.ts';
import classes from './users.module.css';

/** The link, this once. */
export function LinkReady({ invitation, onDone }: { invitation: IssuedInvitation; onDone: () => void }) {
  const { t } = useTranslation('users');
  return (
    <div className={classes.form} role="status">
      <p className={classes.strong}>{t('invite.ready', { email: invitation.email })}</p>
      <p className={classes.text}>{t(invitation.isMailed ? 'invite.readyMailed' : 'invite.readyText')}</p>
      <TextInput label={t('invite.link')} value={invitation.link} readOnly onFocus={(event) => event.currentTarget.select()} data-autofocus classNames={{ input: classes.mono ?? '' }} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onDone}>{t('invite.done')}</Button>
        <CopyButton value={invitation.link}>{({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'invite.copied' : 'invite.copy')}</Button>}</CopyButton>
      </Group>
    </div>
  );
}
