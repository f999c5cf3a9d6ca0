import { useTranslation } from 'react-i18next';
import { namedOf } from '../../../ui/result/ends.logic.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Difference, Factor, Wave } from '../barometer.contract.ts';

/** What the records say about customers that groups are made of. */
export const customerParts = ['region', 'country', 'product', 'kind'] as const;

/** Words that several parts of the page share. */
export function useBarometerWords() {
  const { t, i18n } = useTranslation('barometer');
  const format = useFormat();
  /** German writes its nouns large everywhere, English only where a sentence begins. */
  const within = (word: string) => (i18n.language === 'de' ? word : word.charAt(0).toLowerCase() + word.slice(1));
  const isNamed = (by: string) => by.includes(':') && !customerParts.some((part) => by === `customer:${part}`);
  const by = (key: string) => (isNamed(key) ? key.slice(key.indexOf(':') + 1) : t(`by.${key.replace('customer:', '')}`));
  return {
    factor: (factor: Factor) => t(`factor.${factor}`),
    factorWithin: (factor: Factor) => within(t(`factor.${factor}`)),
    /** What somebody called it, or "Q1 2026". */
    wave: ({ name, id }: Pick<Wave, 'name' | 'id'>) => {
      if (name !== null) return name;
      const [year = '', quarter = ''] = id.split('-q');
      return t('quarter', { quarter, year });
    },
    group: (group: string | null) => (group === null ? t('groups.others') : group === '' ? t('groups.unknown') : group),
    /** "+3.1, more than chance". */
    difference: (difference: Difference | null) => (difference === null ? '' : t(`verdict.${difference.verdict}`, { points: format.signed(difference.difference) })),
    by,
    byWithin: (key: string) => (isNamed(key) ? by(key) : within(by(key))),
  };
}

/** Factors with their figures in one line, as many as a sentence has room for. */
export function useFactorList(decimals = 1): (factors: readonly { factor: Factor; value: number | null }[]) => string {
  const { t } = useTranslation('barometer');
  const format = useFormat();
  const words = useBarometerWords();
  return (factors) => {
    const { named, more } = namedOf(factors);
    return format.list([...named.map(({ factor, value }) => `${words.factor(factor)} (${value === null ? '–' : format.decimal(value, decimals)})`), ...(more === 0 ? [] : [t('factors.others', { count: more, formatted: format.integer(more) })])]);
  };
}

export const standingOf = (difference: Difference | null): 'below' | 'at' | 'above' => (difference === null || difference.verdict === 'unclear' ? 'at' : difference.verdict === 'up' ? 'above' : 'below');
