import { textWidth } from './scale.logic.ts';

export interface LabelPoint {
  id: string;
  label: string;
  x: number;
  y: number;
  r: number;
  /** The higher, the earlier its label is placed. */
  weight: number;
}

export interface PlacedLabel {
  x: number;
  y: number;
  anchor: 'start' | 'end' | 'middle';
}

export interface Box { left: number; right: number; top: number; bottom: number }

export interface LabelFrame {
  width: number;
  height: number;
  /** Where something else is written already. */
  taken?: readonly Box[];
}

const overlaps = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Places labels beside their points, the weightiest first: right, left, above, below – the first place that is free and inside. A label
 * without a free place is left out; its point still has its name on hover and in the table.
 * @param among - ids of the points that may have a label; default all
 */
export function placeLabels(points: readonly LabelPoint[], frame: LabelFrame, fontPx = 12, among?: ReadonlyMap<string, unknown>): Map<string, PlacedLabel> {
  const taken: Box[] = [...(frame.taken ?? []), ...points.map(({ x, y, r }) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r }))];
  const placed = new Map<string, PlacedLabel>();
  for (const point of points.filter(({ id }) => !among || among.has(id)).sort((a, b) => b.weight - a.weight)) {
    const width = textWidth(point.label, fontPx);
    const free = placesAround(point, width, fontPx).find(({ box }) =>
      box.left >= 0 && box.right <= frame.width && box.top >= 0 && box.bottom <= frame.height && !taken.some((other) => overlaps(box, other)));
    if (!free) continue;
    taken.push(free.box);
    placed.set(point.id, free.label);
  }
  return placed;
}

export interface NamedPoint<Point> {
  point: Point;
  /** Beside the point; null where there is no room. */
  label: PlacedLabel | null;
  /** From 1 on, in the order given: stands in the point and before its name below the picture; null beside a label. */
  number: number | null;
}

/**
 * Names every point: beside it where there is room, else by a number whose name stands below the picture.
 * @param numberedR - radius of a point that has room for its number
 */
export function nameAll<Point extends LabelPoint>(points: readonly Point[], frame: LabelFrame, numberedR: number, fontPx = 12): NamedPoint<Point>[] {
  const first = placeLabels(points, frame, fontPx);
  // What gets a number grows, and may take the room of another label.
  const labels = first.size === points.length ? first : placeLabels(points.map((point) => (first.has(point.id) ? point : { ...point, r: numberedR })), frame, fontPx, first);
  let numbered = 0;
  return points.map((point) => {
    const label = labels.get(point.id) ?? null;
    if (label === null) numbered += 1;
    return { point, label, number: label === null ? numbered : null };
  });
}

function placesAround({ x, y, r }: LabelPoint, width: number, fontPx: number): { label: PlacedLabel; box: Box }[] {
  const gap = 4;
  const half = fontPx * 0.6;
  const place = (label: PlacedLabel, left: number): { label: PlacedLabel; box: Box } => ({
    label, box: { left, right: left + width, top: label.y - fontPx * 0.35 - half, bottom: label.y - fontPx * 0.35 + half },
  });
  const middleY = y + fontPx * 0.35;
  return [
    place({ x: x + r + gap, y: middleY, anchor: 'start' }, x + r + gap),
    place({ x: x - r - gap, y: middleY, anchor: 'end' }, x - r - gap - width),
    place({ x, y: y - r - gap, anchor: 'middle' }, x - width / 2),
    place({ x, y: y + r + gap + fontPx, anchor: 'middle' }, x - width / 2),
  ];
}
