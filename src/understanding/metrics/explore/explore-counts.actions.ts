import type { Context } from '../../../platform/context.ts';
import { remembering } from '../../../platform/recent-results.ts';
import type { Attribute } from '../../../people/attributes/attributes.contract.ts';
import { listAttributes } from '../../../people/attributes/attributes.actions.ts';
import type { UsedWeights } from './explore.contract.ts';
import { type ClusterRow, type Coding, KEPT_EVERY, type Selection, type Split, type SumsRow } from './explore-rows.logic.ts';
import { attributesIn, readClusters, readSums, sampleClusters } from './explore-sums.analytics.ts';
import { type ClusterLookup, type Counted, exactClusters, fewestWeighed, placeKey, sampledClusters, weighted, weightEffect } from './explore.logic.ts';
import { weighAnswers } from '../weights.logic.ts';
import type { Weighting } from '../weightings.contract.ts';

/** Up to here customers are told apart in all answers; beyond, in a sample of them, or the page would wait for seconds. */
const EXACT_ANSWERS = 150_000;
/** So many answers of sampled customers say what repeated answers cost to a few percent. */
const SAMPLED_ANSWERS = 20_000;

export interface Counts {
  whole: Counted;
  parts: Map<string, Counted>;
  buckets: Map<string, Counted>;
  /** By {@link placeKey}. */
  cells: Map<string, Counted & { part: string; bucket: string }>;
  scale: { low: number | null; high: number | null };
  weights: UsedWeights | null;
}

/** Counts a selection as a whole, by part, over time and both, each with how many customers it came from. */
export async function countSelection(context: Context, selection: Selection, { by, over }: Pick<Split, 'by' | 'over'>, { coding, weighting }: { coding: Coding; weighting: Weighting | null }): Promise<Counts> {
  const margins = weighting?.margins.map(({ part }) => part) ?? [];
  const read = (split: Pick<Split, 'by' | 'over'>) => readSums(context.history, selection, { ...split, margins });
  // With weeks the whole is that of the same weeks, so that the trend adds up to it; the engine reads sums for each in milliseconds.
  const whole = await read({ by: null, over });
  const [parts, cells] = [by === null ? [] : over === 'none' ? await read({ by, over }) : [], by === null || over === 'none' ? [] : await read({ by, over })];
  const answers = whole.reduce((sum, { n }) => sum + n, 0);
  const lookup = await clustersOf(context, selection, { by, over, margins }, { coding, answers });
  const attributes: Attribute[] = weighting ? await listAttributes(context) : [];
  const weighed = weighting && answers > 0 ? weighAnswers(weighting, whole, attributes) : null;
  const weightOf = weighed?.weightOf ?? null;
  const counted = (rows: readonly SumsRow[], part: string, bucket: string): Counted => {
    const people = Math.min(101, Math.max(0, ...rows.map((row) => row.people)));
    const n = rows.reduce((sum, row) => sum + row.n, 0);
    const { customers, deff } = lookup(part, bucket, { n, people });
    return { sums: weighted(rows, weightOf), customers, clusterDeff: deff, ...(weightOf === null ? {} : { fewestWeighed: fewestWeighed(rows, margins.length) }) };
  };
  const group = (rows: readonly SumsRow[], key: (row: SumsRow) => string) => [...Map.groupBy(rows, key)];
  const all = counted(whole, '*', '*');
  const ofParts = over === 'none' ? parts : cells;
  return {
    whole: all,
    parts: new Map(by === null ? [] : group(ofParts, ({ part }) => part).map(([part, rows]) => [part, counted(rows, part, '*')])),
    buckets: new Map(over === 'none' ? [] : group(whole, ({ bucket }) => bucket).map(([bucket, rows]) => [bucket, counted(rows, '*', bucket)])),
    cells: new Map(group(cells, ({ part, bucket }) => placeKey(part, bucket)).map(([key, rows]) => [key, { ...counted(rows, rows[0]?.part ?? '', rows[0]?.bucket ?? ''), part: rows[0]?.part ?? '', bucket: rows[0]?.bucket ?? '' }])),
    scale: { low: lowest(whole.map(({ scaleLow }) => scaleLow)), high: highest(whole.map(({ scaleHigh }) => scaleHigh)) },
    weights: weighed && { ...weighed.used, deff: weightOf === null ? null : weightEffect(all.sums) },
  };
}

const present = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
const lowest = (values: readonly (number | null)[]): number | null => (present(values).length === 0 ? null : Math.min(...present(values)));
const highest = (values: readonly (number | null)[]): number | null => (present(values).length === 0 ? null : Math.max(...present(values)));

/** What repeated answers cost changes slowly; what was seen in a sample is good for a while. */
const remembered = remembering({ freshMs: 120_000, staleMs: 900_000, limit: 200 });

async function clustersOf(context: Context, selection: Selection, split: Split, { coding, answers }: { coding: Coding; answers: number }): Promise<ClusterLookup> {
  if (answers === 0) return () => ({ customers: 0, deff: 1 });
  const every = answers <= EXACT_ANSWERS ? 1 : KEPT_EVERY * 2 ** Math.max(0, Math.round(Math.log2(answers / KEPT_EVERY / SAMPLED_ANSWERS)));
  if (every === 1) return exactClusters(await readClusters(context.history, selection, split, { coding }));
  const isKept = attributesIn(selection, split).length === 0;
  const rows = await remembered<ClusterRow[]>(context, [{ ...selection, stages: [...selection.stages] }, split, coding, every], () =>
    isKept ? sampleClusters(context.history, selection, split, { coding, every }) : readClusters(context.history, selection, split, { coding, every }));
  return sampledClusters(rows, every);
}
