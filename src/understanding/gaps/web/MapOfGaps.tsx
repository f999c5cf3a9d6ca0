import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HeatMap as HeatPicture, type HeatMapCell } from '../../../ui/charts/HeatMap.tsx';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import type { ResultTable } from '../../../ui/result/result-table.logic.ts';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useUnweightedMethods } from '../../methods/web/useUnweightedMethods.ts';
import type { HeatCell, HeatMap } from '../heat-map.contract.ts';
import { countStandings, distanceIn, type Show, standingIn } from './heat-map-words.logic.ts';
import { cellAddress } from './heat-links.logic.ts';
import { SOLL_PLACE } from './MissingSoll.tsx';
import { useDimensionName } from './useDimensionName.ts';

export interface MapProps {
  map: HeatMap;
  from: string | undefined;
  group: string;
}

const ROWS_AT_FIRST = 40;

/** Touchpoints against dimensions, as picture and as table. */
export function MapOfGaps({ map, show, from, group }: MapProps & { show: Show }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const dimensionName = useDimensionName();
  const [isWhole, setWhole] = useState(false);
  const wordsOf = useCellWords(map, show);
  const maySeeAnswers = useCan('read', 'answer');
  const mayRank = useCan('read', 'touchpoint');
  const methods = useUnweightedMethods(['servqual', 'clustered', 'bh', 'wilson', 'protection']);
  const { below, at, above, withheld } = countStandings(map.cells, show);
  const cellAt = new Map(map.cells.map((cell) => [`${cell.touchpoint}\n${cell.dimension}`, cell]));
  const addressOf = (cell: HeatCell) => (cell.withheld === 'no_expectation' ? `/touchpoints/${encodeURIComponent(cell.touchpoint)}#${SOLL_PLACE}` : cellAddress(cell, { from, group, maySeeAnswers }));
  // Those where nothing can be shown yet are not in the way.
  const telling = map.touchpoints.filter(({ code }) => map.cells.some(({ touchpoint, gap }) => touchpoint === code && gap !== null));
  const rows = (isWhole ? map.touchpoints : (telling.length > 0 ? telling : map.touchpoints).slice(0, ROWS_AT_FIRST)).map(({ code, name }) => ({
    id: code, label: name, href: cellAddress({ touchpoint: code, dimension: '' }, { from, group, maySeeAnswers: false }),
    cells: map.dimensions.map((dimension): HeatMapCell | null => {
      const cell = cellAt.get(`${code}\n${dimension}`);
      return cell === undefined ? null : { ...wordsOf(cell, name), value: distanceIn(cell, show), standing: standingIn(cell, show), href: addressOf(cell) };
    }),
  }));
  const more = map.touchpoints.length - rows.length;
  // A change needs something to change from.
  const isEmpty = show === 'change' && map.before === null;
  const sentence = isEmpty ? t('heat.noBefore') : [
    t(show === 'change' ? 'heat.map.changes' : 'heat.map.sentence', { below: format.integer(below), at: format.integer(at), above: format.integer(above) }),
    ...(withheld > 0 && show !== 'change' ? [t('heat.map.withheld', { count: withheld, formatted: format.integer(withheld), needed: map.minimumN })] : []),
  ].join(' ');
  return (
    <ResultFrame
      title={t(`heat.map.title_${show}`)} sentence={sentence} n={map.n} interval={t('heat.map.interval')} isIntervalDrawn method={methods} table={isEmpty ? { columns: [], rows: [] } : tableOf(map, t, dimensionName, addressOf)}
      links={mayRank ? [{ label: t('heat.toRanking'), to: '/touchpoints' }] : []}
      note={map.period.from !== null && from !== undefined && !map.period.from.startsWith(from) ? t('heat.wholeMonths', { from: format.date(map.period.from) }) : show === 'change' && map.before?.from && map.before.to ? t('heat.before', { from: format.date(map.before.from), to: format.date(new Date(new Date(map.before.to).getTime() - 1)) }) : undefined}
      chart={isEmpty ? null : (
        <HeatPicture
          title={t(`heat.map.title_${show}`)} summary={sentence} columns={map.dimensions.map((id) => ({ id, label: dimensionName(id) }))} rows={rows}
          {...(show === 'change' ? { legend: { below: t('heat.worse'), at: t('heat.same'), above: t('heat.better') } } : {})}
        />
      )}
    >
      {more > 0 && !isEmpty && <Button variant="default" size="xs" onClick={() => setWhole(true)}>{t('heat.map.more', { count: more, formatted: format.integer(more) })}</Button>}
    </ResultFrame>
  );
}

/** What stands in a cell, and the same as a sentence. */
function useCellWords({ minimumN }: HeatMap, show: Show): (cell: HeatCell, name: string) => Pick<HeatMapCell, 'text' | 'label'> {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const dimensionName = useDimensionName();
  return (cell, touchpoint) => {
    const { gap, gapLow, gapHigh, expectation, experience, below, change, customers, n, withheld } = cell;
    const place = `${touchpoint}, ${dimensionName(cell.dimension)}`;
    if (withheld === 'too_few') return { text: t('heat.cell.tooFewShort', { n: customers, needed: minimumN }), label: t('heat.cell.tooFew', { place, n: format.integer(customers), needed: minimumN }) };
    if (withheld === 'protected') return { text: '···', label: t('heat.cell.protected', { place }) };
    if (gap === null || expectation === null || experience === null) return { text: t('heat.cell.noExpectationShort'), label: t('heat.cell.noExpectation', { place, count: n, formatted: format.integer(n) }) };
    const all = [
      t('heat.cell.figures', { place, expected: format.decimal(expectation), lived: format.decimal(experience), gap: format.signed(gap) }),
      ...(gapLow !== null && gapHigh !== null ? [t('heat.cell.interval', { low: format.signed(gapLow), high: format.signed(gapHigh) })] : []),
      ...(below ? [t('heat.cell.below', { share: format.share(below.share) })] : []),
      ...(change ? [t('heat.cell.change', { change: format.signed(change.difference), low: format.signed(change.low), high: format.signed(change.high) })] : []),
      t('heat.cell.n', { n: format.integer(n), customers: format.integer(customers) }),
    ].join('; ');
    const texts: Record<Show, string> = { gap: format.signed(gap), experience: format.decimal(experience), expectation: format.decimal(expectation), below: below ? format.share(below.share) : '–', change: change ? format.signed(change.difference) : '–' };
    return { text: texts[show], label: all };
  };
}

function tableOf(map: HeatMap, t: (key: string) => string, dimensionName: (dimension: string) => string, addressOf: (cell: HeatCell) => string): ResultTable {
  const names = new Map(map.touchpoints.map(({ code, name }, at) => [code, { name, at }]));
  const placeOf = ({ touchpoint }: HeatCell) => names.get(touchpoint)?.at ?? 0;
  return {
    columns: [
      { header: t('column.name') }, { header: t('soll.dimension') }, { header: t('column.n') }, { header: t('heat.column.customers') }, { header: t('expectation'), decimals: 1 }, { header: t('experience'), decimals: 1 },
      { header: t('gap'), decimals: 2 }, { header: t('heat.column.low'), decimals: 2 }, { header: t('heat.column.high'), decimals: 2 }, { header: t('heat.column.p'), decimals: 3 },
      { header: t('heat.column.below'), isShare: true }, { header: t('heat.column.belowLow'), isShare: true }, { header: t('heat.column.belowHigh'), isShare: true },
      { header: t('heat.column.change'), decimals: 2 }, { header: t('heat.column.changeLow'), decimals: 2 }, { header: t('heat.column.changeHigh'), decimals: 2 },
    ],
    rows: map.cells.toSorted((a, b) => placeOf(a) - placeOf(b) || (a.gap ?? 0) - (b.gap ?? 0)).map((cell) => [
      names.get(cell.touchpoint)?.name ?? cell.touchpoint, dimensionName(cell.dimension), { value: cell.n, to: addressOf(cell) }, cell.customers, cell.expectation, cell.experience, cell.gap, cell.gapLow, cell.gapHigh, cell.pAdjusted,
      cell.below?.share ?? null, cell.below?.low ?? null, cell.below?.high ?? null, cell.change?.difference ?? null, cell.change?.low ?? null, cell.change?.high ?? null,
    ]),
  };
}
