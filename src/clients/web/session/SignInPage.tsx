import { useEffect, useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SignInWays } from '../../../governance/single-sign-on/single-sign-on.contract.ts';
import type { FactorKind } from '../../../governance/users/users.contract.ts';
import { isOwnAddress, useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { useTitle } from '../../../ui/page/useTitle.ts';
import { useUrlState } from '../../../ui/url-state.ts';
import { AloneFrame } from './AloneFrame.tsx';
import { ForgottenPassword } from './ForgottenPassword.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { PasskeySignIn } from './PasskeySignIn.tsx';
import { SecondFactorStep } from './SecondFactorStep.tsx';
import { sessionQuery, setupQuery } from './session-query.ts';
import { useEnter } from './useEnter.ts';
import classes from './session.module.css';

const noAddress = { return: '', sso: '' };
const ssoProblems = ['over', 'cancelled', 'failed', 'not_admitted'];

export function SignInPage() {
  const { t } = useTranslation('shell');
  useTitle(t('signIn.title'));
  const [address] = useUrlState(noAddress);
  const target = isOwnAddress(address.return) ? address.return : '/';
  const setup = useQuery(setupQuery);
  const ways = useQuery({ queryKey: ['sign-in-ways'], queryFn: ({ signal }) => api.get<SignInWays>('/api/sign-in-ways', { signal }) });
  useLeaveWhenSignedIn(target);
  const [step, setStep] = useState<{ kind: 'password' } | { kind: 'secondFactor'; factors: FactorKind[] } | { kind: 'forgotten' }>({ kind: 'password' });
  const enter = useEnter(target);
  const begin = () => setStep({ kind: 'password' });
  if (step.kind === 'secondFactor') return <AloneFrame><SecondFactorStep factors={step.factors} onEnter={enter} onBack={begin} /></AloneFrame>;
  if (step.kind === 'forgotten') return <AloneFrame><ForgottenPassword onBack={begin} /></AloneFrame>;
  return (
    <AloneFrame>
      <h1>{t('signIn.title')}</h1>
      {setup.data?.needed && <p className={classes.note}>{t('signIn.setup')}</p>}
      {target !== '/' && !setup.data?.needed && address.sso === '' && <p className={classes.note}>{t('signIn.ended')}</p>}
      {ssoProblems.includes(address.sso) && <p className={classes.note} role="alert">{t(`signIn.sso.${address.sso}`)}</p>}
      {ways.isPending && <Skeleton lines={4} heightPx={36} />}
      {ways.isError && <ErrorState error={ways.error} onRetry={() => void ways.refetch()} />}
      {ways.data && <Ways ways={ways.data} target={target} onSecondFactor={(factors) => setStep({ kind: 'secondFactor', factors })} onForgotten={() => setStep({ kind: 'forgotten' })} />}
    </AloneFrame>
  );
}

interface WaysProps {
  ways: SignInWays;
  target: string;
  onSecondFactor: (factors: FactorKind[]) => void;
  onForgotten: () => void;
}

/** The company's own way first, where there is one. */
function Ways({ ways: { singleSignOn, passwordsForAdministratorsOnly, passwordLinksByMail }, target, onSecondFactor, onForgotten }: WaysProps) {
  const { t } = useTranslation('shell');
  const enter = useEnter(target);
  const [showsPassword, setShowsPassword] = useState(!passwordsForAdministratorsOnly);
  return (
    <div className={classes.ways}>
      {singleSignOn && <Button component="a" href={`/api/single-sign-on/start${target === '/' ? '' : `?return=${encodeURIComponent(target)}`}`} fullWidth>{t('signIn.with', { label: singleSignOn.label })}</Button>}
      {!showsPassword && <Button variant="subtle" onClick={() => setShowsPassword(true)}>{t('signIn.asAdministrator')}</Button>}
      {showsPassword && (
        <>
          {singleSignOn && <p className={classes.or}>{t(passwordsForAdministratorsOnly ? 'signIn.onlyAdministrators' : 'signIn.or')}</p>}
          <PasswordForm onEnter={enter} onSecondFactor={onSecondFactor} isSecondary={singleSignOn !== null} />
          <PasskeySignIn onEnter={enter} />
          {passwordLinksByMail
            ? <Button variant="subtle" size="sm" onClick={onForgotten}>{t('signIn.forgottenAction')}</Button>
            : <p className={classes.foot}>{t('signIn.forgotten')}</p>}
        </>
      )}
    </div>
  );
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
