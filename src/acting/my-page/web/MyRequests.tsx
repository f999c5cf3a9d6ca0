import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { MyPage } from '../my-page.contract.ts';
import classes from './my-page.module.css';

/** What we promised, and where the requests stand. */
export function MyRequests({ page: { promises, requests } }: { page: MyPage }) {
  const { t } = useTranslation('my-page');
  const format = useFormat();
  const isSimple = (status: string) => (status === 'solved' || status === 'closed' ? 'solved' : status === 'waiting_customer' ? 'yours' : 'ours');
  return (
    <section className={classes.card} aria-labelledby="my-requests">
      <h2 id="my-requests" className={classes.heading}>{t('requests.title')}</h2>
      {requests.length + promises.length === 0 && <p className={classes.soft}>{t('requests.none')}</p>}
      {promises.length > 0 && (
        <ul className={classes.list}>
          {promises.map((promise, at) => (
            <li key={at} className={classes.item}>
              <strong>{promise.text}</strong>
              <span className={classes.soft} data-tone={promise.state}>{t(`promise.${promise.state}`, { when: format.dateTime(promise.dueAt) })}{promise.caseNumber !== null && <> · {promise.caseNumber}</>}</span>
            </li>
          ))}
        </ul>
      )}
      {requests.length > 0 && (
        <ul className={classes.list}>
          {requests.map((request) => (
            <li key={request.number} className={classes.item}>
              <strong>{request.subjectLine ?? t('requests.unnamed', { date: format.date(request.openedAt) })}</strong>
              <span className={classes.soft}>{request.number} · {t(`requests.state.${isSimple(request.status)}`)} · {t('requests.since', { date: format.date(request.openedAt) })}</span>
              {request.lastReply !== null && <details className={classes.reply}><summary>{t('requests.reply', { date: request.lastReplyAt === null ? '' : format.date(request.lastReplyAt) })}</summary><p>{request.lastReply}</p></details>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
