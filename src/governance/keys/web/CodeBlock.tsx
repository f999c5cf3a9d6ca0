import { Button, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './keys.module.css';

export function CodeBlock({ label, text, code }: { label: string; text: string; code: string }) {
  const { t } = useTranslation('keys');
  return (
    <div className={classes.code}>
      <div className={classes.codeHead}>
        <div><p className={classes.strong}>{label}</p><p className={classes.soft}>{text}</p></div>
        <CopyButton value={code}>{({ copied, copy }) => <Button size="xs" variant="light" onClick={copy}>{t(copied ? 'page.copied' : 'page.copy')}</Button>}</CopyButton>
      </div>
      <pre className={classes.snippet} tabIndex={0} aria-label={label}>{code}</pre>
    </div>
  );
}
