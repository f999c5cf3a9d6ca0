import { useTranslation } from 'react-i18next';
import { Dumbbell } from '../../../ui/charts/Dumbbell.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { GapFigure } from '../gaps.contract.ts';
import { dumbbellScale } from './dumbbell-scale.logic.ts';
import { GapValue } from './GapValue.tsx';
import classes from './gaps.module.css';

interface FigureRow extends GapFigure {
  key: string;
  label: string;
  /** The answers behind the row. */
  to?: string;
  /** Narrows the page to the row. */
  onSelect?: () => void;
}

/** A breakdown: one dumbbell per row, with gap and n. */
export function FigureRows({ rows, minimumN, empty }: { rows: readonly FigureRow[]; minimumN: number; empty: string }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  if (rows.length === 0) return <p className={classes.soft}>{empty}</p>;
  const scale = dumbbellScale(rows);
  const moved = (row: FigureRow, gap: number | null) => (gap === null || row.expectation === null ? null : row.expectation + gap);
  return (
    <div className={classes.rows} role="list">
      {rows.map((row) => (
        <div key={row.key} className={classes.row} role="listitem">
          {row.onSelect ? <button type="button" className="m-chart-toggle" style={{ textAlign: 'left' }} onClick={row.onSelect}>{row.label}</button> : <span>{row.label}</span>}
          {row.gap === null && row.customers >= minimumN ? <span className={classes.soft}>{t('one.protected')}</span> : <Dumbbell
            label={row.label} expectedLabel={t(row.expectationIsTarget ? 'target' : 'expectation')} livedLabel={t('experience')} expected={row.expectation} lived={row.experience}
            low={moved(row, row.gapLow)} high={moved(row, row.gapHigh)} n={row.customers} minimumN={minimumN} scale={scale}
          />}
          <GapValue figure={row} />
          {row.to ? <AppLink to={row.to} look="quiet" aria-label={`${row.label}: n = ${format.integer(row.n)}`}>n {format.integer(row.n)}</AppLink> : <span className={classes.soft}>n {format.integer(row.n)}</span>}
        </div>
      ))}
    </div>
  );
}
