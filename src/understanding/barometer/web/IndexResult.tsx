import { useTranslation } from 'react-i18next';
import { Barometer as BarometerPicture } from '../../../ui/charts/Barometer.tsx';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useUnweightedMethods } from '../../methods/web/useUnweightedMethods.ts';
import type { Barometer, Factor } from '../barometer.contract.ts';
import { answersTo } from './answers-address.logic.ts';
import { useBarometerWords } from './useBarometerWords.ts';

/** Index points; nobody asks thousands of customers to find less. */
const WORTH_FINDING = 1;

export interface AboutWave {
  barometer: Barometer;
  wave: Barometer['waves'][number];
  against: Barometer['waves'][number] | undefined;
  factor: Factor;
}

/** One index over all waves: the signature picture. */
export function IndexResult({ barometer, wave, factor, onWave }: AboutWave & { onWave: (id: string) => void }) {
  const { t } = useTranslation('barometer');
  const format = useFormat();
  const words = useBarometerWords();
  const methods = useUnweightedMethods(['equal_weight_index', 't_mean', 'welch', 'required_n']);
  const maySeeAnswers = useCan('read', 'answer');
  const name = words.factor(factor);
  const waves = barometer.waves.map((one) => ({ ...one, figure: one.figures.find((figure) => figure.factor === factor) }));
  const own = wave.figures.find((figure) => figure.factor === factor);
  const sentence = own?.index == null || own.low === null || own.high === null
    ? t('index.tooFew', { name, wave: words.wave(wave), n: format.integer(own?.n ?? 0), needed: format.integer(barometer.minimumN) })
    : [
      t('index.sentence', { name, wave: words.wave(wave), index: format.decimal(own.index), low: format.decimal(own.low), high: format.decimal(own.high) }),
      own.change ? t(`index.${own.change.verdict === 'unclear' && (own.change.low > 0 || own.change.high < 0) ? 'amongMany' : own.change.verdict}`, { points: format.signed(own.change.difference), low: format.signed(own.change.low), high: format.signed(own.change.high) }) : '',
      own.change?.neededN && Math.abs(own.change.difference) >= WORTH_FINDING ? t('index.needed', { n: format.atLeast(own.change.neededN) }) : '',
    ].filter((part) => part !== '').join(' ');
  return (
    <ResultFrame
      title={t('index.title', { name })} sentence={sentence} n={own?.n ?? 0} nUnit={t('customers')} method={methods}
      {...(own?.low == null || own.high === null ? {} : { interval: t('interval', { low: format.decimal(own.low), high: format.decimal(own.high) }) })}
      links={maySeeAnswers ? [{ label: t('links.answers'), to: answersTo(barometer, wave) }] : []}
      table={{
        columns: [{ header: t('wave') }, { header: t('from') }, { header: t('to') }, { header: t('n') }, { header: t('indexOf', { name }), decimals: 1 }, { header: t('low'), decimals: 1 }, { header: t('high'), decimals: 1 }, { header: t('target'), decimals: 1 }, { header: t('change'), decimals: 1 }, { header: t('verdictHead') }],
        rows: waves.map(({ figure, from, to, ...one }) => [words.wave(one), from, to, figure?.n ?? 0, figure?.index ?? null, figure?.low ?? null, figure?.high ?? null, figure?.target ?? null, figure?.change?.difference ?? null, figure?.change ? t(`verdictWord.${figure.change.verdict}`) : null]),
      }}
      chart={(
        <BarometerPicture
          title={t('index.title', { name })} waveLabel={t('wave')} valueLabel={t('indexOf', { name })} targetLabel={t('target')} minimumN={barometer.minimumN} chosen={wave.id} onSelect={({ id }) => onWave(id)}
          waves={waves.map(({ figure, ...one }) => ({ id: one.id, label: words.wave(one), value: figure?.index ?? null, low: figure?.low ?? null, high: figure?.high ?? null, n: figure?.n ?? 0, target: figure?.target ?? null }))}
        />
      )}
    />
  );
}
