import { useState } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Quote } from '../../../ui/words/Quote.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { Mood } from '../../timeline/web/Mood.tsx';
import { useNames } from '../../timeline/web/names.ts';
import type { CustomerPage } from '../customers.contract.ts';
import { Panel } from './Panel.tsx';
import classes from './customers.module.css';

const FEW = 3;

/** What the customer said, in their own words. */
export function QuotesPanel({ quotes }: { quotes: CustomerPage['quotes'] }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const names = useNames();
  const [isWhole, setWhole] = useState(false);
  if (quotes.length === 0) return null;
  return (
    <Panel title={t('quotes.title')}>
      <div className={classes.quotes}>
      {quotes.slice(0, isWhole ? quotes.length : FEW).map((quote) => (
        <Quote key={`${quote.at} ${quote.text}`} text={quote.text} maxLines={isWhole ? 20 : 6} source={
          <span className={classes.quoteSource}>
            <span>{format.date(quote.at)} · {quote.touchpoint ? names.touchpoint(quote.touchpoint) : t(`timeline:channel.${quote.channel}`, { defaultValue: quote.channel })}</span>
            {quote.mood !== null && <Mood mood={quote.mood} />}
          </span>
        } />
      ))}
      </div>
      {quotes.length > FEW && !isWhole && <Button variant="subtle" size="compact-sm" onClick={() => setWhole(true)}>{t('quotes.more', { count: quotes.length - FEW })}</Button>}
    </Panel>
  );
}
