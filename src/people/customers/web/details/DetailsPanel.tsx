import type { ReactNode } from 'react';
import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Identifier } from '../../../identity/identity.contract.ts';
import { humanise, readValue } from '../../../timeline/web/properties.logic.ts';
import { PropertyText } from '../../../timeline/web/PropertyText.tsx';
import type { CustomerPage } from '../../customers.contract.ts';
import { otherTraits } from './details.logic.ts';
import { Panel } from '../Panel.tsx';
import { pickIdentifiers } from '../find/search-term.logic.ts';
import classes from '../customers.module.css';

const FEW = 5;

/** Who this is: identifiers, preferences, custom fields, and all else that is known. */
export function DetailsPanel({ customer }: { customer: CustomerPage }) {
  const { t, i18n } = useTranslation('customers');
  const { shown, more } = pickIdentifiers(customer.identifiers, '', FEW);
  const rest = customer.identifiers.filter((identifier) => !shown.includes(identifier));
  const label = (key: string): string => (i18n.exists(`customers:trait.${key}`) ? t(`trait.${key}`) : humanise(key));
  const preferences = Object.entries(customer.preferences).filter(([, value]) => value !== null && value !== '');
  const fields = customer.customFields.filter(({ value }) => value !== null && value !== undefined && value !== '');
  const traits = Object.entries(otherTraits(customer));
  return (
    <Panel title={t('who.title')}>
      <dl className={classes.pairs}>
        {customer.kind !== 'person' && <Pair label={t('field.kind')}>{t(`kind.${customer.kind}`)}</Pair>}
        {shown.map((identifier) => <IdentifierPair key={`${identifier.kind}:${identifier.value}`} identifier={identifier} />)}
      </dl>
      {more > 0 && (
        <details className={classes.more}>
          <summary>{t('who.moreIdentifiers', { count: more })}</summary>
          <dl className={classes.pairs}>{rest.slice(0, 200).map((identifier) => <IdentifierPair key={`${identifier.kind}:${identifier.value}`} identifier={identifier} />)}</dl>
        </details>
      )}
      {preferences.length > 0 && <Group title={t('who.preferences')}>{preferences.map(([key, value]) => <Pair key={key} label={label(key)}><TraitValue name={key} value={value} /></Pair>)}</Group>}
      {fields.length > 0 && (
        <Group title={t('who.fields')}>
          {fields.map((field) => <Pair key={field.key} label={i18n.language === 'de' ? field.labelDe : field.labelEn}><PropertyText value={readValue(field.value)} /></Pair>)}
        </Group>
      )}
      {traits.length > 0 && (
        <details className={classes.more}>
          <summary>{t('who.traits', { count: traits.length })}</summary>
          <dl className={classes.pairs}>{traits.map(([key, value]) => <Pair key={key} label={label(key)}><TraitValue name={key} value={value} /></Pair>)}</dl>
        </details>
      )}
    </Panel>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return <div><h3 className={classes.groupTitle}>{title}</h3><dl className={classes.pairs}>{children}</dl></div>;
}

const Pair = ({ label, children }: { label: string; children: ReactNode }) => <div className={classes.pair}><dt>{label}</dt><dd>{children}</dd></div>;

/** Well-known values (a channel, a language) in words, all others as they are. */
function TraitValue({ name, value }: { name: string; value: unknown }) {
  const { t, i18n } = useTranslation('customers');
  const isChannel = /channel/i.test(name) && typeof value === 'string' && i18n.exists(`timeline:channel.${value}`);
  if (isChannel) return t(`timeline:channel.${value}`);
  if (name === 'language' && typeof value === 'string' && i18n.exists(`customers:language.${value}`)) return t(`language.${value}`);
  return <PropertyText value={readValue(value)} />;
}

function IdentifierPair({ identifier: { kind, value } }: { identifier: Identifier }) {
  const { t, i18n } = useTranslation('customers');
  const label = i18n.exists(`identity:kind.${kind}`) ? t(`identity:kind.${kind}`) : humanise(kind);
  const href = kind === 'email' ? `mailto:${encodeURIComponent(value).replace('%40', '@')}` : kind === 'phone' ? `tel:${value.replaceAll(/[^+\d]/g, '')}` : null;
  return (
    <Pair label={label}>
      <span className={classes.identifier}>
        <span>{href ? <a className={classes.contactLink} href={href}>{value}</a> : value}</span>
        <CopyButton value={value} timeout={1500}>
          {({ copied, copy }) => (
            <Tooltip label={t(copied ? 'who.copied' : 'who.copy', { what: label })}>
              <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={t('who.copy', { what: label })} className={classes.copy ?? ''}>
                {copied ? <IconCheck size={14} stroke={1.6} /> : <IconCopy size={14} stroke={1.6} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </span>
    </Pair>
  );
}
