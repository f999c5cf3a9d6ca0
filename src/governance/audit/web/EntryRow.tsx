import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { useCan } from '../../../ui/session.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { AuditEntry } from '../audit.contract.ts';
import { Difference } from './Difference.tsx';
import { useEntryWords } from './useEntryWords.ts';
import classes from './audit.module.css';

/** A sentence; opened, what changed and whom it was about. */
export function EntryRow({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const { sentence } = useEntryWords();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <li className={classes.entry}>
      <button type="button" className={classes.head} aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        <time className={classes.time} dateTime={entry.at}>{format.time(entry.at)}</time>
        <span className={classes.sentence}>{sentence(entry)}</span>
        {entry.erased ? <Tag>{t('entry.erased')}</Tag> : <Tag tone={entry.kind === 'look' ? 'neutral' : 'accent'}>{t(`kindShort.${entry.kind}`)}</Tag>}
      </button>
      <div id={id} hidden={!isOpen} className={classes.more}>{isOpen && <EntryDetails entry={entry} />}</div>
    </li>
  );
}

function EntryDetails({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const { actorName, roleName } = useEntryWords();
  const { actor } = entry;
  return (
    <>
      {entry.erased && <p className={classes.line}>{t('entry.erasedText')}</p>}
      <Difference entry={entry} />
      <dl className={classes.details}>
        <div><dt>{t('entry.who')}</dt><dd>{actorName({ kind: actor.kind, label: actor.label ?? '' })}{actor.role !== null && ` (${roleName(actor.role)})`}{actor.id !== null && <> · <AppLink to={`/settings/audit?actor=${encodeURIComponent(actor.id)}`}>{t('entry.allOf')}</AppLink></>}</dd></div>
        {entry.customers.length > 0 && <div><dt>{t('entry.customers')}</dt><dd><Customers entry={entry} /></dd></div>}
        {entry.reason !== null && <div><dt>{t('entry.reason')}</dt><dd>{entry.reason}</dd></div>}
        {entry.asked.length > 0 && <div><dt>{t('entry.asked')}</dt><dd>{format.list(entry.asked)}</dd></div>}
        {entry.route !== null && <div><dt>{t('entry.route')}</dt><dd className={classes.mono}>{entry.route}</dd></div>}
        {entry.subjectId !== null && <div><dt>{t('entry.subjectId')}</dt><dd className={classes.mono}>{entry.subjectId}</dd></div>}
        <div><dt>{t('entry.place')}</dt><dd>{t('entry.placeText', { seq: entry.seq, when: format.dateTime(entry.at) })}</dd></div>
        {entry.requestId !== null && <div><dt>{t('entry.request')}</dt><dd className={classes.mono}>{entry.requestId}</dd></div>}
      </dl>
    </>
  );
}

function Customers({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const canOpen = useCan('read', 'customer');
  return (
    <span className={classes.customers}>
      {entry.customers.map(({ id, name }) => (canOpen ? <AppLink key={id} to={`/customers/${id}`}>{name ?? t('entry.unnamed')}</AppLink> : <span key={id}>{name ?? t('entry.unnamed')}</span>))}
      {entry.customerCount > entry.customers.length && <span>{t('entry.moreCustomers', { count: entry.customerCount - entry.customers.length })}</span>}
    </span>
  );
}
