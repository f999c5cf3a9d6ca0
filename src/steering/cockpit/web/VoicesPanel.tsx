import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { Quote } from '../../../ui/words/Quote.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { Answered } from '../../../understanding/metrics/metrics.contract.ts';
import classes from './cockpit.module.css';

const MOST_LINES = 4;

/** What customers wrote last, in their own words. */
export function VoicesPanel({ voices }: { voices: readonly Answered[] }) {
  const { t } = useTranslation('cockpit');
  return (
    <Section title={t('voices.title')} actions={voices.length > 0 && <AppLink to="/listening/answers?role=comment">{t('voices.all')}</AppLink>}>
      {voices.length === 0 && <p className={classes.nothing}>{t('voices.none')}</p>}
      <ul className={classes.voices}>
        {voices.map((voice) => <li key={voice.responseId}><Voice voice={voice} /></li>)}
      </ul>
    </Section>
  );
}

function Voice({ voice: { comment, language, customer, touchpoint, touchpointName, at, nps } }: { voice: Answered }) {
  const { t } = useTranslation('cockpit');
  const source = (
    <>
      {customer ? <AppLink to={`/customers/${customer.id}`} look="quiet">{customer.name}</AppLink> : t('voices.anonymous')}
      {touchpoint !== '' && <>{' · '}<AppLink to={`/touchpoints/${touchpoint}`} look="quiet">{touchpointName}</AppLink></>}
      {' · '}<When at={at} />
      {nps !== null && <> · <Tag tone={nps >= 9 ? 'above' : nps >= 7 ? 'at' : 'below'}>{t('voices.nps', { value: nps })}</Tag></>}
    </>
  );
  return <Quote text={comment ?? ''} {...(language ? { lang: language } : {})} maxLines={MOST_LINES} source={source} />;
}
