import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IssuedInlet } from '../inlets.contract.ts';
import classes from './inlets.module.css';

/** Address and secret for the other program; the secret can be seen only now. */
export function InletReady({ inlet: { name, url, secret }, onClose }: { inlet: IssuedInlet; onClose: () => void }) {
  const { t } = useTranslation('inlets');
  return (
    <div className={classes.stack} role="status">
      <div>
        <p className={classes.strong}>{t('ready.title', { name })}</p>
        <p className={classes.soft}>{t(secret === null ? 'ready.text' : 'ready.textWithSecret')}</p>
      </div>
      <Shown label={t('ready.url')} value={url} />
      {secret !== null && <Shown label={t('ready.secret')} value={secret} />}
      <Group justify="flex-end"><Button onClick={onClose}>{t('ready.done')}</Button></Group>
    </div>
  );
}

function Shown({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation('inlets');
  return (
    <div className={classes.shown}>
      <TextInput label={label} value={value} readOnly onFocus={(event) => event.currentTarget.select()} classNames={{ input: classes.mono ?? '' }} />
      <CopyButton value={value}>{({ copied, copy }) => <Button variant="default" aria-label={`${label}: ${t('list.copy')}`} onClick={copy}>{t(copied ? 'list.copied' : 'list.copy')}</Button>}</CopyButton>
    </div>
  );
}
