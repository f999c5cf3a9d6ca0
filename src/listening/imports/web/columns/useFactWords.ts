import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Fact, FactValue } from '../outcome/record-words.logic.ts';

/** What was understood of a cell, in the reader's language. */
export function useFactWords(): { label: (label: Fact['label']) => string; value: (value: FactValue) => string } {
  const { t, i18n } = useTranslation(['imports', 'touchpoints']);
  const format = useFormat();
  const label = useCallback((one: Fact['label']) => {
    if ('own' in one) return one.own;
    return i18n.exists(one.key, { ns: ['imports', 'touchpoints'] }) ? t(one.key) : one.key.split('.').slice(1).join('.');
  }, [t, i18n]);
  const value = useCallback((one: FactValue): string => {
    switch (one.kind) {
      case 'text': return one.text;
      case 'instant': return format.dateTime(one.at);
      case 'day': return format.date(`${one.on}T12:00:00Z`);
      case 'number': return Number.isInteger(one.value) ? format.integer(one.value) : format.decimal(one.value, 2);
      case 'cents': return format.money(one.cents);
      case 'word': return t(one.key);
      case 'score': return `${t(`role.${one.role}`)} ${format.decimal(one.value, Number.isInteger(one.value) ? 0 : 1)}`;
      case 'yes':
      case 'no': return t(`word.${one.kind}`);
    }
  }, [t, format]);
  return useMemo(() => ({ label, value }), [label, value]);
}
