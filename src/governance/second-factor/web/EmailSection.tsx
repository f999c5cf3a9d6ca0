import { useState, type FormEvent } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useSession } from '../../../ui/session.tsx';
import type { EmailLink } from '../../users/users.contract.ts';
import { shownFailure, useFreshProof } from './useFreshProof.tsx';
import classes from './security.module.css';

export function EmailSection() {
  const { t } = useTranslation('security');
  const { user } = useSession();
  return (
    <Section title={t('email.title')} note={<Trans t={t} i18nKey="email.note" values={{ email: user.email }} components={{ strong: <strong /> }} />}>
      <EmailForm path="/api/session/email" />
    </Section>
  );
}

/** Also for somebody else, by an administrator. */
export function EmailForm({ path }: { path: string }) {
  const { t } = useTranslation('security');
  const { guard, dialog } = useFreshProof();
  const [email, setEmail] = useState('');
  const change = useMutation({ mutationFn: () => guard(() => api.post<EmailLink>(path, { body: { email: email.trim() } })) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (email.trim() !== '' && !change.isPending) change.mutate();
  };
  const failure = shownFailure(change.error);
  return (
    <form className={`${classes.form} ${classes.narrow}`} onSubmit={submit}>
      <TextInput label={t('email.new')} type="email" autoComplete="off" required withAsterisk={false} value={email} onChange={(event) => { setEmail(event.currentTarget.value); change.reset(); }} />
      {failure && <ErrorState error={failure} />}
      {change.data?.isMailed && <p role="status" className={classes.text}>{t('email.sent', { email })}</p>}
      {change.data?.link && (
        <div role="status" className={classes.form}>
          <p className={classes.text}>{t('email.handOver')}</p>
          <TextInput label={t('email.link')} readOnly value={change.data.link} onFocus={(event) => event.currentTarget.select()} />
        </div>
      )}
      <div><Button type="submit" variant="light" loading={change.isPending}>{t('email.submit')}</Button></div>
      {dialog}
    </form>
  );
}
