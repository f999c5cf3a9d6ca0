import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { PropertyValue } from './properties.logic.ts';
import classes from './timeline.module.css';

const LONG = 400;

/** A value as the reader's language writes it. */
export function PropertyText({ value }: { value: PropertyValue }) {
  const { t } = useTranslation('timeline');
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  switch (value.kind) {
    case 'empty': return <span className={classes.soft}>{t('details.empty')}</span>;
    case 'yes_no': return value.yes ? t('details.yes') : t('details.no');
    // Whole numbers are as often ids as amounts: no thousands separators.
    case 'number': return Number.isInteger(value.number) ? String(value.number) : format.decimal(value.number, Math.min(6, decimalsOf(value.number)));
    case 'date': return format.date(`${value.on}T12:00:00`);
    case 'instant': return format.dateTime(value.at);
    case 'text':
      if (isWhole || value.text.length <= LONG) return <span className={classes.propertyText}>{value.text}</span>;
      return (
        <span className={classes.propertyText}>
          {value.text.slice(0, LONG)}…{' '}
          <button type="button" className={classes.inlineButton} onClick={() => setWhole(true)}>{t('details.whole')}</button>
        </span>
      );
  }
}

const decimalsOf = (number: number): number => (String(number).split('.')[1] ?? '').length;
