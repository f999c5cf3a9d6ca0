import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { describeError } from './error-words.logic.ts';
import classes from './page.module.css';

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
}

/** A failure with a way out: what happened, what to do, try again. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { t, i18n } = useTranslation('ui');
  const words = describeError(error);
  // A slice may word its own problems: `problem.<code>` is looked for in every namespace.
  const ns = [...(i18n.options.ns ?? [])];
  const title = i18n.exists(words.titleKey, { ns }) ? t(words.titleKey, { ns }) : t('error.title');
  return (
    <div className={classes.error} role="alert">
      <p className={classes.errorTitle}>{title}</p>
      {words.detail && <p className={classes.errorText}>{words.detail}</p>}
      <p className={classes.errorText}>{t(words.adviceKey)}</p>
      {words.places.length > 0 && (
        <ul className={classes.errorList}>
          {words.places.slice(0, 20).map((place) => (
            <li key={`${place.at} ${place.reason}`}>{place.at && <code>{place.at}</code>} {place.reason}</li>
          ))}
        </ul>
      )}
      {(onRetry || words.code) && (
        <div className={classes.errorFoot}>
          {onRetry && words.canRetry && <Button variant="default" size="xs" onClick={onRetry}>{t('action.retry')}</Button>}
          {words.code && <span className={classes.code}>{t('error.code', { code: words.code })}</span>}
        </div>
      )}
    </div>
  );
}
