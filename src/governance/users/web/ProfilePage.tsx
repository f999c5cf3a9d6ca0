import { useId, useState, type FormEvent } from 'react';
import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { ProblemError } from '../../../ui/problem.ts';
import { type Session, useSession } from '../../../ui/session.tsx';
import { useRoleWords } from '../../roles/web/roles-queries.ts';
import type { ProfileChange } from '../users.contract.ts';
import { keepBrowserLanguage } from './browser-language.ts';
import { hintKey, isAcceptable, isWeak, usePasswordHint } from './usePasswordHint.ts';
import classes from './users.module.css';

export function ProfilePage() {
  const { t } = useTranslation('users');
  const { user } = useSession();
  const { nameOf, textOf } = useRoleWords();
  const values = { email: user.email, role: nameOf(user.role), text: textOf(user.role) };
  return (
    <>
      <PageHeader question={t('profile.question')} answer={<Trans t={t} i18nKey="profile.answer" values={values} components={{ strong: <strong /> }} />} />
      <Section title={t('profile.person')}><PersonForm /></Section>
      <Section title={t('profile.password')} note={t('profile.passwordNote')}><PasswordForm /></Section>
    </>
  );
}

function useSaveProfile(onSaved: (session: Session) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: ProfileChange) => api.patch<Session>('/api/session/profile', { body: change }),
    onSuccess: (session) => {
      queryClient.setQueryData(['session'], session);
      onSaved(session);
    },
  });
}

function PersonForm() {
  const { t, i18n } = useTranslation('users');
  const { user } = useSession();
  const tell = useTell();
  const [name, setName] = useState(user.name);
  const [language, setLanguage] = useState(user.language === 'en' ? 'en' : 'de');
  const save = useSaveProfile((session) => {
    keepBrowserLanguage(session.user.language);
    void i18n.changeLanguage(session.user.language).then((translate) => tell(translate('users:profile.saved')));
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !save.isPending) save.mutate({ name: name.trim(), language: language === 'en' ? 'en' : 'de' });
  };
  return (
    <form className={`${classes.form} ${classes.narrow}`} onSubmit={submit} noValidate>
      <TextInput label={t('profile.name')} autoComplete="name" maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} error={name.trim() === '' && t('profile.needName')} />
      <div>
        <span className={classes.label} aria-hidden="true">{t('profile.language')}</span>
        <SegmentedControl aria-label={t('profile.language')} value={language} onChange={setLanguage} data={[{ value: 'de', label: 'Deutsch' }, { value: 'en', label: 'English' }]} />
        <p className={classes.hint}>{t('profile.languageText')}</p>
      </div>
      {save.isError && <ErrorState error={save.error} />}
      <div><Button type="submit" loading={save.isPending}>{t('profile.save')}</Button></div>
    </form>
  );
}

function PasswordForm() {
  const { t } = useTranslation('users');
  const { user } = useSession();
  const tell = useTell();
  const hintId = useId();
  const [oldPassword, setOld] = useState('');
  const [newPassword, setNew] = useState('');
  const hint = usePasswordHint(newPassword, [user.name, user.email]);
  const isReady = oldPassword !== '' && isAcceptable(hint);
  const save = useSaveProfile(() => {
    setOld('');
    setNew('');
    tell(t('profile.changed'));
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !save.isPending) save.mutate({ password: { old: oldPassword, new: newPassword } });
  };
  const isOldWrong = save.error instanceof ProblemError && save.error.code === 'user.password_wrong';
  return (
    <form className={`${classes.form} ${classes.narrow}`} onSubmit={submit} noValidate>
      <input type="text" autoComplete="username" value={user.email} readOnly hidden />
      <PasswordInput label={t('profile.old')} autoComplete="current-password" maxLength={200} value={oldPassword} onChange={(event) => { setOld(event.currentTarget.value); save.reset(); }} error={isOldWrong && t('problem.user.password_wrong')} />
      <div>
        <PasswordInput label={t('profile.new')} autoComplete="new-password" maxLength={200} value={newPassword} onChange={(event) => setNew(event.currentTarget.value)} aria-describedby={hintId} />
        <p id={hintId} role="status" className={`${classes.hint} ${isWeak(hint) ? classes.weak : ''}`}>
          {t(`password.${hintKey(hint)}`, hint.kind === 'tooShort' ? { count: hint.missing } : {})}
        </p>
      </div>
      {save.isError && !isOldWrong && <ErrorState error={save.error} />}
      <div><Button type="submit" disabled={!isReady} loading={save.isPending}>{t('profile.change')}</Button></div>
    </form>
  );
}
