import { useId, useState, type FormEvent } from 'react';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FactorKind } from '../../../governance/users/users.contract.ts';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { useTitle } from '../../../ui/page/useTitle.ts';
import { ProblemError } from '../../../ui/problem.ts';
import { usePathParam } from '../../../ui/url-state.ts';
import { AloneFrame } from './AloneFrame.tsx';
import type { HalfOrIn } from './PasswordForm.tsx';
import { SecondFactorStep } from './SecondFactorStep.tsx';
import { hintKey, isWeak, mayBeSent, usePasswordHint } from '../../../governance/users/web/usePasswordHint.ts';
import { useEnter } from './useEnter.ts';
import classes from './session.module.css';

interface Invitation {
  email: string | null;
  /** Set when the link lets somebody who has an account already choose a new password. */
  name: string | null;
  role: string;
  /** Of an own role; empty for built-in ones. */
  roleName: string;
  firstAdministrator: boolean;
}

/** The one-time link of the first administrator, an invitation, or the way to a new password. */
export function WelcomePage() {
  const { t } = useTranslation('shell');
  const token = usePathParam('token');
  const path = `/api/invitations/${encodeURIComponent(token)}`;
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api.get<Invitation>(path, { signal, expect401: true }),
    retry: false,
    staleTime: Infinity, // accepting uses it up; asking again would only show that it is gone
  });
  const isGone = invitation.error instanceof ProblemError && [404, 409, 410].includes(invitation.error.status);
  return (
    <AloneFrame>
      {invitation.isPending && <Skeleton lines={5} heightPx={24} />}
      {isGone && (
        <>
          <h1>{t('welcome.gone')}</h1>
          <EmptyState action={{ label: t('welcome.goneAction'), to: '/sign-in' }}>{t('welcome.goneText')}</EmptyState>
        </>
      )}
      {invitation.isError && !isGone && <ErrorState error={invitation.error} onRetry={() => void invitation.refetch()} />}
      {invitation.data && <AcceptForm invitation={invitation.data} path={path} />}
    </AloneFrame>
  );
}

function AcceptForm({ invitation, path }: { invitation: Invitation; path: string }) {
  const { t, i18n } = useTranslation('shell');
  const isFirst = invitation.firstAdministrator;
  const kind = isFirst ? 'first' : invitation.name ? 'again' : 'invited';
  useTitle(t(`welcome.${kind}.title`));
  const enter = useEnter('/');
  const go = useGo();
  const hintId = useId();
  const [name, setName] = useState(invitation.name ?? '');
  const [email, setEmail] = useState(invitation.email ?? '');
  const [password, setPassword] = useState('');
  const [hasTried, setTried] = useState(false);
  const [factors, setFactors] = useState<FactorKind[] | null>(null);
  const hint = usePasswordHint(password, [name, email]);
  const isNameMissing = name.trim() === '';
  const isEmailWrong = isFirst && !/^\S+@\S+\.\S+$/.test(email.trim());
  const accept = useMutation({
    mutationFn: () => api.post<HalfOrIn>(`${path}/acceptance`, {
      body: { name: name.trim(), password, language: i18n.language === 'de' ? 'de' : 'en', ...(isFirst ? { email: email.trim() } : {}) }, expect401: true,
    }),
    onSuccess: (answer) => ('secondFactor' in answer ? setFactors(answer.secondFactor.factors) : enter(answer)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isNameMissing && !isEmailWrong && mayBeSent(hint) && !accept.isPending) accept.mutate();
  };
  const isHintWeak = isWeak(hint) || (hasTried && !mayBeSent(hint));
  if (factors) return <SecondFactorStep factors={factors} onEnter={enter} onBack={() => go('/sign-in')} />;
  return (
    <>
      <h1>{t(`welcome.${kind}.title`)}</h1>
      <p className={classes.lead}>{t(`welcome.${kind}.text`, { role: invitation.roleName || t(`role.${invitation.role}`) })}</p>
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput label={t('welcome.name')} name="name" autoComplete="name" value={name} onChange={(event) => setName(event.currentTarget.value)} error={hasTried && isNameMissing && t('welcome.needName')} />
        <TextInput label={t('welcome.email')} name="email" type="email" autoComplete="username" value={email} readOnly={!isFirst} onChange={(event) => setEmail(event.currentTarget.value)} error={hasTried && isEmailWrong && t('welcome.needEmail')} />
        <div>
          <PasswordInput label={t('welcome.password')} name="password" autoComplete="new-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} aria-describedby={hintId} error={hasTried && !mayBeSent(hint)} />
          <p id={hintId} role="status" className={`${classes.hint} ${isHintWeak ? classes.hintWeak : ''}`}>
            {t(`password.${hintKey(hint)}`, hint.kind === 'tooShort' ? { count: hint.missing } : {})}
          </p>
        </div>
        {accept.isError && <ErrorState error={accept.error} />}
        <Button type="submit" fullWidth loading={accept.isPending}>{t(`welcome.${kind}.submit`)}</Button>
      </form>
    </>
  );
}
