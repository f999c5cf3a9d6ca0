import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Warning, WatchScore } from '../warnings.contract.ts';

/** How figures and alarms are worded: a score in its own digits, an alarm in a sentence. */
export function useWarningWords() {
  const { t } = useTranslation('warnings');
  const format = useFormat();
  const figure = (score: WatchScore, value: number): string => (score === 'nps' ? format.signed(value, 0) : score === 'volume' ? format.integer(value) : score === 'gap' ? format.signed(value) : format.decimal(value));
  const place = ({ touchpointName, group }: Pick<Warning, 'touchpointName' | 'group'>): string => [touchpointName ?? t('all'), group].filter((part) => part !== null).join(', ');
  const figures = ({ score, value, usual, n }: Pick<Warning, 'score' | 'value' | 'usual' | 'n'>): string =>
    value === null || usual === null ? t('sentence.tooFew', { n: format.integer(n) }) : t(score === 'volume' ? 'sentence.contacts' : 'sentence.figures', { value: figure(score, value), usual: figure(score, usual), n: format.integer(n) });
  return {
    figure,
    figures,
    place,
    /** In a word. A gap is experience minus expectation: one that falls grows wider, so it is called worse. */
    side: ({ score, side }: Pick<Warning, 'score' | 'side'>): string => t(score === 'gap' ? `gapSide.${side}` : `side.${side}`),
    /** The smallest change that is told. */
    effect: (score: WatchScore, value: number): string => (score === 'volume' ? format.share(value) : t('points', { value: format.decimal(value, score === 'nps' ? 0 : 1) })),
    sentence: (warning: Warning): string => `${t(`moved.${warning.score}.${warning.side}`, { place: place(warning), date: format.date(warning.beganOn) })} ${figures(warning)}`,
  };
}
