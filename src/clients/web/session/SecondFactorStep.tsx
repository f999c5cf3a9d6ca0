import { useState, type FormEvent } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { askPasskey, wasCancelled } from '../../../governance/second-factor/web/passkeys.ts';
import type { FactorKind } from '../../../governance/users/users.contract.ts';
import { api } from '../../../ui/api.ts';
import type { Session } from '../../../ui/session.tsx';
import { SignInFailure } from './SignInFailure.tsx';
import classes from './session.module.css';

interface SecondFactorStepProps {
  factors: FactorKind[];
  onEnter: (session: Session) => void;
  onBack: () => void;
}

/** The button that led here is gone; whoever uses the keyboard goes on where there is something to enter. */
const takeFocus = (input: HTMLInputElement | null) => input?.focus();

/** The password was right; now the app, the passkey or a recovery code. */
export function SecondFactorStep({ factors, onEnter, onBack }: SecondFactorStepProps) {
  const { t } = useTranslation('shell');
  const [usesRecovery, setUsesRecovery] = useState(false);
  const [code, setCode] = useState('');
  const show = useMutation({
    mutationFn: (proof: object) => api.post<Session>('/api/session/second-factor', { body: proof, expect401: true }),
    onSuccess: onEnter,
  });
  const showPasskey = useMutation({
    mutationFn: async () => show.mutateAsync({ passkey: await askPasskey('/api/session/second-factor/passkey') }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '' && !show.isPending) show.mutate(usesRecovery ? { recoveryCode: code } : { code });
  };
  const turn = () => {
    setUsesRecovery(!usesRecovery);
    setCode('');
    show.reset();
  };
  const hasApp = factors.includes('app');
  const failure = show.error ?? (wasCancelled(showPasskey.error) ? null : showPasskey.error);
  return (
    <>
      <h1>{t('secondFactor.title')}</h1>
      <p className={classes.lead}>{t(usesRecovery ? 'secondFactor.recoveryText' : hasApp ? 'secondFactor.appText' : 'secondFactor.passkeyText')}</p>
      <div className={classes.ways}>
        {factors.includes('passkey') && !usesRecovery && <Button variant={hasApp ? 'default' : 'filled'} fullWidth loading={showPasskey.isPending} onClick={() => showPasskey.mutate()}>{t('secondFactor.passkey')}</Button>}
        {(hasApp || usesRecovery) && (
          <form className={classes.form} onSubmit={submit} noValidate>
            {usesRecovery
              ? <TextInput key="recovery" label={t('secondFactor.recoveryCode')} name="recoveryCode" autoComplete="off" autoCapitalize="none" spellCheck={false} ref={takeFocus} value={code} onChange={(event) => setCode(event.currentTarget.value)} />
              : <TextInput key="app" label={t('secondFactor.code')} name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={7} ref={takeFocus} value={code} onChange={(event) => setCode(event.currentTarget.value)} />}
            <SignInFailure error={failure} wrong="secondFactor.wrong" />
            <Button type="submit" fullWidth loading={show.isPending}>{t('signIn.submit')}</Button>
          </form>
        )}
        {!hasApp && !usesRecovery && <SignInFailure error={failure} wrong="secondFactor.wrong" />}
        {factors.includes('recovery_code') && <Button variant="subtle" size="sm" onClick={turn}>{t(usesRecovery ? 'secondFactor.useOther' : 'secondFactor.useRecovery')}</Button>}
        <Button variant="subtle" size="sm" onClick={onBack}>{t('secondFactor.back')}</Button>
      </div>
      <p className={classes.foot}>{t('secondFactor.lost')}</p>
    </>
  );
}
