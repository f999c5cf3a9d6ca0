import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { TimelineItem } from '../../timeline/timeline.contract.ts';
import { useAgo } from '../../timeline/web/useAgo.ts';
import { useContactTitle } from '../../timeline/web/useContactTitle.ts';
import { isView } from '../../timeline/web/contact-words.logic.ts';
import type { CustomerPage } from '../customers.contract.ts';
import { readAnswer } from './answer.logic.ts';

const STRONG_MOOD = 1;
const EXCERPT_LENGTH = 110;

/** The beginning of a text, cut between words. */
function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= EXCERPT_LENGTH ? line.replace(/\.$/, '') : `${line.slice(0, EXCERPT_LENGTH).replace(/\s+\S*$/, '')} …`;
}

/** "Kundin seit März 2024 mit Nordfunk M, wohnt in Kassel. Zuletzt gestern: Anruf „Kein Empfang“. Die Stimmung fällt." */
export function CustomerAnswer({ customer, last, today }: { customer: CustomerPage; last: TimelineItem | null; today: string }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const ago = useAgo();
  const titleOf = useContactTitle();
  const { role, relation, product, moreContracts, city, mood } = readAnswer(customer, today);
  const month = 'from' in relation ? relation.from : 'to' in relation ? relation.to : null;
  const who = t(`answer.${relation.kind}`, { role: t(`role.${role}`), month: month ? format.month(month) : '' });
  const withProduct = product ? t('answer.with', { who, product }) : who;
  const withMore = moreContracts > 0 ? t('answer.more', { before: withProduct, count: moreContracts, formatted: format.integer(moreContracts) }) : withProduct;
  const first = city ? t(customer.kind === 'person' ? 'answer.lives' : 'answer.seat', { before: withMore, city }) : withMore;
  return (
    <>
      {t('answer.sentence', { text: first })}{' '}
      {last && (
        <>
          {t('answer.last', { when: ago(last.at) })}{' '}
          <strong>{isView(last) || last.channel === 'other' ? titleOf(last) : t('answer.contact', { channel: t(`answer.by.${last.channel}`), title: titleOf(last) })}</strong>
          {last.mood !== null && Math.abs(last.mood) >= STRONG_MOOD && <>, {t(last.mood < 0 ? 'answer.felt.bad' : 'answer.felt.good')}</>}
          {last.text && <>: {t('answer.quote', { text: excerpt(last.text) })}</>}.{' '}
        </>
      )}
      {mood && <strong>{t(`answer.mood.${mood}`)}</strong>}
    </>
  );
}
