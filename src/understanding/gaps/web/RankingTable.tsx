import { Tooltip } from '@mantine/core';
import { IconStar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Dumbbell, DumbbellAxis } from '../../../ui/charts/Dumbbell.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { DataTable, type Column } from '../../../ui/table/DataTable.tsx';
import type { Format } from '../../../ui/words/format.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { RankedTouchpoint, Ranking } from '../gaps.contract.ts';
import { dumbbellScale } from './dumbbell-scale.logic.ts';
import { GapValue } from './GapValue.tsx';
import { ImportanceDots } from './ImportanceDots.tsx';
import { MissingSoll } from './MissingSoll.tsx';
import { ReachBar } from './ReachBar.tsx';
import classes from './gaps.module.css';

interface RankingTableProps {
  ranking: Ranking;
  sort: string;
  onSort: (sort: string) => void;
}

export function RankingTable({ ranking, sort, onSort }: RankingTableProps) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const columns = makeColumns(t, format, ranking);
  return (
    <DataTable
      caption={t('list.caption')} rows={ranking.items} columns={columns} rowId={(row) => row.code} rowName={(row) => row.name} rowHref={(row) => `/touchpoints/${row.code}`}
      sort={sort} onSort={onSort} rowHeightPx={52}
    />
  );
}

const moved = (expectation: number | null, gap: number | null) => (expectation === null || gap === null ? null : expectation + gap);

function Name({ row }: { row: RankedTouchpoint }) {
  const { t } = useTranslation('gaps');
  const words = useTranslation('touchpoints').t;
  return (
    <span className={classes.name}>
      <AppLink to={`/touchpoints/${row.code}`}>{row.name}</AppLink>
      {row.momentOfTruth && <Tooltip label={t('truth')}><span className={classes.truth} role="img" aria-label={t('truth')}><IconStar size={15} stroke={1.6} aria-hidden="true" /></span></Tooltip>}
      <span className={classes.meta}>{words(`stage.${row.stage}`)} · {words(`channel.${row.channel}`)}</span>
    </span>
  );
}

function makeColumns(t: (key: string) => string, format: Format, ranking: Ranking): Column<RankedTouchpoint>[] {
  const scale = dumbbellScale(ranking.items);
  const answersOf = (row: RankedTouchpoint) => `/touchpoints/${row.code}/answers${ranking.period.from ? `?from=${ranking.period.from.slice(0, 10)}` : ''}`;
  return [
    { key: 'name', header: t('column.name'), sort: 'name', cell: (row) => <Name row={row} /> },
    {
      key: 'dumbbell', header: t('column.gap'), hint: t('column.gapHint'), widthPx: 264, axis: <DumbbellAxis scale={scale} />,
      cell: (row) => row.lacksExpectation ? <MissingSoll code={row.code} experiences={row.experiences} /> : (
        <Dumbbell
          label={row.name} expectedLabel={t(row.expectationIsTarget ? 'target' : 'expectation')} livedLabel={t('experience')} scale={scale}
          expected={row.expectation} lived={row.experience} n={row.customers} minimumN={ranking.minimumN}
          low={moved(row.expectation, row.gapLow)} high={moved(row.expectation, row.gapHigh)}
        />
      ),
    },
    { key: 'gap', header: t('column.gapValue'), sort: 'gap', startsDescending: false, align: 'end', widthPx: 84, cell: (row) => <GapValue figure={row} /> },
    { key: 'reach', header: t('column.reach'), hint: t('column.reachHint'), sort: 'reach', startsDescending: true, widthPx: 140, from: 'sm', cell: (row) => <ReachBar share={row.reach} /> },
    { key: 'importance', header: t('column.importance'), hint: t('column.importanceHint'), sort: 'importance', startsDescending: true, widthPx: 118, from: 'md', cell: (row) => <ImportanceDots importance={row.importance} /> },
    { key: 'priority', header: t('column.priority'), hint: t('column.priorityHint'), sort: 'priority', align: 'end', widthPx: 100, from: 'sm', cell: (row) => (row.priority === null ? <span className={classes.soft}>–</span> : format.decimal(row.priority)) },
    { key: 'n', header: t('column.n'), hint: t('column.nHint'), sort: 'n', align: 'end', widthPx: 76, from: 'md', cell: (row) => { const n = row.lacksExpectation ? row.experiences : row.n; return n === 0 ? <span className={classes.soft}>0</span> : <AppLink to={answersOf(row)} look="quiet">{format.integer(n)}</AppLink>; } },
    { key: 'contacts', header: t('column.contacts'), sort: 'contacts', align: 'end', widthPx: 100, from: 'xl', isHiddenOnPhone: true, cell: (row) => format.integer(row.contacts) },
  ];
}
