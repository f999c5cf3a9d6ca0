import { useState, type FormEvent } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { Passkey, Security } from '../second-factor.contract.ts';
import { canUsePasskeys, makePasskey } from './passkeys.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { useSecurityChanged } from './security-changed.ts';
import { shownFailure, useFreshProof } from './useFreshProof.tsx';
import classes from './security.module.css';

export function PasskeySection({ security: { passkeys } }: { security: Security }) {
  const { t } = useTranslation('security');
  const changed = useSecurityChanged();
  const { guard, dialog } = useFreshProof();
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: async () => {
      const response = await guard(() => makePasskey('/api/session/security/passkey-question'));
      return api.post<{ recoveryCodes: string[] }>('/api/session/security/passkeys', { body: { name: name.trim() === '' ? t('passkey.defaultName') : name.trim(), response } });
    },
    onSuccess: () => {
      setName('');
      changed(t('passkey.added'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!add.isPending) add.mutate();
  };
  const failure = shownFailure(add.error);
  return (
    <Section title={t('passkey.title')} note={t('passkey.note')}>
      {passkeys.length > 0 && <ul className={classes.list}>{passkeys.map((one) => <PasskeyRow key={one.id} passkey={one} />)}</ul>}
      {add.data && add.data.recoveryCodes.length > 0 && <div className={classes.below}><RecoveryCodes codes={add.data.recoveryCodes} /></div>}
      {canUsePasskeys() ? (
        <form className={`${classes.form} ${classes.narrow} ${classes.below}`} onSubmit={submit}>
          <TextInput label={t('passkey.name')} placeholder={t('passkey.defaultName')} maxLength={60} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          {failure && <ErrorState error={failure} />}
          <div><Button type="submit" variant="light" loading={add.isPending}>{t('passkey.add')}</Button></div>
        </form>
      ) : <p className={classes.text}>{t('passkey.unsupported')}</p>}
      {dialog}
    </Section>
  );
}

function PasskeyRow({ passkey: { id, name, createdAt, lastUsedAt } }: { passkey: Passkey }) {
  const { t } = useTranslation('security');
  const changed = useSecurityChanged();
  const { guard, dialog } = useFreshProof();
  const remove = useMutation({
    mutationFn: () => guard(() => api.delete(`/api/session/security/passkeys/${id}`)),
    onSuccess: () => changed(t('passkey.removed', { name })),
  });
  const failure = shownFailure(remove.error);
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <span className={classes.strong}>{name}</span>
        <span className={classes.soft}>{t('passkey.since')} <When at={createdAt} as="date" />{lastUsedAt !== null && <> · {t('passkey.used')} <When at={lastUsedAt} /></>}</span>
        {failure && <ErrorState error={failure} />}
      </div>
      <Button variant="default" size="xs" loading={remove.isPending} onClick={() => remove.mutate()} aria-label={t('passkey.removeOf', { name })}>{t('passkey.remove')}</Button>
      {dialog}
    </li>
  );
}
