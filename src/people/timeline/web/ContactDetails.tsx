import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { TimelineItem } from '../timeline.contract.ts';
import type { useNames } from './names.ts';
import { listProperties } from './properties.logic.ts';
import { PropertyText } from './PropertyText.tsx';
import classes from './timeline.module.css';

/** Everything known about one contact. Texts are shown as text, whatever they contain. */
export function ContactDetails({ contact, names }: { contact: TimelineItem; names: ReturnType<typeof useNames> }) {
  const { t } = useTranslation('timeline');
  const format = useFormat();
  const { rows, leftOut } = listProperties(contact.properties);
  const touchpoint = contact.touchpoint
    ? <AppLink to={`/touchpoints/${encodeURIComponent(contact.touchpoint)}`}>{names.touchpoint(contact.touchpoint)}</AppLink>
    : t('details.noTouchpoint');
  const facts: [string, ReactNode][] = [
    ['at', format.dateTime(contact.at)],
    ['direction', t(`direction.${contact.direction}`)],
    ['touchpoint', touchpoint],
    ['department', contact.department && names.department(contact.department)],
    ['product', contact.product],
    ['place', contact.place],
    ['kind', contact.kind],
    ['source', contact.source],
    ['messageId', <code key="id" className={classes.code}>{contact.messageId}</code>],
  ];
  return (
    <div className={classes.details}>
      {contact.text && (
        <blockquote className={classes.words} aria-label={t('details.text')}>{contact.text}</blockquote>
      )}
      <dl className={classes.facts}>
        {facts.filter(([, value]) => value !== null && value !== '').map(([key, value]) => (
          <div key={key} className={classes.fact}><dt>{t(`details.${key}`)}</dt><dd>{value}</dd></div>
        ))}
      </dl>
      {rows.length === 0 ? <p className={classes.soft}>{t('details.noProperties')}</p> : (
        <div className={classes.tableScroll} tabIndex={0} role="region" aria-label={t('details.properties')}>
          <table className={classes.properties}>
            <caption className={classes.caption}>{t('details.properties')}</caption>
            <thead className="m-hidden"><tr><th scope="col">{t('details.property')}</th><th scope="col">{t('details.value')}</th></tr></thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.path}><th scope="row" title={row.path}>{row.label}</th><td><PropertyText value={row.value} /></td></tr>
              ))}
            </tbody>
          </table>
          {leftOut > 0 && <p className={classes.soft}>{t('details.leftOut', { count: leftOut, formatted: format.integer(leftOut) })}</p>}
        </div>
      )}
    </div>
  );
}
