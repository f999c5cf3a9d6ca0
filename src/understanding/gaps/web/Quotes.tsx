import { useTranslation } from 'react-i18next';
import { Quote } from '../../../ui/words/Quote.tsx';
import { When } from '../../../ui/words/When.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Quote as QuoteOf } from '../gaps.contract.ts';
import classes from './gaps.module.css';

export function Quotes({ quotes }: { quotes: readonly QuoteOf[] }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  if (quotes.length === 0) return <p className={classes.soft}>{t('one.quotesEmpty')}</p>;
  return (
    <div className={classes.quotes}>
      {quotes.map((quote) => (
        <Quote
          key={quote.responseId} text={quote.text} {...(quote.language ? { lang: quote.language } : {})} maxLines={6}
          source={<><When at={quote.at} />{quote.experience !== null && ` · ${t('one.lived', { value: format.decimal(quote.experience) })}`}{quote.group && ` · ${quote.group}`}</>}
        />
      ))}
    </div>
  );
}
