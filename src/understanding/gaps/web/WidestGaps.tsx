import { useTranslation } from 'react-i18next';
import { RankRanges } from '../../../ui/charts/RankRanges.tsx';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useUnweightedMethods } from '../../methods/web/useUnweightedMethods.ts';
import { frontRunners, namedOf, standingIn } from './heat-map-words.logic.ts';
import { cellAddress } from './heat-links.logic.ts';
import type { MapProps } from './MapOfGaps.tsx';
import { useDimensionName } from './useDimensionName.ts';

/** The gaps that fall shortest, each with the places that fit the data. */
export function WidestGaps({ map, from, group }: MapProps) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const dimensionName = useDimensionName();
  const maySeeAnswers = useCan('read', 'answer');
  const methods = useUnweightedMethods(['rank_probability', 'clustered']);
  const names = new Map(map.touchpoints.map(({ code, name }) => [code, name]));
  const ranked = map.ranking.flatMap((one) => {
    const cell = map.cells.find(({ touchpoint, dimension }) => touchpoint === one.touchpoint && dimension === one.dimension);
    return cell === undefined || cell.gap === null ? [] : [{ ...one, cell, gap: cell.gap, label: t('heat.place', { name: names.get(one.touchpoint) ?? one.touchpoint, dimension: dimensionName(one.dimension) }), href: cellAddress(one, { from, group, maySeeAnswers }) }];
  });
  const front = frontRunners(ranked);
  const [first] = front;
  if (!first) return null;
  const { named, more } = namedOf(front);
  const told = [...named.map(({ label, gap }) => t('heat.answer.one', { place: label, gap: format.signed(gap) })), ...(more === 0 ? [] : [t('heat.answer.others', { count: more, formatted: format.integer(more) })])];
  const sentence = front.length === 1 ? t('heat.rank.sure', { place: first.label, gap: format.signed(first.gap) }) : t('heat.rank.tied', { names: format.list(told) });
  return (
    <ResultFrame
      title={t('heat.rank.title')} sentence={sentence} n={ranked.reduce((sum, { cell }) => sum + cell.n, 0)} method={methods} interval={t('heat.rank.interval')}
      table={{
        columns: [{ header: t('heat.rank.place') }, { header: t('gap'), decimals: 2 }, { header: t('heat.rank.rank') }, { header: t('heat.rank.low') }, { header: t('heat.rank.high') }, { header: t('heat.rank.first'), isShare: true }],
        rows: ranked.map(({ label, href, gap, rank, low, high, firstProbability }) => [{ value: label, to: href }, gap, rank, low, high, firstProbability]),
      }}
      chart={(
        <RankRanges
          title={t('heat.rank.title')} summary={sentence} placeLabel={t('heat.rank.rank')} valueLabel={t('gap')}
          say={({ low, high }) => (low === high ? t('heat.rank.sayOne', { rank: low }) : t('heat.rank.say', { low, high }))}
          ranges={ranked.map(({ cell, label, href, gap, rank, low, high }) => ({ id: label, label, rank, low, high, href, text: format.signed(gap), standing: standingIn(cell, 'gap') }))}
        />
      )}
    />
  );
}
