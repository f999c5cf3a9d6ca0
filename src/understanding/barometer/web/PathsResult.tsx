import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PathPicture } from '../../../ui/charts/PathPicture.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { ChartSkeleton } from '../../../ui/page/Skeletons.tsx';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useUnweightedMethods } from '../../methods/web/useUnweightedMethods.ts';
import type { BarometerPaths } from '../barometer.contract.ts';
import { pathsQuery } from './barometer-queries.ts';
import type { AboutWave } from './IndexResult.tsx';
import { type Closest, closestTo } from './closest.logic.ts';
import { places } from './path-layout.logic.ts';
import { useBarometerWords, useFactorList } from './useBarometerWords.ts';
import classes from './barometer.module.css';

type PathsProps = Pick<AboutWave, 'barometer' | 'wave'> & { scheme: string; onScheme: (scheme: string) => void };

/** How the factors depend on one another in one wave. */
export function PathsResult({ barometer, wave, scheme, onScheme }: PathsProps) {
  const { i18n } = useTranslation('barometer');
  const paths = useQuery(pathsQuery(barometer.survey, wave.id, scheme, i18n.language === 'de' ? 'de' : 'en'));
  return <Loaded query={paths} skeleton={<ChartSkeleton heightPx={420} />}>{(data) => <Shown paths={data} wave={wave} scheme={scheme} onScheme={onScheme} />}</Loaded>;
}

function Shown({ paths, wave, scheme, onScheme }: { paths: BarometerPaths } & Omit<PathsProps, 'barometer'>) {
  const { t } = useTranslation('barometer');
  const format = useFormat();
  const words = useBarometerWords();
  const methods = useUnweightedMethods(['pls', 'bootstrap']);
  const title = t('paths.title', { wave: words.wave(wave) });
  const detailOf = (r2: number | null) => (r2 === null ? undefined : t('paths.explained', { share: format.share(r2) }));
  return (
    <ResultFrame
      title={title} sentence={useSentence(paths)} n={paths.n} nUnit={t('customers')} method={methods}
      note={paths.leftOut > 0 ? t('paths.leftOut', { count: paths.leftOut, formatted: format.integer(paths.leftOut) }) : undefined}
      actions={<SegmentedControl size="xs" aria-label={t('paths.scheme')} value={scheme} onChange={onScheme} data={(['centroid', 'path'] as const).map((value) => ({ value, label: t(`paths.${value}`) }))} />}
      table={{
        columns: [{ header: t('paths.from') }, { header: t('paths.to') }, { header: t('paths.coefficient'), decimals: 3 }, { header: t('low'), decimals: 3 }, { header: t('high'), decimals: 3 }, { header: t('verdictHead') }],
        rows: paths.paths.map(({ from, to, coefficient, low, high, isClear }) => [words.factor(from), words.factor(to), coefficient, low, high, t(isClear ? 'paths.clear' : 'paths.unclear')]),
      }}
      chart={paths.refusal ? null : (
        <PathPicture
          title={title} fromLabel={t('paths.from')} toLabel={t('paths.to')} strengthLabel={t('paths.coefficient')}
          nodes={paths.factors.map(({ factor, index, r2 }) => ({ id: factor, label: words.factor(factor), value: index === null ? '–' : format.decimal(index), detail: detailOf(r2), ...places[factor] }))}
          arrows={paths.paths.map(({ from, to, coefficient, low, high }) => ({ from, to, strength: coefficient, low, high }))}
        />
      )}
    >
      {paths.factors.length > 0 && <p className={classes.soft}>{t('paths.legend')}</p>}
      {paths.factors.length > 0 && <Weights paths={paths} />}
    </ResultFrame>
  );
}

function useSentence({ refusal, paths, n, minimum }: BarometerPaths): string {
  const { t } = useTranslation('barometer');
  const format = useFormat();
  const listOf = useFactorList(2);
  if (refusal) return t(`paths.refused.${refusal.reason}`, { n: format.integer(n), needed: format.integer(minimum), names: format.list(refusal.names.map((name) => `“${name}”`)) });
  const say = (key: 'strongest' | 'loyalty', closest: readonly Closest[]) => t(closest.length === 1 ? `paths.${key}` : `paths.${key}Open`, { names: listOf(closest) });
  const [satisfaction, loyalty] = [closestTo('satisfaction', paths), closestTo('loyalty', paths)];
  return [satisfaction.length > 0 ? say('strongest', satisfaction) : t('paths.nothingSure'), ...(loyalty.length > 0 ? [say('loyalty', loyalty)] : [])].join(' ');
}

/** Which question counts how much, for whoever wants to know. */
function Weights({ paths }: { paths: BarometerPaths }) {
  const { t } = useTranslation('barometer');
  const format = useFormat();
  const words = useBarometerWords();
  return (
    <details className={classes.details}>
      <summary>{t('paths.weights')}</summary>
      <table className="m-chart-table">
        <thead><tr><th scope="col">{t('factorHead')}</th><th scope="col">{t('paths.item')}</th><th scope="col" className="m-figure">{t('paths.weight')}</th><th scope="col" className="m-figure">{t('paths.loading')}</th></tr></thead>
        <tbody>
          {paths.factors.flatMap(({ factor, items }) => items.map(({ item, text, weight, loading }, at) => (
            <tr key={item}><th scope="row">{at === 0 ? words.factor(factor) : ''}</th><td>{text}</td><td className="m-figure">{format.decimal(weight, 3)}</td><td className="m-figure">{format.decimal(loading, 3)}</td></tr>
          )))}
        </tbody>
      </table>
    </details>
  );
}
