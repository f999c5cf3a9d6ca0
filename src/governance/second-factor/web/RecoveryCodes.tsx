import { Button, CopyButton, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './security.module.css';

/** This once. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const { t } = useTranslation('security');
  const text = `Momente – ${location.host}\n\n${codes.join('\n')}\n`;
  return (
    <div className={classes.form} role="status">
      <p className={classes.strong}>{t('recovery.ready')}</p>
      <p className={classes.text}>{t('recovery.readyText')}</p>
      <ul className={classes.codes} aria-label={t('recovery.title')}>{codes.map((code) => <li key={code}>{code}</li>)}</ul>
      <Group gap="xs">
        <CopyButton value={text}>{({ copied, copy }) => <Button variant="default" onClick={copy}>{t(copied ? 'recovery.copied' : 'recovery.copy')}</Button>}</CopyButton>
        <Button variant="default" component="a" href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`} download="momente-recovery-codes.txt">{t('recovery.download')}</Button>
      </Group>
    </div>
  );
}
