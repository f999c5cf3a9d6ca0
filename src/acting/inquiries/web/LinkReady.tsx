import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import classes from './inquiries.module.css';

/** The one moment in which the link can be seen. */
export function LinkReady({ link, inquiry, onClose }: { link: string; inquiry: { linkExpiresAt: string | null }; onClose: () => void }) {
  const { t } = useTranslation('inquiries');
  const format = useFormat();
  return (
    <div className={classes.stack} role="status">
      <p className={classes.text}>{t('link.ready')}{inquiry.linkExpiresAt !== null && <> {t('link.until', { date: format.date(inquiry.linkExpiresAt) })}</>}</p>
      <TextInput label={t('link.label')} value={link} readOnly data-autofocus onFocus={(event) => event.currentTarget.select()} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('link.done')}</Button>
        <CopyButton value={link}>{({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'link.copied' : 'link.copy')}</Button>}</CopyButton>
      </Group>
    </div>
  );
}
