import { useCallback, useState, type FormEvent, type ReactNode } from 'react';
import { Button, Group, Modal, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { ProblemError } from '../../../ui/problem.ts';
import { askPasskey, wasCancelled } from './passkeys.ts';
import classes from './security.module.css';

type ProofKind = 'password' | 'app' | 'passkey' | 'recovery_code';

interface Asked {
  proofs: ProofKind[];
  settle: (isConfirmed: boolean) => void;
}

/** Somebody pressed "cancel" when asked whether it is really they. */
export class NotConfirmed extends Error {}

/**
 * Does a sensitive call; when the server wants a fresh proof first, asks for it in a dialog and then does it.
 * @returns `guard` around the call, and the dialog to draw
 */
export function useFreshProof(): { guard: <Answer>(call: () => Promise<Answer>) => Promise<Answer>; dialog: ReactNode } {
  const [asked, setAsked] = useState<Asked | null>(null);
  const guard = useCallback(async <Answer,>(call: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'session.confirmation_required') throw error;
      const proofs = Array.isArray(error.details['proofs']) ? (error.details['proofs'] as ProofKind[]) : []; // as session.confirmation_required declares
      const isConfirmed = await new Promise<boolean>((settle) => setAsked({ proofs, settle }));
      setAsked(null);
      if (!isConfirmed) throw new NotConfirmed();
      return call();
    }
  }, []);
  return { guard, dialog: asked && <ProofDialog asked={asked} /> };
}

/** What to show of a failure: nothing, where somebody has changed their mind. */
export const shownFailure = (error: Error | null): Error | null => (error instanceof NotConfirmed || wasCancelled(error) ? null : error);

function ProofDialog({ asked }: { asked: Asked }) {
  const { t } = useTranslation(['security', 'ui']);
  return (
    <Modal opened onClose={() => asked.settle(false)} title={t('proof.title')} closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {asked.proofs.length === 0 ? <SignInAgain /> : <ProofForm asked={asked} />}
    </Modal>
  );
}

/** Somebody who came through the company's provider has nothing to show here but to come in again. */
function SignInAgain() {
  const { t } = useTranslation('security');
  return (
    <div className={classes.form}>
      <p className={classes.text}>{t('proof.againText')}</p>
      <Button component="a" href={`/api/single-sign-on/start?return=${encodeURIComponent(location.pathname)}`}>{t('proof.again')}</Button>
    </div>
  );
}

function ProofForm({ asked: { proofs, settle } }: { asked: Asked }) {
  const { t } = useTranslation(['security', 'ui']);
  const typed = proofs.filter((kind) => kind !== 'passkey');
  const [kind, setKind] = useState<ProofKind>(typed[0] ?? 'passkey');
  const [value, setValue] = useState('');
  const confirm = useMutation({
    mutationFn: (proof: object) => api.post('/api/session/confirmation', { body: proof }),
    onSuccess: () => settle(true),
  });
  const byPasskey = useMutation({ mutationFn: async () => confirm.mutateAsync({ passkey: await askPasskey('/api/session/confirmation/passkey') }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value !== '' && !confirm.isPending) confirm.mutate(kind === 'password' ? { password: value } : kind === 'app' ? { code: value } : { recoveryCode: value });
  };
  const next = typed[(typed.findIndex((one) => one === kind) + 1) % Math.max(1, typed.length)];
  const failure = shownFailure(confirm.error ?? byPasskey.error);
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <p className={classes.text}>{t('proof.text')}</p>
      {proofs.includes('passkey') && <Button variant="default" loading={byPasskey.isPending} onClick={() => byPasskey.mutate()}>{t('proof.passkey')}</Button>}
      {kind === 'password' && <PasswordInput label={t('proof.password')} autoComplete="current-password" data-autofocus maxLength={200} value={value} onChange={(event) => setValue(event.currentTarget.value)} />}
      {kind === 'app' && <TextInput label={t('proof.app')} inputMode="numeric" autoComplete="one-time-code" data-autofocus maxLength={7} value={value} onChange={(event) => setValue(event.currentTarget.value)} />}
      {kind === 'recovery_code' && <TextInput label={t('proof.recovery_code')} autoComplete="off" spellCheck={false} data-autofocus value={value} onChange={(event) => setValue(event.currentTarget.value)} />}
      {failure && <ErrorState error={failure} />}
      {next !== undefined && next !== kind && <div><Button variant="subtle" size="xs" onClick={() => { setKind(next); setValue(''); confirm.reset(); }}>{t('proof.other')}: {t(`proof.${next}`)}</Button></div>}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => settle(false)}>{t('ui:action.cancel')}</Button>
        {kind !== 'passkey' && <Button type="submit" loading={confirm.isPending}>{t('proof.submit')}</Button>}
      </Group>
    </form>
  );
}
