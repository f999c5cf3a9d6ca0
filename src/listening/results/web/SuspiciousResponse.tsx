import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { Suspicious } from '../suspicious/suspicious.contract.ts';
import classes from './results.module.css';

/** One response in doubt; its answers are a click away. */
export function SuspiciousResponse({ response, children }: { response: Suspicious; children: ReactNode }) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const { why, at, seconds, source, language, version, customerId, customerName, answers, decision, decidedAt, decidedBy, isOverQuota, canDecide } = response;
  return (
    <li className={classes.doubt}>
      <div className={classes.doubtHead}>
        {children}
        <Tag>{t(`suspicious.why.${why}`)}</Tag>
        <When at={at} as="dateTime" />
        {customerId !== null && <AppLink to={`/customers/${customerId}`} look="quiet">{customerName ?? customerId}</AppLink>}
      </div>
      <p className={classes.soft}>
        {t(`suspicious.because.${why}`, { seconds: format.decimal(seconds ?? 0, (seconds ?? 0) < 10 ? 1 : 0), answers: format.integer(answers.length) })} {t('suspicious.way', { source: t(`source.${source}`, { defaultValue: source }), language, version: version ?? '–' })}
      </p>
      {decision !== 'open' && decidedAt !== null && <p className={classes.soft}>{t(`suspicious.decided.${decision}`, { by: decidedBy ?? '' })} <When at={decidedAt} as="dateTime" />{isOverQuota && <>. {t('suspicious.overQuota')}</>}</p>}
      {answers.length === 0 ? <p className={classes.soft}>{t(canDecide ? 'suspicious.silent' : 'suspicious.erased')}</p> : (
        <details>
          <summary className={classes.summary}>{t('suspicious.answers', { count: answers.length })}</summary>
          <dl className={classes.said}>
            {answers.map(({ question, said }, place) => <div key={`${place} ${question}`}><dt>{question}</dt><dd>{said === null ? t('table.cannotSay') : typeof said === 'boolean' ? t(said ? 'yes' : 'no') : typeof said === 'number' ? format.decimal(said, Number.isInteger(said) ? 0 : 2) : said}</dd></div>)}
          </dl>
        </details>
      )}
    </li>
  );
}
