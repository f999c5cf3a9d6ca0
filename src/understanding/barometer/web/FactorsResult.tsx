import { useTranslation } from 'react-i18next';
import { useCan } from '../../../ui/session.tsx';
import { answersTo } from './answers-address.logic.ts';
import { ENOUGH_RELIABILITY } from '../../../kernel/stats/barometer/reliability.ts';
import { IndexRows } from '../../../ui/charts/IndexRows.tsx';
import { endsOf } from '../../../ui/result/ends.logic.ts';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useUnweightedMethods } from '../../methods/web/useUnweightedMethods.ts';
import type { Difference, Factor } from '../barometer.contract.ts';
import type { AboutWave } from './IndexResult.tsx';
import { standingOf, useBarometerWords, useFactorList } from './useBarometerWords.ts';

/** All factors of one wave, each beside the wave before and what was aimed at. */
export function FactorsResult({ barometer, wave, against: before, factor: chosen, onFactor }: AboutWave & { onFactor: (factor: Factor) => void }) {
  const { t } = useTranslation('barometer');
  const format = useFormat();
  const words = useBarometerWords();
  const methods = useUnweightedMethods(['equal_weight_index', 't_mean', 'welch', 'bh', 'alpha']);
  const maySeeAnswers = useCan('read', 'answer');
  const standing = (of: 'below' | 'at' | 'above') => wave.figures.filter((figure) => figure.standing === of);
  const beforeOf = (factor: Factor) => before?.figures.find((figure) => figure.factor === factor)?.index ?? null;
  const loose = wave.figures.filter(({ alpha }) => alpha !== null && alpha < ENOUGH_RELIABILITY);
  const names = (of: readonly { factor: Factor }[]) => format.list(of.map(({ factor }) => words.factor(factor)));
  const changed = (verdict: Difference['verdict']) => wave.figures.filter(({ change }) => change?.verdict === verdict);
  const { highest, lowest } = endsOf(wave.figures.map(({ index, ...figure }) => ({ ...figure, value: index })));
  const listOf = useFactorList();
  const end = (of: 'highest' | 'lowest', at: typeof highest) => t(at.length === 1 ? `factors.${of}` : `factors.${of}Open`, { names: listOf(at) });
  const sentence = highest.length === 0 ? t('factors.tooFew', { needed: format.integer(barometer.minimumN) }) : [
    ...(highest.length === wave.figures.length && lowest.length === wave.figures.length ? [t('factors.bothOpen')] : [end('highest', highest), end('lowest', lowest)]),
    changed('up').length > 0 ? t('factors.up', { names: names(changed('up')) }) : '',
    changed('down').length > 0 ? t('factors.down', { names: names(changed('down')) }) : '',
    before && changed('up').length + changed('down').length === 0 ? t('factors.none') : '',
    ...(['below', 'at', 'above'] as const).map((of) => (standing(of).length > 0 ? t(`factors.target_${of}`, { names: names(standing(of)) }) : '')),
  ].filter((part) => part !== '').join(' ');
  return (
    <ResultFrame
      title={t('factors.title', { wave: words.wave(wave) })} sentence={sentence} n={wave.customers} nUnit={t('customers')} method={methods}
      links={maySeeAnswers ? [{ label: t('links.answers'), to: answersTo(barometer, wave, { dimension: chosen }) }] : []}
      note={loose.length > 0 ? t('factors.loose', { names: names(loose), count: loose.length }) : undefined}
      table={{
        columns: [{ header: t('factorHead') }, { header: t('n') }, { header: t('indexHead'), decimals: 1 }, { header: t('low'), decimals: 1 }, { header: t('high'), decimals: 1 }, { header: t('alpha'), decimals: 2 }, { header: t('target'), decimals: 1 }, { header: t('before'), decimals: 1 }, { header: t('change'), decimals: 1 }, { header: t('low'), decimals: 1 }, { header: t('high'), decimals: 1 }, { header: t('verdictHead') }],
        rows: wave.figures.map(({ factor, n, index, low, high, alpha, target, change }) => [maySeeAnswers ? { value: words.factor(factor), to: answersTo(barometer, wave, { dimension: factor }) } : words.factor(factor), n, index, low, high, alpha, target, beforeOf(factor), change?.difference ?? null, change?.low ?? null, change?.high ?? null, change ? t(`verdictWord.${change.verdict}`) : null]),
      }}
      chart={(
        <IndexRows
          title={t('factors.title', { wave: words.wave(wave) })} valueLabel={words.wave(wave)} beforeLabel={before ? words.wave(before) : t('before')} targetLabel={t('target')} changeLabel={t('change')} minimumN={barometer.minimumN} chosen={chosen} onSelect={({ id }) => onFactor(id as Factor) /* the rows below carry factors */}
          rows={wave.figures.map(({ factor, n, index, low, high, target, change }) => ({ id: factor, label: words.factor(factor), value: index, low, high, n, before: index === null ? null : beforeOf(factor), target, change: words.difference(change), standing: standingOf(change) }))}
        />
      )}
    />
  );
}
