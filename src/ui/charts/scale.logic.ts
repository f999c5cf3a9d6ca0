/** Maps [from, to] onto [start, end] in pixels; `start` may be the larger one (a vertical axis). */
export interface Scale {
  (value: number): number;
  from: number;
  to: number;
}

export function createScale(from: number, to: number, start: number, end: number): Scale {
  const span = to - from;
  const map = (value: number) => (span === 0 ? (start + end) / 2 : start + ((value - from) / span) * (end - start));
  return Object.assign(map, { from, to });
}

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/**
 * Round numbers along an axis: steps of 1, 2, 2.5 or 5 times a power of ten.
 * @param wanted - about how many ticks
 */
export function niceTicks(from: number, to: number, wanted = 5): number[] {
  if (!(to > from) || wanted < 1) return [from];
  const rough = (to - from) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999) ?? 10 * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** The range of the data, widened to round numbers; null when there is none. */
export function niceDomain(values: readonly (number | null | undefined)[], wanted = 5): [number, number] | null {
  const known = values.filter((value) => value !== null && value !== undefined && Number.isFinite(value)) as number[]; // the filter has just removed the rest
  if (known.length === 0) return null;
  const low = Math.min(...known);
  const high = Math.max(...known);
  if (low === high) return [low - 1, high + 1];
  const ticks = niceTicks(low, high, wanted);
  const step = (ticks[1] ?? high) - (ticks[0] ?? low) || high - low;
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

/** Whether an interval tells a value apart from what was expected; without an interval nothing can be told. */
export function judgeStanding(expected: number | null, low: number | null | undefined, high: number | null | undefined): 'below' | 'at' | 'above' {
  if (expected === null || low === null || low === undefined || high === null || high === undefined) return 'at';
  if (high < expected) return 'below';
  return low > expected ? 'above' : 'at';
}

/** Mood from −2 to +2 in three colours; ±0.5 around zero is neutral. */
export function judgeMood(mood: number | null): 'below' | 'at' | 'above' {
  if (mood === null || Math.abs(mood) < 0.5) return 'at';
  return mood < 0 ? 'below' : 'above';
}

/** About how wide a text of the system font is; good to 10 %, enough to keep labels apart. */
export const textWidth = (text: string, fontPx: number): number => text.length * fontPx * 0.55;

/** Shortens a label to a width; the whole text belongs into a title beside it. */
export function fitText(text: string, fontPx: number, widthPx: number): string {
  if (textWidth(text, fontPx) <= widthPx) return text;
  const room = Math.max(1, Math.floor(widthPx / (fontPx * 0.55)) - 1);
  return `${text.slice(0, room).trimEnd()}…`;
}

export const round = (value: number): number => Math.round(value * 10) / 10;
