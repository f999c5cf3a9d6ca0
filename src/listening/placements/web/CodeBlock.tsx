import { Button, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './placements.module.css';

/** Code to copy, with a word about what it is for. */
export function CodeBlock({ label, note, code }: { label: string; note: string; code: string }) {
  const { t } = useTranslation('placements');
  return (
    <div className={classes.code}>
      <div className={classes.codeHead}>
        <div><p className={classes.strong}>{label}</p><p className={classes.soft}>{note}</p></div>
        <CopyButton value={code}>{({ copied, copy }) => <Button size="xs" variant="light" onClick={copy} aria-live="polite">{t(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
      </div>
      <pre className={classes.snippet} tabIndex={0} aria-label={label}>{code}</pre>
    </div>
  );
}
