import { textWidth } from './scale.logic.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Where the straight line from the middle of a box to another point leaves it. */
export function edgeOf({ x, y, width, height }: Box, to: Point): Point {
  const [dx, dy] = [to.x - x, to.y - y];
  if (dx === 0 && dy === 0) return { x, y };
  const share = Math.min(dx === 0 ? Number.POSITIVE_INFINITY : width / 2 / Math.abs(dx), dy === 0 ? Number.POSITIVE_INFINITY : height / 2 / Math.abs(dy));
  return { x: x + dx * share, y: y + dy * share };
}

const FONT_PX = 12;
const isApart = (a: Box, b: Box): boolean => Math.abs(a.x - b.x) * 2 >= a.width + b.width || Math.abs(a.y - b.y) * 2 >= a.height + b.height;

/** Where along the line a number is tried first; nearer to the beginning than to the head of the arrow. */
const places = [0.42, 0.5, 0.34, 0.58, 0.27, 0.66, 0.2, 0.74];

/** An arrow that is no more than this longer than its number has the number beside it; so far away, the second pair clears the boxes at its ends. */
const SHORT_PX = 24;
const besides = [-18, 18, -40, 40];

/** Whether a line runs through a box, seen at every fiftieth of it. */
const touches = ({ from, to }: { from: Point; to: Point }, { x, y, width, height }: Box): boolean =>
  Array.from({ length: 51 }, (_, step) => step / 50).some((share) => Math.abs(from.x + (to.x - from.x) * share - x) * 2 < width && Math.abs(from.y + (to.y - from.y) * share - y) * 2 < height);

/**
 * Places the numbers of arrows on their lines, so that they cover neither one another nor a box, and if they can no other
 * line. One without a free place stands at the first.
 * @returns the boxes that the numbers fill
 */
export function placeNumbers(lines: readonly { from: Point; to: Point; text: string }[], boxes: readonly Box[]): Box[] {
  const taken: Box[] = [...boxes];
  return lines.map((own) => {
    const { from, to, text } = own;
    const size = { width: textWidth(text, FONT_PX) + 10, height: FONT_PX + 5 };
    const at = (share: number): Box => ({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share, ...size });
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(dx, dy) || 1;
    const beside = (px: number): Box => ({ ...at(0.5), x: at(0.5).x - (px * dy) / length, y: at(0.5).y + (px * dx) / length });
    // A number would cover most of a short arrow.
    const tried = length < size.width + SHORT_PX ? [...besides.map(beside), ...places.map(at)] : places.map(at);
    const free = tried.filter((box) => taken.every((other) => isApart(box, other)));
    const box = free.find((one) => lines.every((line) => line === own || !touches(line, one))) ?? free[0] ?? at(places[0] ?? 0.5);
    taken.push(box);
    return box;
  });
}
