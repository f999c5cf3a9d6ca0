import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './webhooks.module.css';

/** The one moment in which the secret can be seen. */
export function SecretReady({ secret, text, onClose }: { secret: string; text: string; onClose: () => void }) {
  const { t } = useTranslation('webhooks');
  return (
    <div className={classes.stack} role="status">
      <p className={classes.text}>{text}</p>
      <TextInput label={t('secret.label')} value={secret} readOnly onFocus={(event) => event.currentTarget.select()} classNames={{ input: classes.mono ?? '' }} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('secret.done')}</Button>
        <CopyButton value={secret}>{({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'secret.copied' : 'secret.copy')}</Button>}</CopyButton>
      </Group>
    </div>
  );
}
