import { useId, useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { CustomerConsents, Preferences, Purpose } from '../consent.contract.ts';
import { ConsentDialog } from './ConsentDialog.tsx';
import { consentsQuery, preferencesQuery, purposesQuery } from './consent-queries.ts';
import { reachOf } from './reach.logic.ts';
import classes from './consent.module.css';

/** What one may write to a customer, on which way, and how they like it best; in a panel of 320 px as well. */
export function ConsentBox({ customerId }: { customerId: string | null; caseId?: string }) {
  return customerId === null ? null : <Box customerId={customerId} />;
}

function Box({ customerId }: { customerId: string }) {
  const { t } = useTranslation('consent');
  const titleId = useId();
  const [isOpen, setOpen] = useState(false);
  const consents = useQuery(consentsQuery(customerId));
  const preferences = useQuery(preferencesQuery(customerId));
  const purposes = useQuery(purposesQuery);
  const canChange = useCan('update', 'consent');
  return (
    <section className={classes.box} aria-labelledby={titleId}>
      <div className={classes.head}>
        <h2 id={titleId} className={classes.strong}>{t('box.title')}</h2>
        <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)} aria-label={t(canChange ? 'box.changeOf' : 'box.all')}>{t(canChange ? 'box.change' : 'box.all')}</Button>
      </div>
      <Loaded query={consents}>{(data) => <Reach consents={data} purposes={purposes.data?.items ?? []} />}</Loaded>
      {preferences.data && <Wishes wishes={preferences.data} />}
      {isOpen && consents.data && preferences.data && <ConsentDialog consents={consents.data} preferences={preferences.data} purposes={purposes.data?.items ?? []} canChange={canChange} onClose={() => setOpen(false)} />}
    </section>
  );
}

function Reach({ consents, purposes }: { consents: CustomerConsents; purposes: readonly Purpose[] }) {
  const { t, i18n } = useTranslation('consent');
  const format = useFormat();
  const reach = reachOf(consents, purposes);
  const dead = consents.addresses.filter(({ suppressedBecause }) => suppressedBecause !== null);
  if (consents.addresses.length === 0) return <p className={classes.soft}>{t('box.nowhere')}</p>;
  const names = (channels: readonly string[]) => format.list(channels.map((channel) => t(`channel.${channel}`)));
  return (
    <>
      <dl className={classes.pairs}>
        {reach.map(({ purpose, open, closed }) => (
          <div key={purpose.key} className={classes.pair}>
            <dt>{i18n.language === 'de' ? purpose.nameDe : purpose.nameEn}</dt>
            <dd>{closed.length === 0 ? t('box.everywhere') : open.length === 0 ? t('box.nowhereAllowed') : t('box.onlyOn', { channels: names(open) })}</dd>
          </div>
        ))}
      </dl>
      {dead.length > 0 && <p className={classes.soft}>{t('box.deadAddresses', { list: format.list(dead.map(({ address, suppressedBecause }) => `${address.replaceAll('\n', ', ')} (${t(`suppressed.${suppressedBecause}`)})`)) })}</p>}
    </>
  );
}

function Wishes({ wishes }: { wishes: Preferences }) {
  const { t, i18n } = useTranslation('consent');
  const format = useFormat();
  const languages = new Intl.DisplayNames([i18n.language], { type: 'language' });
  return (
    <dl className={classes.pairs}>
      <div className={classes.pair}><dt>{t('box.preferred')}</dt><dd>{wishes.channels.length === 0 ? t('box.noPreference') : format.list(wishes.channels.map((channel) => t(`channel.${channel}`)))}</dd></div>
      {wishes.language && <div className={classes.pair}><dt>{t('box.language')}</dt><dd>{languages.of(wishes.language)}</dd></div>}
      {wishes.quietFrom && <div className={classes.pair}><dt>{t('box.quiet')}</dt><dd>{t('box.quietFromTo', { from: wishes.quietFrom, to: wishes.quietTo })}</dd></div>}
      {wishes.timeZone && <div className={classes.pair}><dt>{t('box.zone')}</dt><dd>{wishes.timeZone.replaceAll('_', ' ')}</dd></div>}
    </dl>
  );
}
