import { completeRows } from '../../kernel/stats/drivers/complete-rows.ts';
import { analyseDrivers, type Driver as KernelDriver, type DriverAnalysis } from '../../kernel/stats/drivers/drivers.ts';
import { meanCrossHairs, quadrantOf } from '../../kernel/stats/gaps/importance-performance.ts';
import { type BlockMoments, momentsOfRows, momentsSize } from '../../kernel/stats/drivers/moments.ts';
import { benjaminiHochberg } from '../../kernel/stats/multiple.ts';
import { DRIVER_MINIMUM, type DriverResult, type LeftOut, type Refusal } from './drivers.contract.ts';

/** Sums of one block of customers, as the statement delivers them. */
export interface BlockSums {
  rows: number;
  customers: number;
  sums: readonly number[];
}

/** From the blocks of the store to what kernel/stats takes: unweighted, nothing subtracted. */
export function momentsOfBlocks(blocks: readonly BlockSums[], columns: number): BlockMoments {
  const size = momentsSize(columns);
  const sums = new Float64Array(blocks.length * size);
  blocks.forEach((block, place) => sums.set(block.sums, place * size));
  const count = (of: 'rows' | 'customers') => blocks.reduce((sum, block) => sum + block[of], 0);
  return { columns, blocks: blocks.length, rows: count('rows'), clusters: count('customers'), sumSqWeights: count('rows'), shifts: new Float64Array(columns), sums };
}

/** The same from customers with their ratings and what the records say of them; who is not in the records stays out. */
export function momentsOfPeople(people: readonly { customer: string; x: readonly number[] }[], outcome: ReadonlyMap<string, number>, drivers: number): BlockMoments {
  const column = (of: (person: { customer: string; x: readonly number[] }) => number | undefined) => Float64Array.from(people, (person) => of(person) ?? Number.NaN);
  return momentsOfRows(completeRows([...Array.from({ length: drivers }, (_, place) => column(({ x }) => x[place])), column(({ customer }) => outcome.get(customer))]));
}

export interface Names {
  (key: string): string;
}

/**
 * The answer of a set of drivers as it is shown, with the field of the map that each lies in. In a group of 97 of 100
 * customers the other three would follow by subtraction: then nothing is shown.
 * @param outside - customers of the same scope that the group leaves out; 0 without a group
 */
export function judgeDrivers(data: BlockMoments, keys: readonly string[], nameOf: Names, outside: number): { result: DriverResult; dropped: LeftOut[] } {
  if (keys.length === 0) return { result: refusedBecause([{ code: 'no_drivers_rated' }], data), dropped: [] };
  if (outside > 0 && outside < FEWEST_OUTSIDE) return { result: refusedBecause([{ code: 'protected' }], data), dropped: [] };
  const found = analyseDrivers(data, keys, { minimumRows: DRIVER_MINIMUM });
  const dropped = found.dropped.map(({ name, reason, from }) => ({ key: name, name: nameOf(name), reason, from: from.map(nameOf), customers: null }));
  return { result: found.kind === 'refused' ? refusedBecause(found.refusals, found) : answered(found, nameOf), dropped };
}

/** Fewer customers than this outside of a group, and their mean would follow from the whole and the group. */
const FEWEST_OUTSIDE = 30;

type Answered = Extract<DriverAnalysis, { kind: 'answered' }>;

function answered(found: Answered, nameOf: Names): DriverResult {
  const items = found.drivers.map(({ name, share, mean }) => ({ name, importance: share, performance: mean }));
  const lines = meanCrossHairs(items);
  // Of twenty drivers without any effect one would be told otherwise, were each judged alone.
  const adjusted = benjaminiHochberg(found.drivers.map(({ p }) => p));
  return {
    n: found.n, customers: found.clusters, r2: found.r2, adjustedR2: found.adjustedR2, method: found.method, draws: found.draws, outcomeMean: found.outcomeMean,
    lines: lines && { importance: lines.importance, performance: lines.performance },
    drivers: found.drivers.map((one, place) => ({
      key: one.name, name: nameOf(one.name), share: one.share, shareLow: one.shareLow, shareHigh: one.shareHigh, importance: importanceOf(one, found.method),
      beta: one.beta, betaLow: one.betaLow, betaHigh: one.betaHigh, p: adjusted[place] ?? null, coefficient: one.coefficient, correlation: one.correlation, vif: one.vif,
      performance: one.mean, performanceLow: one.meanLow, performanceHigh: one.meanHigh,
      quadrant: lines === null ? 'low' : quadrantOf({ importance: one.share, performance: one.mean }, lines),
      isFieldSure: lines !== null && !crosses(lines.importance, one.shareLow, one.shareHigh) && !crosses(lines.performance, one.meanLow, one.meanHigh),
      rankLow: one.rankLow, rankHigh: one.rankHigh, first: one.rankProbabilities[0] ?? 0,
    })),
    notes: found.notes.map((note) => ({ code: note.code, keys: 'names' in note ? note.names : [], perDriver: 'perDriver' in note ? note.perDriver : null })),
    refused: null,
  };
}

const crosses = (line: number, low: number | null, high: number | null): boolean => low === null || high === null || (low < line && line <= high);

const importanceOf = ({ lmg, johnson }: KernelDriver, method: Answered['method']): number => (method === 'lmg' ? (lmg ?? johnson) : johnson);

/** Nothing is shown of what cannot be said honestly; how many customers there are may always be told. */
export function refusedBecause(reasons: readonly Refusal[], { rows = 0, n = rows, clusters = 0 }: { rows?: number; n?: number; clusters?: number }): DriverResult {
  return { n, customers: clusters, r2: null, adjustedR2: null, method: null, draws: null, outcomeMean: null, lines: null, drivers: [], notes: [], refused: [...reasons] };
}
