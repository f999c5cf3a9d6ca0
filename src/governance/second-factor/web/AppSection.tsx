import { useState, type FormEvent } from 'react';
import { Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { ProblemError } from '../../../ui/problem.ts';
import { When } from '../../../ui/words/When.tsx';
import type { AppSetup, Security } from '../second-factor.contract.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { useSecurityChanged } from './security-changed.ts';
import { shownFailure, useFreshProof } from './useFreshProof.tsx';
import classes from './security.module.css';

export function AppSection({ security: { appSince } }: { security: Security }) {
  const { t } = useTranslation('security');
  const changed = useSecurityChanged();
  const { guard, dialog } = useFreshProof();
  const [codes, setCodes] = useState<string[]>([]);
  const begin = useMutation({ mutationFn: () => guard(() => api.post<AppSetup>('/api/session/security/app')) });
  const remove = useMutation({
    mutationFn: () => guard(() => api.delete('/api/session/security/app')),
    onSuccess: () => {
      setCodes([]);
      changed(t('app.removed'));
    },
  });
  const finished = (recoveryCodes: string[]) => {
    begin.reset();
    setCodes(recoveryCodes);
    changed(t('app.added'));
  };
  const failure = shownFailure(begin.error ?? remove.error);
  return (
    <Section title={t('app.title')} note={t('app.note')}>
      <div className={classes.form}>
        {codes.length > 0 && <RecoveryCodes codes={codes} />}
        {failure && <ErrorState error={failure} />}
        {appSince !== null && <p className={classes.text}>{t('app.since')} <When at={appSince} as="date" />.</p>}
        {appSince !== null && <div><Button variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>{t('app.remove')}</Button></div>}
        {appSince === null && begin.data && <AppSetupForm setup={begin.data} guard={guard} onFinished={finished} onCancel={() => begin.reset()} />}
        {appSince === null && !begin.data && <div><Button variant="light" loading={begin.isPending} onClick={() => begin.mutate()}>{t('app.begin')}</Button></div>}
      </div>
      {dialog}
    </Section>
  );
}

interface AppSetupFormProps {
  setup: AppSetup;
  guard: <Answer>(call: () => Promise<Answer>) => Promise<Answer>;
  onFinished: (recoveryCodes: string[]) => void;
  onCancel: () => void;
}

function AppSetupForm({ setup, guard, onFinished, onCancel }: AppSetupFormProps) {
  const { t } = useTranslation(['security', 'ui']);
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => guard(() => api.post<{ recoveryCodes: string[] }>('/api/session/security/app/confirmation', { body: { code } })),
    onSuccess: ({ recoveryCodes }) => onFinished(recoveryCodes),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '' && !confirm.isPending) confirm.mutate();
  };
  const isWrong = confirm.error instanceof ProblemError && confirm.error.code === 'second_factor.wrong';
  const failure = isWrong ? null : shownFailure(confirm.error);
  return (
    <form className={`${classes.form} ${classes.narrow}`} onSubmit={submit} noValidate>
      <p className={classes.text}>{t('app.scan')}</p>
      <img className={classes.qr} alt={t('app.picture')} src={`data:image/svg+xml;utf8,${encodeURIComponent(setup.qrSvg)}`} />
      <p className={classes.text}>{t('app.byHand')} <span className={`${classes.mono} ${classes.key}`}>{setup.secret}</span></p>
      <TextInput label={t('app.code')} inputMode="numeric" autoComplete="one-time-code" maxLength={7} value={code} onChange={(event) => { setCode(event.currentTarget.value); confirm.reset(); }} error={isWrong && t('problem.second_factor.wrong')} />
      {failure && <ErrorState error={failure} />}
      <Group gap="xs">
        <Button type="submit" loading={confirm.isPending}>{t('app.confirm')}</Button>
        <Button variant="default" onClick={onCancel}>{t('ui:action.cancel')}</Button>
      </Group>
    </form>
  );
}
