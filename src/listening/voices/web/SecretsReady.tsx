import { Button, CopyButton, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import type { IssuedSource } from '../sources/voice-sources.contract.ts';
import classes from './voices.module.css';

/** Secrets that are shown only this once, and where they go. */
export function SecretsReady({ source: { inletUrl, secret, replySecret } }: { source: IssuedSource }) {
  const { t } = useTranslation('voices');
  const go = useGo();
  return (
    <div className={classes.form}>
      <p>{t('ready.text')}</p>
      {inletUrl !== null && <Line label={t('ready.inlet')} value={inletUrl} />}
      {secret !== null && <Line label={t('ready.secret')} value={secret} />}
      {replySecret !== null && <Line label={t('ready.replySecret')} value={replySecret} />}
      <Group><Button onClick={() => go('/listening/voices/sources')}>{t('ready.done')}</Button></Group>
    </div>
  );
}

function Line({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation('voices');
  return (
    <div className={classes.sheet}>
      <span className={classes.soft}>{label}</span>
      <code className={classes.mono}>{value}</code>
      <Group><CopyButton value={value}>{({ copied, copy }) => <Button size="xs" variant="default" onClick={copy}>{t(copied ? 'ready.copied' : 'ready.copy')}</Button>}</CopyButton></Group>
    </div>
  );
}
