import { useState } from 'react';
import { Alert, Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { testResultSchema } from '../channel-settings.contract.ts';
import classes from './channels.module.css';

/** One message right away, with what the other side answered. */
export function TestSend({ channel }: { channel: string }) {
  const { t, i18n } = useTranslation('channels');
  const [to, setTo] = useState('');
  const send = useMutation({ mutationFn: () => api.post<z.infer<typeof testResultSchema>>(`/api/channels/${channel}/test`, { body: { to, language: i18n.language === 'de' ? 'de' : 'en' }, timeoutMs: 60_000 }) });
  return (
    <form className={classes.stack} onSubmit={(event) => { event.preventDefault(); send.mutate(); }}>
      <div className={classes.deeds}>
        <TextInput label={t('settings.testTo')} description={t('settings.testSaveFirst')} maxLength={254} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        <Button type="submit" variant="default" loading={send.isPending} disabled={to.trim().length < 3}>{t('settings.test')}</Button>
      </div>
      {send.data && <Alert variant="light" color={send.data.kind === 'handed' ? 'teal' : 'red'} role="status">{t(`settings.test_${send.data.kind}`, { reason: send.data.reason ?? '' })}</Alert>}
      {send.isError && <ErrorState error={send.error} />}
    </form>
  );
}
