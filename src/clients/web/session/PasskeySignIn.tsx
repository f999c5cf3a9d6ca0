import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { askPasskey, canUsePasskeys, wasCancelled } from '../../../governance/second-factor/web/passkeys.ts';
import { api } from '../../../ui/api.ts';
import type { Session } from '../../../ui/session.tsx';
import { SignInFailure } from './SignInFailure.tsx';

/** Without address and password: the browser knows whose passkey it has. */
export function PasskeySignIn({ onEnter }: { onEnter: (session: Session) => void }) {
  const { t } = useTranslation('shell');
  const signIn = useMutation({
    mutationFn: async () => {
      const passkey = await askPasskey('/api/session/passkey-question');
      return api.post<Session>('/api/session/passkey', { body: { passkey }, expect401: true });
    },
    onSuccess: onEnter,
  });
  if (!canUsePasskeys()) return null;
  return (
    <>
      <Button variant="default" fullWidth loading={signIn.isPending} onClick={() => signIn.mutate()}>{t('signIn.passkey')}</Button>
      <SignInFailure error={wasCancelled(signIn.error) ? null : signIn.error} wrong="signIn.passkeyWrong" />
    </>
  );
}
