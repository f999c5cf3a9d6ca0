import { useState, type FormEvent } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { SignInFailure } from './SignInFailure.tsx';
import classes from './session.module.css';

/** The button that led here is gone; the keyboard goes on here. */
const takeFocus = (input: HTMLInputElement | null) => input?.focus();

/** A link by mail. What is shown is the same whether anybody has this address. */
export function ForgottenPassword({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('shell');
  const [email, setEmail] = useState('');
  const ask = useMutation({ mutationFn: () => api.post('/api/password-links', { body: { email } }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (email.trim() !== '' && !ask.isPending) ask.mutate();
  };
  return (
    <>
      <h1>{t('forgotten.title')}</h1>
      <div className={classes.ways}>
        {ask.isSuccess ? <p role="status" className={classes.note}>{t('forgotten.sent', { email })}</p> : (
          <form className={classes.form} onSubmit={submit}>
            <p className={classes.lead2}>{t('forgotten.text')}</p>
            <TextInput label={t('signIn.email')} type="email" name="email" autoComplete="username" required withAsterisk={false} ref={takeFocus} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
            <SignInFailure error={ask.error} />
            <Button type="submit" fullWidth loading={ask.isPending}>{t('forgotten.submit')}</Button>
          </form>
        )}
        <Button variant="subtle" size="sm" onClick={onBack}>{t('secondFactor.back')}</Button>
      </div>
    </>
  );
}
