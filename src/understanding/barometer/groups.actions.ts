import { decomposeChange, type SegmentSummary } from '../../kernel/stats/scores/decomposition.ts';
import { meanFromSummary } from '../../kernel/stats/scores/mean.ts';
import { hasEnough, MINIMUM_N } from '../../kernel/stats/scores/minimum.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { sumsOf } from './barometer.actions.ts';
import type { BarometerChange, BarometerComparison, ChangeQuery, ComparisonQuery, Factor, Wave } from './barometer.contract.ts';
import { type Attribute, type FactorSums, type PeopleSums, readFactorSums, readPeopleSums } from './figures.analytics.ts';
import { differencesOf, figureOf, type IndexSums, NOBODY, together, without } from './figures.logic.ts';
import { chooseWave, findBarometer, type FoundBarometer, questionOf, remembered } from './find-barometer.actions.ts';
import { INDEX_FACTOR } from './model.logic.ts';
import { poolBoth, poolSmall } from './segments.logic.ts';

/** Groups shown on their own; more of them are no comparison but a list. */
const MOST_GROUPS = 30;

/** Groups of one wave, each against all others. @throws survey.not_found, barometer.not_found, barometer_wave.not_found */
export async function compareGroups(context: Context, actor: Actor, code: string, { wave: id, by }: ComparisonQuery): Promise<BarometerComparison> {
  const barometer = await findBarometer(context, actor, code);
  const wave = chooseWave(context, barometer, id);
  const { factors } = barometer.model;
  const rows = await readBy(context, barometer, [wave], by);
  const { byName, wholes, sizes } = groupsOf(rows, 0, factors);
  const { own, pooled } = poolSmall(sizes);
  const rest = [...own.slice(MOST_GROUPS), ...pooled];
  const shown = [...own.slice(0, MOST_GROUPS).map((name) => ({ group: name, sums: byName.get(name) ?? [] })), ...(rest.length > 0 ? [{ group: null, sums: factors.map((_, factor) => together(rest.map((name) => byName.get(name)?.[factor] ?? NOBODY))) }] : [])];
  const differences = differencesOf(shown.flatMap(({ sums }) => factors.map((_, factor): [IndexSums, IndexSums] => [shown.length < 2 ? NOBODY : without(wholes[factor] ?? NOBODY, sums[factor] ?? NOBODY), sums[factor] ?? NOBODY])));
  return {
    wave: wave.id, by, minimumN: MINIMUM_N,
    groups: shown.map(({ group, sums }, place) => ({
      group, n: Math.max(0, ...sums.map(({ n }) => n)),
      figures: factors.map((factor, at) => ({ ...figureOf(factor, sums[at] ?? NOBODY), difference: differences[place * factors.length + at] ?? null })),
    })),
  };
}

/** The groups of one wave, with the smallest number of customers that any figure of theirs rests on. */
function groupsOf(rows: readonly FactorSums[], wave: number, factors: readonly Factor[]): { byName: Map<string, IndexSums[]>; wholes: IndexSums[]; sizes: Map<string, number> } {
  const names = [...new Set(rows.filter((row) => row.wave === wave).map(({ segment }) => segment))];
  const byName = new Map(names.map((name) => [name, sumsOf(rows, wave, factors, name)]));
  const wholes = factors.map((_, factor) => together([...byName.values()].map((sums) => sums[factor] ?? NOBODY)));
  // A factor that hardly anybody was asked about must not pool all groups.
  const counting = factors.map((_, factor) => factor).filter((factor) => hasEnough(wholes[factor]?.n ?? 0));
  const ns = (name: string): number[] => counting.map((factor) => byName.get(name)?.[factor]?.n ?? 0);
  return { byName, wholes, sizes: new Map(names.flatMap((name) => (ns(name).some((n) => n > 0) ? [[name, Math.min(...ns(name))]] : []))) };
}

/** Who answered differently, or who answered? @throws survey.not_found, barometer.not_found, barometer_wave.not_found */
export async function explainChange(context: Context, actor: Actor, code: string, query: ChangeQuery): Promise<BarometerChange> {
  const barometer = await findBarometer(context, actor, code);
  const wave = chooseWave(context, barometer, query.wave);
  const place = barometer.waves.indexOf(wave);
  const against = query.against === undefined ? (barometer.waves[place - 1] ?? null) : chooseWave(context, barometer, query.against);
  const factor = query.factor ?? INDEX_FACTOR;
  const nothing: BarometerChange = { wave: wave.id, against: against?.id ?? null, factor, by: query.by, minimumN: MINIMUM_N, n: { before: 0, after: 0 }, parts: null, segments: [], people: null };
  const factorPlace = barometer.model.factors.indexOf(factor);
  if (!against || against === wave || factorPlace < 0) return nothing;
  const pair = [against, wave];
  const [rows, people] = await Promise.all([
    readBy(context, barometer, pair, query.by),
    remembered(context, ['people', barometer.survey, pair, factor, barometer.model.factors], () => readPeopleSums(context.history, questionOf(barometer, pair), factorPlace)),
  ]);
  const [before, after] = [segmentsOf(rows, 0, factorPlace), segmentsOf(rows, 1, factorPlace)];
  const n = { before: sumN(before), after: sumN(after) };
  if (!hasEnough(n.before) || !hasEnough(n.after)) return { ...nothing, n };
  const { factors } = barometer.model;
  const { own, pooled } = poolBoth([groupsOf(rows, 0, factors).sizes, groupsOf(rows, 1, factors).sizes]);
  const split = decomposeChange(summariesOf(before, own, pooled), summariesOf(after, own, pooled));
  return {
    ...nothing, n, people: describePeople(people),
    parts: split && { before: split.before, after: split.after, change: split.change, answered: split.answered, composition: split.composition },
    segments: (split?.segments ?? []).map(({ segment, ...rest }) => ({ ...rest, segment: segment === POOLED ? null : segment })),
  };
}

/** No group is called that: names hold no control characters. */
const POOLED = '\u0001';

function readBy(context: Context, barometer: FoundBarometer, waves: readonly Wave[], by: string): Promise<FactorSums[]> {
  const [attribute = '', name = ''] = by.split(':');
  return remembered(context, ['by', barometer.survey, waves, barometer.model.items.map(({ key }) => key), by], () => readFactorSums(context.history, questionOf(barometer, waves), attribute as Attribute, name)); // the contract lets no other pass
}

const segmentsOf = (rows: readonly FactorSums[], wave: number, factor: number): Map<string, IndexSums> =>
  new Map(rows.filter((row) => row.wave === wave && row.factor === factor).map((row) => [row.segment, row]));
const sumN = (segments: ReadonlyMap<string, IndexSums>): number => [...segments.values()].reduce((sum, { n }) => sum + n, 0);

function summariesOf(segments: ReadonlyMap<string, IndexSums>, own: readonly string[], pooled: readonly string[]): SegmentSummary[] {
  const rest = together(pooled.map((name) => segments.get(name) ?? NOBODY));
  return [...own.map((segment) => ({ segment, ...(segments.get(segment) ?? NOBODY) })), { segment: POOLED, ...rest }].map(({ segment, n, mean, variance }) => ({ segment, n, mean, variance }));
}

/** All three or none: the mean of a few could be worked out from the others and the wave. */
function describePeople(sums: readonly PeopleSums[]): BarometerChange['people'] {
  if (sums.some(({ n }) => n > 0 && !hasEnough(n))) return null;
  const [left, joined, same] = ([1, 2, 3] as const).map((when) => sums.find((row) => row.when === when));
  return {
    left: left && left.before !== null ? { n: left.n, mean: left.before } : null,
    joined: joined && joined.after !== null ? { n: joined.n, mean: joined.after } : null,
    same: same && same.before !== null && same.after !== null ? samePeople({ n: same.n, before: same.before, after: same.after, variance: same.variance }) : null,
  };
}

function samePeople({ n, before, after, variance }: { n: number; before: number; after: number; variance: number | null }) {
  const { low, high } = meanFromSummary({ n, mean: after - before, variance: variance ?? 0 });
  return { n, before, after, value: after - before, low: low ?? after - before, high: high ?? after - before };
}

