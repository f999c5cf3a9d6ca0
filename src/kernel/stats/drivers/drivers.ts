import { CONFIDENCE, criticalT } from '../distributions.ts';
import { bootstrapDrivers, type BootstrapOptions, type DriverUncertainty, type ImportanceMethod } from './driver-bootstrap.ts';
import { addBlocks, type BlockMoments, chooseColumns, errorsOfMeans, type Moments, momentsOfSums } from './moments.ts';
import { MINIMUM_N } from '../scores/minimum.ts';
import { chooseDrivers, type DroppedDriver, regression, type Regression } from './regression.ts';
import { johnsonFromCorrelations, lmgFromCorrelations, MOST_LMG_DRIVERS } from './relative-importance.ts';

/** Drivers that explain less than this share of the outcome are not put in an order. */
export const MINIMUM_R2 = 0.1;
/** Fewer independent rows a driver than this are refused (Tabachnick & Fidell's floor); below twice as many a note says so. */
const ROWS_PER_DRIVER = 5;
/** Below so many rows intervals cover 93 instead of 95 % (bench/coverage). */
const ROUGH_ROWS = 50;
export const MOST_DRIVERS = 60;
/** From here on the coefficients of related drivers say little one by one. */
const HIGH_VIF = 10;
const CHANCE = 0.05;

/** Why there is no honest answer. */
export type DriverRefusal =
  | { code: 'too_few'; n: number; needed: number }
  | { code: 'outcome_constant' }
  /** Every driver was constant, or all but one follow from it */
  | { code: 'no_drivers'; all: 'constant' | 'collinear' }
  | { code: 'r2_low'; r2: number; needed: number }
  /** The model does not explain more than that many random columns would; p of the F test */
  | { code: 'chance'; r2: number; p: number };

/** What an honest answer must add. */
export type DriverNote =
  | { code: 'few_rows'; perDriver: number }
  | { code: 'high_vif'; names: string[] }
  /** Drivers with a clear effect in the direction opposite to their correlation with the outcome */
  | { code: 'sign_turns'; names: string[] };

export interface Driver extends DriverUncertainty {
  name: string;
  /** LMG, shares of the outcome's variance; null above 16 drivers */
  lmg: number | null;
  johnson: number;
  /** Share of R² by the method of the answer, in [0, 1]; all sum to 1 */
  share: number;
  /** Standardised coefficient, with sign; its interval and p come from robust errors */
  beta: number;
  betaLow: number | null;
  betaHigh: number | null;
  p: number | null;
  /** Points of the outcome for one point of the driver */
  coefficient: number;
  /** With the outcome alone, in [−1, 1] */
  correlation: number;
  vif: number;
  /** Of the driver itself, over the rows of the answer, with its interval */
  mean: number;
  meanLow: number | null;
  meanHigh: number | null;
}

interface Basis {
  n: number;
  clusters: number;
  dropped: DroppedDriver[];
}
export type DriverAnalysis =
  | (Basis & { kind: 'refused'; r2: number | null; refusals: DriverRefusal[] })
  | (Basis & { kind: 'answered'; r2: number; adjustedR2: number | null; nEff: number; method: ImportanceMethod; draws: number; outcomeMean: number; drivers: Driver[]; notes: DriverNote[] });

export interface DriverOptions extends BootstrapOptions {
  minimumR2?: number | undefined;
  /** Fewest independent rows (clusters, effective rows) whatever the number of drivers */
  minimumRows?: number | undefined;
}

/**
 * What drives an outcome: relative importance of drivers with sign, interval and probability of their place, or the
 * reasons why nothing honest can be said.
 *
 * LMG up to 16 drivers, Johnson's weights above (which are always there to compare). Drivers that never vary or follow
 * from others are dropped by name. Refused are: fewer than max(30, 5 × drivers) independent rows, an outcome or all
 * drivers without variation, only drivers that say the same, R² < 0.1, and a model no better than chance (F test on
 * min(effective rows, clusters)). The drivers come most important first.
 * Importance is association: it says what goes together, not what would happen if something were changed.
 * @param data - complete rows (listwise) with the outcome as the last column
 * @param names - of the drivers, at most 60
 * @throws RangeError without drivers, above 60, or when names and columns do not fit
 */
export function analyseDrivers(data: BlockMoments, names: readonly string[], options: DriverOptions = {}): DriverAnalysis {
  if (names.length < 1 || names.length > MOST_DRIVERS) throw new RangeError(`1 to ${MOST_DRIVERS} drivers, got ${names.length}`);
  if (data.columns !== names.length + 1) throw new RangeError(`${names.length} drivers and an outcome need ${names.length + 1} columns, got ${data.columns}`);
  const { minimumR2 = MINIMUM_R2, minimumRows = MINIMUM_N, confidence = CONFIDENCE } = options;
  const all = momentsOfSums(addBlocks(data), data.shifts);
  const independent = Math.min(data.clusters, data.sumSqWeights > 0 ? all.weight ** 2 / data.sumSqWeights : 0);
  const choice = data.rows === 0 ? { kept: [], dropped: [] } : chooseDrivers(all, names);
  const basis: Basis = { n: data.rows, clusters: data.clusters, dropped: choice.dropped };
  const refused = (refusals: DriverRefusal[], r2: number | null): DriverAnalysis => ({ kind: 'refused', ...basis, r2, refusals });
  const early = refuseData(names.length, choice, { independent, minimumRows, isOutcomeConstant: data.rows > 0 && (all.isConstant[names.length] ?? true) });
  if (early.some(({ code }) => code === 'too_few')) basis.dropped = choice.dropped.filter(({ reason }) => reason === 'constant');
  if (early.length > 0) return refused(early, null);
  const fitted = regression(data, names, choice.kept, { confidence });
  const weak = refuseModel(fitted, minimumR2);
  if (weak.length > 0) return refused(weak, fitted.r2);
  const moments = chooseColumns(all, [...choice.kept, names.length]);
  const method: ImportanceMethod = choice.kept.length <= MOST_LMG_DRIVERS ? 'lmg' : 'johnson';
  const uncertainty = bootstrapDrivers(data, choice.kept, method, options);
  if (uncertainty === null) return refused([{ code: 'too_few', n: Math.floor(independent), needed: minimumRows }], fitted.r2);
  const errors = errorsOfMeans(data);
  const half = choice.kept.map((place) => (errors[place] == null ? null : errors[place] * criticalT(data.clusters - 1, confidence)));
  const drivers = listDrivers(fitted, { moments, method, uncertainty: uncertainty.drivers, half });
  return {
    kind: 'answered', ...basis, r2: fitted.r2, adjustedR2: fitted.adjustedR2, nEff: fitted.nEff, method, draws: uncertainty.draws,
    outcomeMean: moments.means[choice.kept.length] ?? 0, drivers, notes: notesOn(drivers, independent),
  };
}

function refuseData(asked: number, { kept, dropped }: { kept: number[]; dropped: DroppedDriver[] }, { independent, minimumRows, isOutcomeConstant }: { independent: number; minimumRows: number; isOutcomeConstant: boolean }): DriverRefusal[] {
  const refusals: DriverRefusal[] = [];
  const needed = Math.max(minimumRows, ROWS_PER_DRIVER * Math.max(1, kept.length));
  if (independent < needed) refusals.push({ code: 'too_few', n: Math.floor(independent), needed });
  if (independent <= 1) return refusals;
  if (isOutcomeConstant) refusals.push({ code: 'outcome_constant' });
  // Few rows always follow from each other: then it says nothing about the drivers.
  if (independent < needed) return refusals;
  const isOnlyOneLeft = asked > 1 && kept.length === 1 && dropped.some(({ reason }) => reason === 'collinear');
  if (kept.length === 0) refusals.push({ code: 'no_drivers', all: 'constant' });
  else if (isOnlyOneLeft) refusals.push({ code: 'no_drivers', all: 'collinear' });
  return refusals;
}

function refuseModel({ r2, fP }: Regression, minimumR2: number): DriverRefusal[] {
  const refusals: DriverRefusal[] = [];
  if (r2 < minimumR2) refusals.push({ code: 'r2_low', r2, needed: minimumR2 });
  if (fP !== null && fP >= CHANCE) refusals.push({ code: 'chance', r2, p: fP });
  return refusals;
}

interface Parts {
  moments: Moments;
  method: ImportanceMethod;
  uncertainty: readonly DriverUncertainty[];
  /** Half the interval of each driver's mean */
  half: readonly (number | null)[];
}

function listDrivers(fitted: Regression, { moments, method, uncertainty, half }: Parts): Driver[] {
  const p = moments.columns - 1;
  const lmg = p <= MOST_LMG_DRIVERS ? lmgFromCorrelations(moments.correlations) : null;
  const johnson = johnsonFromCorrelations(moments.correlations);
  const chosen = method === 'lmg' && lmg ? lmg : johnson;
  const total = chosen.reduce((sum, value) => sum + value, 0);
  const spread = (j: number) => Math.sqrt(moments.products[j * moments.columns + j] ?? 0);
  const drivers = fitted.coefficients.flatMap((one, j): Driver[] => {
    const own = uncertainty[j];
    if (!own) return [];
    const [mean, width] = [moments.means[j] ?? 0, half[j] ?? null];
    const standardised = (limit: number | null) => (limit === null ? null : (limit * spread(j)) / spread(p));
    return [{
      name: one.name, lmg: lmg?.[j] ?? null, johnson: johnson[j] ?? 0, share: total > 0 ? (chosen[j] ?? 0) / total : 0,
      beta: one.beta, betaLow: standardised(one.low), betaHigh: standardised(one.high), p: one.p, coefficient: one.coefficient,
      correlation: moments.correlations[j * moments.columns + p] ?? 0, vif: one.vif, mean,
      meanLow: width === null ? null : mean - width, meanHigh: width === null ? null : mean + width, ...own,
    }];
  });
  return drivers.sort((a, b) => b.share - a.share);
}

function notesOn(drivers: readonly Driver[], independent: number): DriverNote[] {
  const notes: DriverNote[] = [];
  const perDriver = independent / drivers.length;
  if (perDriver < 2 * ROWS_PER_DRIVER || independent < ROUGH_ROWS) notes.push({ code: 'few_rows', perDriver });
  const related = drivers.filter(({ vif }) => vif >= HIGH_VIF).map(({ name }) => name);
  if (related.length > 0) notes.push({ code: 'high_vif', names: related });
  const turned = drivers.filter(({ beta, correlation, betaLow, betaHigh }) => beta * correlation < 0 && betaLow !== null && betaHigh !== null && betaLow * betaHigh > 0).map(({ name }) => name);
  if (turned.length > 0) notes.push({ code: 'sign_turns', names: turned });
  return notes;
}
