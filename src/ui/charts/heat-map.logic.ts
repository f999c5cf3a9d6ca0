import { clamp, textWidth } from './scale.logic.ts';

/** Weakest and strongest tint of a cell: text on the strongest is still read with 4.5:1 in light and dark. */
const [FAINT, STRONG] = [0.14, 0.5];

/** How much colour a value gets: from faint at 0 to strong at `strongest`, alike on either side. */
export function tintOf(value: number, strongest: number): number {
  if (!(strongest > 0)) return FAINT;
  return FAINT + (STRONG - FAINT) * clamp(Math.abs(value) / strongest, 0, 1);
}

export interface HeatLayout {
  /** The label stands above its cells, because there is no room beside them. */
  isStacked: boolean;
  labelPx: number;
  columnPx: number;
  cellPx: number;
  rowPx: number;
  headPx: number;
  /** Degrees by which headings are turned; 0 = they fit as they are. */
  turn: 0 | 45;
  widthPx: number;
}

const NARROW_PX = 560;
const LEAST_COLUMN_PX = 44;
const HEADING_PX = 12;
const TURNED_HEADING_PX = 96;

/** Where things stand: columns share the width; below their least width the picture becomes wider than its place and scrolls. */
export function layOutHeatMap(placePx: number, columns: readonly string[]): HeatLayout {
  const isStacked = placePx < NARROW_PX;
  const labelPx = isStacked ? 0 : Math.min(230, Math.round(placePx * 0.3));
  const roomPx = placePx - labelPx;
  const columnIn = (px: number) => clamp(Math.floor(px / Math.max(1, columns.length)), LEAST_COLUMN_PX, 120);
  const longest = Math.max(0, ...columns.map((label) => textWidth(label, HEADING_PX)));
  const turn = longest + 8 <= columnIn(roomPx) ? 0 : 45;
  const headPx = turn === 0 ? 24 : Math.round(Math.min(longest, TURNED_HEADING_PX) * Math.SQRT1_2) + 16;
  // A turned heading leans over the right end of the last column.
  const leanPx = turn === 0 ? 0 : Math.round(headPx * 0.6);
  const columnPx = columnIn(roomPx - leanPx);
  const cellPx = isStacked ? 44 : 34;
  return { isStacked, labelPx, columnPx, cellPx, rowPx: isStacked ? cellPx + 24 : cellPx + 2, headPx, turn, widthPx: Math.max(placePx, labelPx + columnPx * columns.length + leanPx) };
}
