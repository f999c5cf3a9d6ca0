import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Barometer } from '../barometer.contract.ts';
import { useBarometerWords } from './useBarometerWords.ts';

/** One wave in a sentence: where the index stands, whether it moved, whether the target is reached. */
export function BarometerAnswer({ barometer, wave }: { barometer: Barometer; wave: Barometer['waves'][number] | undefined }) {
  const { t } = useTranslation('barometer');
  const format = useFormat();
  const words = useBarometerWords();
  const figure = wave?.figures.find(({ factor }) => factor === barometer.indexFactor);
  if (!wave || !figure) return t('answer.none');
  if (figure.index === null || figure.low === null || figure.high === null) return t('answer.tooFew', { wave: words.wave(wave), n: format.integer(figure.n), needed: format.integer(barometer.minimumN) });
  const index = t('answer.index', { wave: words.wave(wave), index: format.decimal(figure.index), low: format.decimal(figure.low), high: format.decimal(figure.high) });
  const change = figure.change ? ` ${t(`answer.${figure.change.verdict}`, { points: format.decimal(Math.abs(figure.change.difference)) })}` : '';
  const target = figure.standing === null || figure.target === null ? '' : ` ${t(`answer.target_${figure.standing}`, { target: format.decimal(figure.target) })}`;
  return `${index}${change}${target}`;
}
