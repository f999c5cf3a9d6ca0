import { useState, type FormEvent } from 'react';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FactorKind } from '../../../governance/users/users.contract.ts';
import { api } from '../../../ui/api.ts';
import type { Session } from '../../../ui/session.tsx';
import { SignInFailure } from './SignInFailure.tsx';
import classes from './session.module.css';

/** What a right password leads to: a session, or the second factor. */
export type HalfOrIn = Session | { secondFactor: { factors: FactorKind[] } };

interface PasswordFormProps {
  onEnter: (session: Session) => void;
  onSecondFactor: (factors: FactorKind[]) => void;
  isSecondary: boolean;
}

export function PasswordForm({ onEnter, onSecondFactor, isSecondary }: PasswordFormProps) {
  const { t } = useTranslation('shell');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => api.post<HalfOrIn>('/api/session', { body: { email, password }, expect401: true }),
    onSuccess: (answer) => ('secondFactor' in answer ? onSecondFactor(answer.secondFactor.factors) : onEnter(answer)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!signIn.isPending) signIn.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput label={t('signIn.email')} type="email" name="email" autoComplete="username" required withAsterisk={false} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      <PasswordInput label={t('signIn.password')} name="password" autoComplete="current-password" required withAsterisk={false} maxLength={200} value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
      <SignInFailure error={signIn.error} />
      <Button type="submit" fullWidth variant={isSecondary ? 'default' : 'filled'} loading={signIn.isPending}>{t('signIn.submit')}</Button>
    </form>
  );
}
