/** Share of a standard normal below z. @source Abramowitz and Stegun 7.1.26, error below 1.5e-7 */
function below(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const erf = 1 - (((((1.061405429 * t - 1.453152027) * t) + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
  return z >= 0 ? 0.5 * (1 + erf) : 0.5 * (1 - erf);
}

/** Mean on the scale 0–10 after rounding and cutting a normal at its ends. */
function meanOnScale(latent: number, spread: number): number {
  let mean = 0;
  for (let cut = 0.5; cut < 10; cut += 1) mean += 1 - below((cut - latent) / spread);
  return mean;
}

const STEPS_PER_POINT = 100;

/**
 * For each wanted mean the centre of the normal that has it once people have ticked a box from 0 to 10:
 * without this, high expectations would come out too low because nobody can tick 11.
 */
export function latentTable(spread: number): (mean: number) => number {
  const table = new Float64Array(10 * STEPS_PER_POINT + 1);
  for (let step = 0; step < table.length; step += 1) {
    const wanted = Math.min(9.6, Math.max(0.4, step / STEPS_PER_POINT));
    let low = -6;
    let high = 16;
    for (let halving = 0; halving < 40; halving += 1) {
      const middle = (low + high) / 2;
      if (meanOnScale(middle, spread) < wanted) low = middle;
      else high = middle;
    }
    table[step] = low;
  }
  return (mean) => table[Math.max(0, Math.min(table.length - 1, Math.round(mean * STEPS_PER_POINT)))] ?? mean;
}

export function tick(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, Math.round(value)));
}
