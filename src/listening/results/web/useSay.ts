import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Results, Score } from '../results.contract.ts';
import { sayIn } from './results-filters.logic.ts';

/** Wordings of the survey in the language of the reader. */
export function useSay({ languages }: Pick<Results, 'languages'>): (words: Readonly<Record<string, string>> | null) => string {
  const { i18n } = useTranslation('results');
  return (words) => sayIn(words, i18n.language, languages);
}

/** A figure as it is written: NPS and gaps with their sign, shares in percent, means with one decimal. */
export function useScoreText(): (score: Pick<Score, 'kind'>, value: number | null) => string {
  const format = useFormat();
  return ({ kind }, value) => {
    if (value === null) return '–';
    if (kind === 'nps') return format.signed(value, 0);
    if (kind === 'gap') return format.signed(value);
    return kind === 'satisfied' || kind === 'share' ? format.share(value) : format.decimal(value);
  };
}
