import { fewClustersFactor, type WeightedAnswer, weightedClusteredMean } from '../../../kernel/stats/scores/design-effect.ts';
import { benjaminiHochberg } from '../../../kernel/stats/multiple.ts';
import { compareScores, NO_SCORE, type Score, type ScoreKind, scoreOf, type ScoreSums } from '../../../kernel/stats/scores/scores.ts';
import { type Command, type Outside, UsageError } from '../command.ts';
import { groupsDiffer, type GroupsDiffer } from '../numbers/groups-differ.ts';
import { commonOptionsHelp, numberOption, parseNumberArgs } from '../numbers/options.ts';
import { printCell, writeJson, writeTable } from '../numbers/print.ts';
import { readTable, type Table } from '../numbers/read-table.ts';

const usage = 'momente metrics <file> --nps <column> [--by <column>]';
const help = `
${usage}

One figure with its interval for each group, and the differences between the groups. Say one of:

  --nps         0–10: promoters (9–10) minus detractors (0–6), −100 … 100; adjusted Wald interval
  --csat        share of satisfied answers, 0 … 1; Wilson interval
  --ces         mean effort; t interval
  --mean        mean of any scale; t interval

  --by          column with the group of each row (default: all rows are one group)
  --satisfied   --csat: the lowest answer that counts as satisfied (default: 4 of 1–5, and 1 of 0 and 1; must be said for
                any other scale)
${commonOptionsHelp}

Rows without an answer, without a group or of weight 0 do not count; "missing" says how many. Weighted figures use the effective number of
answers nEff = (Σw)² / Σw²; with --cluster answers of the same customer count less (cluster-robust).

--json: {groups: [{group, n, nps|csat|ces|mean, low, high, nEff, deff}], missing: {answer, group, weight},
         differ: null | {test, statistic, df, p},
         differences: [{first, second, difference, low, high, p, adjustedP, verdict, needed}]}
        differ: whether three or more groups differ at all: chi-squared (--nps: promoters, passives, detractors; --csat:
        satisfied or not) or kruskal-wallis (--ces, --mean); null with --weight or --cluster, p null where groups have too
        few answers for it
        verdict: higher, lower or chance; adjustedP after Benjamini and Hochberg; needed: answers per group that would show
        such a difference; differences of at most 20 groups
`;

const text = { type: 'string' } as const;
const measures = { nps: 'nps', csat: 'share', ces: 'mean', mean: 'mean' } as const satisfies Record<string, ScoreKind>;
type Measure = keyof typeof measures;
const MOST_COMPARED_GROUPS = 20;
const testNames = { 'chi-squared': 'χ²', 'kruskal-wallis': 'Kruskal–Wallis H' } as const satisfies Record<GroupsDiffer['test'], string>;

export const metricsCommand: Command = {
  name: 'metrics',
  summary: 'NPS, CSAT, CES or means of a CSV with intervals, by group',
  help,
  async run(args, outside) {
    const { file, values, common } = parseNumberArgs(args, usage, { nps: text, csat: text, ces: text, mean: text, by: text, satisfied: text });
    const said = (['nps', 'csat', 'ces', 'mean'] as const).flatMap((measure) => (values[measure] === undefined ? [] : [{ measure, column: values[measure] }]));
    const [wanted] = said;
    if (!wanted || said.length > 1) throw new UsageError(`Say one of --nps, --csat, --ces, --mean: ${usage}`);
    const by = values.by ?? null;
    const words = [by, common.cluster].filter((column) => column !== null);
    const table = readTable(file, { ...common.reading, numbers: [wanted.column, ...(common.weight === null ? [] : [common.weight])], texts: words });
    const { groups, missing } = groupRows(table, { column: wanted.column, by, weight: common.weight, cluster: common.cluster });
    if (wanted.measure === 'nps') refuseOutside(table, wanted.column);
    const kind = measures[wanted.measure];
    const satisfied = wanted.measure === 'csat' ? lowestSatisfied(table, wanted.column, values.satisfied) : 0;
    const counted = [...groups].map(([group, answers]) => countGroup(group, answers, { kind, satisfied, isClustered: common.cluster !== null, confidence: common.confidence }));
    const differences = compareAll(kind, counted, common.confidence);
    // Both tests take answers for independent and of equal weight.
    const differ = common.weight === null && common.cluster === null ? groupsDiffer(kind, [...groups.values()], satisfied) : null;
    if (common.json) {
      writeJson(outside, { groups: counted.map(({ group, score: { n, value, low, high, nEff, deff } }) => ({ group, n, [wanted.measure]: value, low, high, nEff, deff })), missing, differ, differences });
    } else print(outside, wanted.measure, counted, { missing, differ, differences });
    return 0;
  },
};

interface Columns {
  column: string;
  by: string | null;
  weight: string | null;
  cluster: string | null;
}

/** Rows that do not count, by what they lack. */
type Missing = Record<'answer' | 'group' | 'weight', number>;

/** Answers of each group, in the order of their names; numbers by size. */
function groupRows(table: Table, { column, by, weight, cluster }: Columns): { groups: Map<string | null, WeightedAnswer[]>; missing: Missing } {
  const scores = table.numbers(column);
  const weights = weight === null ? null : table.numbers(weight);
  const names = by === null ? null : table.texts(by);
  const clusters = cluster === null ? null : table.texts(cluster);
  const found = new Map<string | null, WeightedAnswer[]>();
  const missing = { answer: 0, group: 0, weight: 0 };
  for (let row = 0; row < table.rows; row += 1) {
    const value = scores[row] ?? Number.NaN;
    const group = names === null ? null : (names[row] ?? null);
    if (Number.isNaN(value)) missing.answer += 1;
    else if (names !== null && group === null) missing.group += 1;
    else {
      const own = found.get(group) ?? [];
      const heavy = weightAt(table, weights, row, weight);
      if (heavy === 0) missing.weight += 1;
      own.push({ value, weight: heavy, cluster: clusters?.[row] ?? `row ${row}` });
      found.set(group, own);
    }
  }
  if (found.size === 0 && names === null) found.set(null, []);
  return { groups: new Map([...found].sort(([a], [b]) => (a ?? '').localeCompare(b ?? '', 'en', { numeric: true }))), missing };
}

function weightAt(table: Table, weights: Float64Array | null, row: number, column: string | null): number {
  const weight = weights === null ? 1 : (weights[row] ?? Number.NaN);
  if (!(weight >= 0)) throw new UsageError(`row ${table.rowOf(row)}, column ${column ?? ''}: ${Number.isNaN(weight) ? 'the weight is missing' : `${weight} is no weight, it must be at least 0`}.`);
  return weight;
}

function refuseOutside(table: Table, column: string): void {
  const wrong = [...table.numbers(column).entries()].filter(([, value]) => !Number.isNaN(value) && !(Number.isInteger(value) && value >= 0 && value <= 10));
  const [first] = wrong;
  if (first) throw new UsageError(`row ${table.rowOf(first[0])}, column ${column}: ${first[1]} is no answer from 0 to 10${wrong.length > 1 ? `, and ${wrong.length - 1} more` : ''}. Name codes with --missing.`);
}

const USUAL_SCALE = { low: 1, high: 5, satisfied: 4 } as const;

/** A 6 of 10 is not what a 4 of 5 is: on any other scale somebody has to say who is satisfied. */
function lowestSatisfied(table: Table, column: string, said: string | undefined): number {
  if (said !== undefined) return numberOption(said, '--satisfied', USUAL_SCALE.satisfied);
  const answers = table.numbers(column);
  const outside = answers.findIndex((answer) => answer < USUAL_SCALE.low || answer > USUAL_SCALE.high);
  if (outside === -1) return USUAL_SCALE.satisfied;
  if (answers.every((answer) => Number.isNaN(answer) || answer === 0 || answer === 1)) return 1;
  throw new UsageError(`row ${table.rowOf(outside)}, column ${column}: ${answers[outside] ?? ''} is no answer from ${USUAL_SCALE.low} to ${USUAL_SCALE.high}. Say from which answer on a customer is satisfied, e.g. --satisfied 8 of 0–10, or name codes with --missing.`);
}

interface CountedGroup {
  group: string | null;
  sums: ScoreSums;
  clusterDeff: number;
  score: Score;
}

function countGroup(group: string | null, given: readonly WeightedAnswer[], { kind, satisfied, isClustered, confidence }: { kind: ScoreKind; satisfied: number; isClustered: boolean; confidence: number }): CountedGroup {
  // A weight of 0 says that this answer does not count: not in n, and its customer is not one of those asked.
  const answers = given.filter(({ weight }) => weight > 0);
  if (given.length > 0 && answers.length === 0) throw new UsageError(`All ${given.length} answers${group === null ? '' : ` of "${group}"`} have the weight 0.`);
  const sums = { ...NO_SCORE };
  for (const { value, weight } of answers) {
    sums.n += 1;
    sums.weight += weight;
    sums.weightSq += weight ** 2;
    sums.sum += weight * value;
    sums.sumSq += weight * value ** 2;
    if (value >= 9) sums.promoters += weight;
    if (value < 7) sums.detractors += weight;
    if (value >= satisfied) sums.hits += weight;
  }
  const coded = answers.map((answer) => ({ ...answer, value: kind === 'nps' ? (answer.value >= 9 ? 1 : answer.value < 7 ? -1 : 0) : kind === 'share' ? Number(answer.value >= satisfied) : answer.value }));
  const clusterDeff = isClustered ? clusterEffect(coded) : 1;
  const score = scoreOf(kind, sums, { clusterDeff, confidence });
  if (!isClustered || kind !== 'mean') return { group, sums, clusterDeff, score };
  // A mean has the clustered interval itself: t at the number of customers, not of answers.
  const { low, high } = weightedClusteredMean(coded, confidence);
  return { group, sums, clusterDeff, score: { ...score, low, high } };
}

/** By how much answers of the same customer inflate the variance, beyond their weights; 1 where they do not, or cannot be seen to. */
function clusterEffect(answers: readonly WeightedAnswer[]): number {
  const clustered = weightedClusteredMean(answers);
  const independent = weightedClusteredMean(answers.map((answer, place) => ({ ...answer, cluster: String(place) })));
  if (clustered.n === clustered.clusters) return 1;
  // Equal answers show no spread: then each customer counts once.
  if (!clustered.standardError || !independent.standardError) return clustered.n / clustered.clusters;
  return Math.max(1, (clustered.standardError / independent.standardError) ** 2 * fewClustersFactor(clustered.clusters));
}

interface Difference {
  first: string | null;
  second: string | null;
  difference: number;
  low: number;
  high: number;
  p: number | null;
  adjustedP: number | null;
  verdict: 'higher' | 'lower' | 'chance';
  needed: number | null;
}

function compareAll(kind: ScoreKind, groups: readonly CountedGroup[], confidence: number): Difference[] {
  if (groups.length > MOST_COMPARED_GROUPS) return [];
  const compared = groups.flatMap((first, place) => groups.slice(place + 1).flatMap((second) => {
    const one = compareScores(kind, first.sums, second.sums, { deffs: { first: first.clusterDeff, second: second.clusterDeff }, confidence });
    return one ? [{ first: first.group, second: second.group, ...one }] : [];
  }));
  const adjusted = benjaminiHochberg(compared.map(({ p }) => p));
  // Of many pairs some differ by chance: the verdict is that of the adjusted p.
  return compared.map(({ first, second, difference, low, high, p, verdict, needed }, place) => {
    const adjustedP = adjusted[place] ?? null;
    const isMore = compared.length === 1 ? verdict !== 'chance' : adjustedP !== null && adjustedP < 1 - confidence;
    return { first, second, difference, low, high, p, adjustedP, verdict: isMore ? (difference > 0 ? 'higher' : 'lower') : 'chance', needed };
  });
}

function print(outside: Outside, measure: Measure, groups: readonly CountedGroup[], { missing, differ, differences }: { missing: Missing; differ: GroupsDiffer | null; differences: readonly Difference[] }): void {
  writeTable(outside, ['group', 'n', measure, 'low', 'high', 'nEff', 'deff'], groups.map(({ group, score: { n, value, low, high, nEff, deff } }) => [group ?? 'all', n, value, low, high, nEff, deff]));
  if (missing.answer + missing.group + missing.weight > 0) outside.write(`\nLeft out: ${missing.answer} rows without an answer, ${missing.group} without a group${missing.weight === 0 ? '' : `, ${missing.weight} of weight 0`}.\n`);
  if (differ) outside.write(`\nAll groups together: ${testNames[differ.test]} ${printCell(differ.statistic)}, df ${differ.df}, ${differ.p === null ? 'some groups have too few answers for a p' : `p ${printCell(differ.p)}`}.\n`);
  if (differences.length === 0) return;
  outside.write('\n');
  writeTable(outside, ['first', 'second', 'difference', 'low', 'high', 'adjusted p', 'verdict', 'needed per group'], differences.map(({ first, second, difference, low, high, adjustedP, verdict, needed }) => [first, second, difference, low, high, adjustedP, verdict === 'chance' ? 'could be chance' : verdict, needed]));
}
