import { useEffect, useState, type FormEvent } from 'react';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isOwnAddress, useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useTitle } from '../../../ui/page/useTitle.ts';
import { ProblemError } from '../../../ui/problem.ts';
import type { Session } from '../../../ui/session.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { AloneFrame } from './AloneFrame.tsx';
import { sessionQuery, setupQuery } from './session-query.ts';
import { useEnter } from './useEnter.ts';
import classes from './session.module.css';

const noReturn = { return: '' };

export function SignInPage() {
  const { t } = useTranslation('shell');
  useTitle(t('signIn.title'));
  const [address] = useUrlState(noReturn);
  const target = isOwnAddress(address.return) ? address.return : '/';
  const setup = useQuery(setupQuery);
  const enter = useEnter(target);
  useLeaveWhenSignedIn(target);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => api.post<Session>('/api/session', { body: { email, password }, expect401: true }),
    onSuccess: enter,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!signIn.isPending) signIn.mutate();
  };
  return (
    <AloneFrame>
      <h1>{t('signIn.title')}</h1>
      {setup.data?.needed && <p className={classes.note}>{t('signIn.setup')}</p>}
      {target !== '/' && !setup.data?.needed && <p className={classes.note}>{t('signIn.ended')}</p>}
      <form className={classes.form} onSubmit={submit}>
        <TextInput label={t('signIn.email')} type="email" name="email" autoComplete="username" required withAsterisk={false} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
        <PasswordInput label={t('signIn.password')} name="password" autoComplete="current-password" required withAsterisk={false} value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
        <SignInFailure error={signIn.error} />
        <Button type="submit" fullWidth loading={signIn.isPending}>{t('signIn.submit')}</Button>
      </form>
      <p className={classes.foot}>{t('signIn.forgotten')}</p>
    </AloneFrame>
  );
}

function SignInFailure({ error }: { error: Error | null }) {
  const { t } = useTranslation('shell');
  if (!error) return null;
  if (!(error instanceof ProblemError)) return <ErrorState error={error} />;
  if (error.status === 401) return <p role="alert" className={classes.wrong}>{t('signIn.wrong')}</p>;
  if (error.status === 429) return <p role="alert" className={classes.wrong}>{t('signIn.tooMany', { seconds: error.retryAfterSeconds ?? 60 })}</p>;
  return <ErrorState error={error} />;
}

/** Somebody who is signed in already has nothing to do here. */
function useLeaveWhenSignedIn(target: string) {
  const go = useGo();
  const session = useQuery(sessionQuery);
  const queryClient = useQueryClient();
  const isSignedIn = Boolean(session.data);
  useEffect(() => {
    if (isSignedIn && queryClient.isMutating() === 0) go(target);
  }, [isSignedIn, go, target, queryClient]);
}
