import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import type { Security } from '../second-factor.contract.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { useSecurityChanged } from './security-changed.ts';
import { shownFailure, useFreshProof } from './useFreshProof.tsx';
import classes from './security.module.css';

export function RecoverySection({ security: { recoveryCodesLeft } }: { security: Security }) {
  const { t } = useTranslation('security');
  const changed = useSecurityChanged();
  const { guard, dialog } = useFreshProof();
  const renew = useMutation({
    mutationFn: () => guard(() => api.post<{ recoveryCodes: string[] }>('/api/session/security/recovery-codes')),
    onSuccess: () => changed(t('recovery.renewed')),
  });
  const failure = shownFailure(renew.error);
  return (
    <Section title={t('recovery.title')} note={t('recovery.note')}>
      <div className={classes.form}>
        <p className={classes.text}>{t('recovery.left', { count: recoveryCodesLeft })}</p>
        {renew.data && <RecoveryCodes codes={renew.data.recoveryCodes} />}
        {failure && <ErrorState error={failure} />}
        <div><Button variant="light" loading={renew.isPending} onClick={() => renew.mutate()}>{t('recovery.renew')}</Button></div>
      </div>
      {dialog}
    </Section>
  );
}
