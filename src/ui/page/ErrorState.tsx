import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from './useErrorWords.ts';
import classes from './page.module.css';

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
}

/** A failure with a way out: what happened, what to do, try again. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { t } = useTranslation('ui');
  const words = useErrorWords()(error);
  return (
    <div className={classes.error} role="alert">
      <p className={classes.errorTitle}>{words.title}</p>
      {words.detail && <p className={classes.errorText}>{words.detail}</p>}
      <p className={classes.errorText}>{words.advice}</p>
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
          {words.code && <span className={classes.code}>{t('error.code', { code: [words.code, words.requestId].filter(Boolean).join(' · ') })}</span>}
        </div>
      )}
    </div>
  );
}
