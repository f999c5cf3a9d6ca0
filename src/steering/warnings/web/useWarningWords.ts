import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Warning, WatchScore } from '../warnings.contract.ts';

/** How figures and alarms are worded: a score in its own digits, an alarm in a sentence. */
export function useWarningWords() {
  const { t } = useTranslation('warnings');
  const format = useFormat();
  const figure = (score: WatchScore, value: number): string => (score === 'nps' ? format.signed(value, 0) : score === 'volume' ? format.integer(value) : score === 'gap' ? format.signed(value) : format.decimal(value));
  const place = ({ touchpointName, group }: Pick<Warning, 'touchpointName' | 'group'>): string => [touchpointName ?? t('all'), group].filter((part) => part !== null).join(', ');
  return {
    figure,
    place,
    /** The smallest change that is told. */
    effect: (score: WatchScore, value: number): string => (score === 'volume' ? format.share(value) : t('points', { value: format.decimal(value, score === 'nps' ? 0 : 1) })),
    sentence: (warning: Warning): string => {
      const what = t(`moved.${warning.score}.${warning.side}`, { place: place(warning), date: format.date(warning.beganOn) });
      if (warning.value === null || warning.usual === null) return `${what} ${t('sentence.tooFew', { n: format.integer(warning.n) })}`;
      return `${what} ${t(warning.score === 'volume' ? 'sentence.contacts' : 'sentence.figures', { value: figure(warning.score, warning.value), usual: figure(warning.score, warning.usual), n: format.integer(warning.n) })}`;
    },
  };
}
