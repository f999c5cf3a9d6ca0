import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { IssuedApiKey } from '../keys.contract.ts';
import classes from './keys.module.css';

/** The one moment in which the key can be seen. */
export function ApiKeyReady({ issued, onClose }: { issued: IssuedApiKey; onClose: () => void }) {
  const { t } = useTranslation('keys');
  const format = useFormat();
  return (
    <div className={classes.stack} role="status">
      <div>
        <p className={classes.strong}>{t('api.ready', { name: issued.name })}</p>
        <p className={classes.text}>{t('api.readyText')} {issued.oldKeyUntil !== null && t('api.oldWorks', { until: format.dateTime(issued.oldKeyUntil) })}</p>
      </div>
      <TextInput label={t('api.key')} value={issued.key} readOnly onFocus={(event) => event.currentTarget.select()} classNames={{ input: classes.mono ?? '' }} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('page.done')}</Button>
        <CopyButton value={issued.key}>{({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'page.copied' : 'page.copy')}</Button>}</CopyButton>
      </Group>
    </div>
  );
}
