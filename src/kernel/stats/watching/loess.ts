/** How one line is smoothed: window in points (odd), degree of the local line, and every how many points it is fitted. */
export interface LoessSettings {
  window: number;
  degree: 0 | 1;
  jump: number;
}

/** First and last place that may weigh, and how far each value is believed (null: all the same). */
export interface Neighbours {
  span: readonly [number, number];
  robustness: Float64Array | null;
}

/**
 * Local regression at one place, which may lie just outside of the values (positions count from 1).
 * Tricube weights over the neighbours `left`…`right`, times the robustness weights; a window wider than the data widens the kernel.
 * @returns null where all weights are zero
 * @source Cleveland, Cleveland, McRae & Terpenning (1990), STL, J. of Official Statistics 6, 3–73; arithmetic of the
 *   authors' Fortran, which R's `stl` calls
 */
export function loessAt(values: Float64Array, at: number, { window, degree }: LoessSettings, { span: [left, right], robustness }: Neighbours): number | null {
  const n = values.length;
  const reach = Math.max(at - left, right - at) + (window > n ? Math.trunc((window - n) / 2) : 0);
  const weights = new Float64Array(right - left + 1);
  let total = 0;
  for (let place = left; place <= right; place += 1) {
    const distance = Math.abs(place - at);
    if (distance > 0.999 * reach) continue;
    const weight = (distance <= 0.001 * reach ? 1 : (1 - (distance / reach) ** 3) ** 3) * (robustness ? (robustness[place - 1] ?? 0) : 1);
    weights[place - left] = weight;
    total += weight;
  }
  if (total <= 0) return null;
  let centre = 0;
  for (let index = 0; index < weights.length; index += 1) {
    weights[index] = (weights[index] ?? 0) / total;
    centre += (weights[index] ?? 0) * (left + index);
  }
  if (reach > 0 && degree === 1) {
    let spread = 0;
    for (let index = 0; index < weights.length; index += 1) spread += (weights[index] ?? 0) * (left + index - centre) ** 2;
    // A line through (almost) one place has no slope.
    if (Math.sqrt(spread) > 0.001 * (n - 1)) {
      const slope = (at - centre) / spread;
      for (let index = 0; index < weights.length; index += 1) weights[index] = (weights[index] ?? 0) * (slope * (left + index - centre) + 1);
    }
  }
  let fitted = 0;
  for (let index = 0; index < weights.length; index += 1) fitted += (weights[index] ?? 0) * (values[left + index - 1] ?? 0);
  return fitted;
}

/** Smooths all values: fitted at every `jump`-th place and joined by straight lines, as R does. @returns as many as given */
export function loess(values: Float64Array, settings: LoessSettings, robustness: Float64Array | null): Float64Array {
  const n = values.length;
  const smooth = new Float64Array(n);
  if (n < 2) return values.slice();
  const jump = Math.min(settings.jump, n - 1);
  let span: readonly [number, number] = [1, n];
  const fit = (place: number): void => {
    smooth[place - 1] = loessAt(values, place, settings, { span, robustness }) ?? values[place - 1] ?? 0;
  };
  for (let place = 1; place <= n; place += jump) {
    span = spanAt(place, n, settings.window);
    fit(place);
  }
  if (jump === 1) return smooth;
  const join = (from: number, to: number): void => {
    const [start, end] = [smooth[from - 1] ?? 0, smooth[to - 1] ?? 0];
    for (let place = from + 1; place < to; place += 1) smooth[place - 1] = start + ((end - start) / (to - from)) * (place - from);
  };
  for (let place = 1; place <= n - jump; place += jump) join(place, place + jump);
  const last = Math.trunc((n - 1) / jump) * jump + 1;
  if (last !== n) {
    // With the neighbours of the last place fitted, as in the original.
    fit(n);
    join(last, n);
  }
  return smooth;
}

/** The `window` neighbours around a place, moved inwards at both ends. */
function spanAt(place: number, n: number, window: number): readonly [number, number] {
  if (window >= n) return [1, n];
  const half = Math.trunc((window + 1) / 2);
  if (place < half) return [1, window];
  if (place >= n - half + 1) return [n - window + 1, n];
  return [place - half + 1, window + place - half];
}
