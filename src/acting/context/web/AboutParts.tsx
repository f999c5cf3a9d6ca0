import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import { Mood } from '../../../people/timeline/web/Mood.tsx';
import { ChannelIcon } from '../../../people/timeline/web/ChannelIcon.tsx';
import { useNames } from '../../../people/timeline/web/names.ts';
import { channels } from '../../../people/timeline/timeline.contract.ts';
import type { ContextPanel } from '../context.contract.ts';
import { groupConsents } from '../group-consents.logic.ts';
import classes from './context.module.css';

type About = Omit<ContextPanel, 'lookups' | 'playbooks' | 'keptFacts'>;

/** What was known about a customer then. */
export function AboutParts({ about, lookups }: { about: About; lookups?: ReactNode }) {
  return <><Who about={about} /><WhatElse about={about} lookups={lookups} /></>;
}

/** What a customer has, what is open, how it has been, how they are reached. */
export function WhatElse({ about, lookups }: { about: About; lookups?: ReactNode }) {
  const { t } = useTranslation('context');
  return (
    <>
      {lookups && <section className={classes.part} aria-label={t('part.lookups')}>{lookups}</section>}
      <Has about={about} />
      <Open about={about} />
      <Lately about={about} />
      <Reach about={about} />
    </>
  );
}

/** Name, number, value and mood. */
export function Who({ about: { customer, customerId, value, mood }, actions }: { about: About; actions?: ReactNode }) {
  const { t } = useTranslation('context');
  const format = useFormat();
  if (!customer) return null;
  const page = `/customers/${customerId ?? ''}`;
  return (
    <section className={classes.part} aria-label={t('part.who')}>
      <h3 className={classes.name}><AppLink to={page}>{customer.name}</AppLink></h3>
      <p className={classes.soft}>
        {customer.kind !== 'person' && <>{t(`kind.${customer.kind}`)} · </>}
        {customer.customerNumber ?? t('unknown.number')}
        {customer.phone && <> · <a href={`tel:${customer.phone}`}>{customer.phone}</a></>}
        {customer.email && <> · <a href={`mailto:${customer.email}`}>{customer.email}</a></>}
      </p>
      <div className={classes.numbers}>
        <AppLink to={page} look="plain" className={classes.number ?? ''}><b>{value.customerSince === null ? '–' : format.month(value.customerSince)}</b><span>{value.customerSince === null ? t('value.sinceUnknown') : t('value.since')}</span></AppLink>
        <AppLink to={page} look="plain" className={classes.number ?? ''}><b>{value.monthlyCents === null ? '–' : format.money(value.monthlyCents)}</b><span>{value.monthlyCents === null ? t('value.monthlyUnknown') : t('value.monthly')}</span></AppLink>
        <AppLink to={page} look="plain" className={classes.number ?? ''}><b>{format.integer(value.contacts90Days)}</b><span>{t('value.contacts')}</span></AppLink>
      </div>
      <p className={classes.row}>{mood.now === null ? <span className={classes.soft}>{t('mood.unknown')}</span> : <><Mood mood={mood.now} /> <span className={classes.soft}>{t(moodTrend(mood), { count: mood.n })}</span></>}</p>
      {actions && <div className={classes.actions}>{actions}</div>}
    </section>
  );
}

const CLEAR_CHANGE = 0.5;
const moodTrend = ({ now, before }: About['mood']): string => (now === null || before === null || Math.abs(now - before) < CLEAR_CHANGE ? 'mood.n' : now < before ? 'mood.worse' : 'mood.better');

function Has({ about: { customerId, contracts, devicesNow, home } }: { about: About }) {
  const { t } = useTranslation('context');
  const format = useFormat();
  const page = `/customers/${customerId ?? ''}`;
  const running = contracts.filter(({ status }) => status === 'active');
  return (
    <section className={classes.part} aria-label={t('part.has')}>
      <h3 className={classes.title}>{t('part.has')}</h3>
      {devicesNow.length === 0 && <p className={classes.soft}>{t('has.noDevice')}</p>}
      {devicesNow.map((device) => <p key={device.id} className={classes.row}><AppLink to={page}><span className={classes.strong}>{device.model}</span></AppLink> <span className={classes.soft}>{device.software ? t('has.software', { version: device.software }) : t('has.softwareUnknown')} · {t('has.since', { date: format.date(device.ownedFrom) })}</span></p>)}
      {running.length === 0 && <p className={classes.soft}>{contracts.length === 0 ? t('has.noContract') : t('has.noRunning')}</p>}
      {running.map((contract) => <p key={contract.id} className={classes.row}><AppLink to={page}>{contract.product}</AppLink> <span className={classes.soft}>{contract.number}{contract.monthlyCents !== null && <> · {t('has.monthly', { money: format.money(contract.monthlyCents) })}</>}{contract.endsOn !== null && <> · {t('has.until', { date: format.date(contract.endsOn) })}</>}</span></p>)}
      {home
        ? <p className={classes.row}>{home.street}, {home.postcode} {home.city} <span className={classes.soft}>{home.cell ? t('has.cell', { cell: home.cell }) : t('has.cellUnknown')}</span></p>
        : <p className={classes.soft}>{t('has.noHome')}</p>}
    </section>
  );
}

function Open({ about: { promises, otherCases } }: { about: About }) {
  const { t } = useTranslation('context');
  const { t: statusOf } = useTranslation('cases');
  const [now] = useState(() => Date.now());
  if (promises.length + otherCases.length === 0) return null;
  return (
    <section className={classes.part} aria-label={t('part.open')}>
      <h3 className={classes.title}>{t('part.open')}</h3>
      <ul className={classes.list}>
        {promises.map((promise) => (
          <li key={promise.id}>{promise.caseId === null ? promise.text : <AppLink to={`/desk/${promise.caseId}`}>{promise.text}</AppLink>} <span className={Date.parse(promise.dueAt) < now ? classes.late : classes.soft}><When at={promise.dueAt} /></span></li>
        ))}
        {otherCases.map((one) => <li key={one.id}><AppLink to={`/desk/${one.id}`}>{one.number} {one.subjectLine}</AppLink> <span className={classes.soft}>{statusOf(`status.${one.status}`)}</span></li>)}
      </ul>
    </section>
  );
}

function Lately({ about: { customerId, lastContacts } }: { about: About }) {
  const { t } = useTranslation('context');
  const { t: channelName } = useTranslation('timeline');
  const names = useNames();
  return (
    <section className={classes.part} aria-label={t('part.lately')}>
      <div className={classes.head}><h3 className={classes.title}>{t('part.lately')}</h3>{lastContacts.length > 0 && <AppLink to={`/customers/${customerId ?? ''}`}>{t('all')}</AppLink>}</div>
      {lastContacts.length === 0 && <p className={classes.soft}>{t('lately.none')}</p>}
      <ul className={classes.list}>
        {lastContacts.map((contact, at) => {
          const channel = channels.find((one) => one === contact.channel) ?? 'other';
          return (
            <li key={at} className={classes.contact}>
              <ChannelIcon channel={channel} size={16} />
              <div>
                <span className={classes.soft}>{channelName(`channel.${channel}`)} · <When at={contact.at} />{contact.touchpoint !== null && <> · {names.touchpoint(contact.touchpoint)}</>}</span>
                {contact.text !== null && <div className={classes.said}>{contact.text}</div>}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Reach({ about: { customerId, channels: wishes } }: { about: About }) {
  const { t, i18n } = useTranslation('context');
  const languages = new Intl.DisplayNames([i18n.language], { type: 'language' });
  const groups = groupConsents(wishes.consents);
  return (
    <section className={classes.part} aria-label={t('part.reach')}>
      <h3 className={classes.title}>{t('part.reach')}</h3>
      <p className={classes.row}>{wishes.preferred.length === 0 ? <span className={classes.soft}>{t('reach.noPreference')}</span> : <AppLink to={`/customers/${customerId ?? ''}`}>{t('reach.prefers', { channels: wishes.preferred.map((one) => t(`channel.${one}`)).join(', ') })}</AppLink>}</p>
      {wishes.language && <p className={classes.soft}>{languages.of(wishes.language)}{wishes.quietFrom && wishes.quietTo && <> · {t('reach.quiet', { from: wishes.quietFrom, to: wishes.quietTo })}</>}</p>}
      {groups.length === 0 && <p className={classes.soft}>{t('reach.noConsents')}</p>}
      {groups.map(({ purpose, state, channels: on }) => <p key={`${purpose} ${state}`} className={classes.soft}>{t(`purpose.${purpose}`, { defaultValue: purpose })}: {t(`consent.${state}`)} ({on.map((one) => t(`channel.${one}`)).join(', ')})</p>)}
    </section>
  );
}
