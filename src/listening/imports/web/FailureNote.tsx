import { useTranslation } from 'react-i18next';
import type { Import } from '../imports.contract.ts';
import classes from './imports.module.css';

/** Why the work on an import ended before its time: in our words where we have some, else in the server's. */
export function FailureNote({ one, lead }: { one: Import; lead: string }) {
  const { t, i18n } = useTranslation('imports');
  if (!one.failure) return null;
  const key = `problem.${one.failure.code}`;
  return <p className={classes.ask} style={{ marginBottom: 16 }} role="alert">{lead} {i18n.exists(key, { ns: 'imports' }) ? t(key) : <span className={classes.mono}>{one.failure.message}</span>}</p>;
}
