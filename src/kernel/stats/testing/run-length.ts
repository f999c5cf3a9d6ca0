import { Matrix, solve } from 'ml-matrix';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { CUSUM_DEFAULTS, type CusumSettings } from '../watching/cusum.ts';
import { EWMA_DEFAULTS, ewmaLimits } from '../watching/ewma.ts';

/**
 * Average run length of a two-sided CUSUM: how many periods pass until it signals, counted from its start at zero. With
 * no shift that is the time between false alarms, with a shift the time until it is seen. A reference for tests: it says what
 * the defaults of the charts promise, and the oracle of the charts asks for it at every shift.
 *
 * One side solves `L(z) = 1 + L(0)Φ(k − z − μ) + ∫₀ʰ L(x) φ(x + k − z − μ) dx`; both sides together `1/L = 1/L⁺ + 1/L⁻`.
 * @param shift - of the level, in standard deviations of one period; 0 = nothing changed
 * @returns periods, ≥ 1; k 0.5, h 5: 465.4 without a shift, 10.4 with one of 1
 * @source Page (1954); Brook & Evans (1972), Biometrika 59; as the R package spc
 * @throws RangeError when k or h is not above 0 or the shift no finite number
 */
export function cusumRunLength(shift: number, { k, h }: CusumSettings = CUSUM_DEFAULTS): number {
  if (!(k > 0) || !(h > 0)) throw new RangeError(`k and h must be above 0, got ${k} and ${h}`);
  requireShift(shift);
  return 1 / (1 / oneSide(shift, k, h) + 1 / oneSide(-shift, k, h));
}

/**
 * Average run length of an EWMA chart with its limits for i → ∞, counted from its start at the target.
 *
 * Solves `L(z) = 1 + 1/λ ∫ L(x) φ((x − (1 − λ)z)/λ − μ) dx` between the limits.
 * @param shift - of the level, in standard deviations of one period
 * @returns periods, ≥ 1; λ 0.2, L 2.962: 499.7 without a shift
 * @source Crowder (1987), Technometrics 29; as the R package spc
 * @throws RangeError as the limits of the chart, or when the shift is no finite number
 */
export function ewmaRunLength(shift: number, { lambda, width }: { lambda: number; width: number } = EWMA_DEFAULTS): number {
  requireShift(shift);
  const { high } = ewmaLimits({ target: 0, sigma: 1, lambda, width });
  const { nodes, weights } = gaussLegendre(-high, high);
  const density = (x: number, z: number): number => normalDensity((x - (1 - lambda) * z) / lambda - shift) / lambda;
  const system = nodes.map((z, i) => nodes.map((x, j) => Number(i === j) - (weights[j] ?? 0) * density(x, z)));
  const lengths = solve(new Matrix(system), Matrix.columnVector(nodes.map(() => 1))).to1DArray();
  return 1 + nodes.reduce((sum, x, j) => sum + (weights[j] ?? 0) * density(x, 0) * (lengths[j] ?? 0), 0);
}

/** Unknowns are L at the nodes and, last, L(0). */
function oneSide(shift: number, k: number, h: number): number {
  const { nodes, weights } = gaussLegendre(0, h);
  const starts = [...nodes, 0];
  const last = starts.length - 1;
  const system = starts.map((z, i) => starts.map((x, j) => Number(i === j) - (j === last ? normalCdf(k - z - shift, 0, 1) : (weights[j] ?? 0) * normalDensity(x + k - z - shift))));
  return solve(new Matrix(system), Matrix.columnVector(starts.map(() => 1))).get(last, 0);
}

const NODES = 60;

/** Nodes and weights of the Gauss–Legendre rule on [low, high], by Newton from Tricomi's first guess. */
function gaussLegendre(low: number, high: number): { nodes: number[]; weights: number[] } {
  const [nodes, weights] = [new Array<number>(), new Array<number>()];
  for (let i = 1; i <= NODES; i += 1) {
    let x = Math.cos((Math.PI * (i - 0.25)) / (NODES + 0.5));
    let slope = 1;
    for (let round = 0; round < 10; round += 1) {
      let [before, now] = [1, x];
      for (let degree = 2; degree <= NODES; degree += 1) [before, now] = [now, ((2 * degree - 1) * x * now - (degree - 1) * before) / degree];
      slope = (NODES * (x * now - before)) / (x * x - 1);
      x -= now / slope;
    }
    nodes.push(low + ((high - low) * (x + 1)) / 2);
    weights.push((high - low) / ((1 - x * x) * slope * slope));
  }
  return { nodes, weights };
}

const normalDensity = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

function requireShift(shift: number): void {
  if (!Number.isFinite(shift)) throw new RangeError(`a shift must be a finite number, got ${shift}`);
}
