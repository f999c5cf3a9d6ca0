import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { KanoBoard } from '../kano.contract.ts';
import { summariseBoard } from './board-words.logic.ts';

const MOST_NAMES = 3;

/** The board in one or two plain sentences. */
export function useBoardSentence(): (board: Pick<KanoBoard, 'features' | 'minimum'>) => string {
  const { t, i18n } = useTranslation('kano');
  const format = useFormat();
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const list = (names: readonly string[]): string => {
    const quoted = names.slice(0, MOST_NAMES).map((name) => t('quoted', { name }));
    const more = names.length - quoted.length;
    return format.list([...quoted, ...(more > 0 ? [t('more', { count: more })] : [])]);
  };
  return (board) => {
    const found = summariseBoard(board, lang);
    if (found.kind === 'too_few') return t('answer.tooFew', { n: format.integer(found.n), needed: found.minimum });
    if (found.kind === 'indifferent') return t('answer.indifferent');
    const say = (key: 'mustBe' | 'performance' | 'attractive' | 'undecided'): string[] => (found[key].length === 0 ? [] : [t(`answer.${key}`, { count: found[key].length, names: list(found[key]) })]);
    return (['mustBe', 'performance', 'attractive', 'undecided'] as const).flatMap(say).join(' ');
  };
}

/** 2026-Q3 as people say it. */
export function useWaveName(): (quarter: string) => string {
  const { t } = useTranslation('kano');
  return (quarter) => t('quarter', { number: quarter.slice(6), year: quarter.slice(0, 4) });
}
