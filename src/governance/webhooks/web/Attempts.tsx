import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Delivery } from '../webhooks.contract.ts';
import classes from './webhooks.module.css';

/** Every attempt with what came back, and the text that was sent. */
export function Attempts({ attempts, eventId, body }: Pick<Delivery, 'attempts' | 'eventId' | 'body'>) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  return (
    <div className={classes.inset}>
      {attempts.length === 0 && <p className={classes.soft}>{t('log.notYet')}</p>}
      <ol className={classes.attempts}>
        {attempts.map(({ number, at, status, durationMs, problem, answerStart }) => (
          <li key={number}>
            <span className={classes.soft}>{t('log.attempt', { number })} · {format.dateTime(at)} · {t('log.duration', { ms: format.integer(durationMs) })}</span>
            <span>{status === null ? t('log.noAnswer') : t('log.status', { status })}{problem !== null && ` – ${t(`why.${problem.replace('.', '_')}`, problem)}`}</span>
            {answerStart !== '' && <pre className={classes.code} tabIndex={0}>{answerStart}</pre>}
          </li>
        ))}
      </ol>
      <p className={classes.soft}>{t('log.sent', { id: eventId })}</p>
      <pre className={classes.code} tabIndex={0}>{body}</pre>
    </div>
  );
}
