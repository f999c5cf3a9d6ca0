import { countKano, type KanoCounts, kanoClasses, type KanoEstimate, kanoFromCounts, type KanoLetter, kanoLetters } from '../../../kernel/stats/gaps/kano.ts';
import { type Command, type Outside, UsageError } from '../command.ts';
import { type ColumnPair, splitPairs } from '../numbers/lists.ts';
import { commonOptionsHelp, parseNumberArgs } from '../numbers/options.ts';
import { writeJson, writeTable } from '../numbers/print.ts';
import { readTable, type Table } from '../numbers/read-table.ts';
import { readWeights } from '../numbers/rows.ts';

const usage = 'momente kano <file> --pairs "f1:d1,f2:d2"';
const help = `
${usage}

What kind of feature is it? Each pair names the column with the answers "how do you feel if it is there" (functional) and the one
with "how do you feel if it is not" (dysfunctional): 1 I like it, 2 it must be that way, 3 I am neutral, 4 I can live with it,
5 I dislike it. Where 5 is "I like it": --reverse <columns> --scale 1:5.

  --pairs       functional:dysfunctional, several separated by commas
${commonOptionsHelp}

M must-be, O one-dimensional, A attractive, I indifferent, R reverse, Q questionable. Rows without one of both answers do not count.
better = (A + O) / (A + O + M + I), worse = −(O + M) / (A + O + M + I), with Wilson intervals; null where nobody is in the denominator.
With weights counts are sums of weights scaled to n; with weights or --cluster intervals and "decided" use the effective number of answers.

--json: {features: [{name, n, counts: {M, O, A, I, R, Q}, category, better, worse, decided, betterLow, betterHigh, worseLow, worseHigh,
         strength, totalStrength, byRule, leftOut}]}
        category: seen by most; decided: whether it leads by more than chance (Fong); byRule: of the categories less than 6 % of n
        behind, the first of M > O > A > I; strength: share by which the first leads the second; totalStrength: share of M, O, A;
        leftOut: rows with only one of both answers, with none, or of weight 0
`;

export const kanoCommand: Command = {
  name: 'kano',
  summary: 'kind of each feature of a CSV after Kano, with better and worse',
  help,
  async run(args, outside) {
    const { file, values, common } = parseNumberArgs(args, usage, { pairs: { type: 'string' } });
    if (values.pairs === undefined) throw new UsageError(`Say the pairs: ${usage}`);
    const pairs = splitPairs(values.pairs, '--pairs');
    const table = readTable(file, {
      ...common.reading,
      numbers: [...new Set([...pairs.flatMap(({ first, second }) => [first, second]), ...(common.weight === null ? [] : [common.weight])])],
      texts: common.cluster === null ? [] : [common.cluster],
    });
    const rows = { weights: readWeights(table, common.weight), clusters: common.cluster === null ? null : table.texts(common.cluster) };
    const features = pairs.map((pair) => classify(table, pair, rows, common.confidence));
    if (common.json) writeJson(outside, { features: features.map(asJson) });
    else print(outside, features);
    return 0;
  },
};

interface Rows {
  weights: Float64Array | null;
  clusters: readonly (string | null)[] | null;
}

interface Feature {
  name: string;
  /** complete pairs */
  n: number;
  leftOut: number;
  estimate: KanoEstimate;
}

function classify(table: Table, { first, second }: ColumnPair, { weights, clusters }: Rows, confidence: number): Feature {
  const [there, absent] = [answersOf(table, first), answersOf(table, second)];
  const pairs: { first: number; second: number; n: number }[] = [];
  const weightOf = new Map<string, number>();
  let weightless = 0;
  for (let row = 0; row < table.rows; row += 1) {
    const [functional = Number.NaN, dysfunctional = Number.NaN] = [there[row], absent[row]];
    if (Number.isNaN(functional) || Number.isNaN(dysfunctional)) continue;
    const weight = weights?.[row] ?? 1;
    if (weight === 0) {
      weightless += 1;
      continue;
    }
    pairs.push({ first: functional, second: dysfunctional, n: weight });
    // Whose answer it is unknown of is one's own.
    const cluster = clusters?.[row] ?? `\0${row}`;
    weightOf.set(cluster, (weightOf.get(cluster) ?? 0) + weight);
  }
  const n = pairs.length;
  const all = sumOf(weightOf.values());
  if (n === 0 && weightless > 0) throw new UsageError(`All ${weightless} answers to ${first} and ${second} have the weight 0.`);
  const squares = sumOf([...weightOf.values()].map((weight) => weight ** 2));
  const counts = scaled(countKano(pairs), all === 0 ? 1 : n / all);
  return { name: `${first}:${second}`, n, leftOut: table.rows - n, estimate: kanoFromCounts(counts, { independence: n === 0 ? 1 : Math.min(1, all ** 2 / squares / n), confidence }) };
}

/** @throws UsageError for what is no answer to a Kano question */
function answersOf(table: Table, column: string): Float64Array {
  const answers = table.numbers(column);
  const isWrong = (answer: number): boolean => !Number.isNaN(answer) && !(Number.isInteger(answer) && answer >= 1 && answer <= 5);
  const wrong = answers.findIndex(isWrong);
  if (wrong === -1) return answers;
  const more = answers.reduce((count, answer) => count + Number(isWrong(answer)), 0) - 1;
  throw new UsageError(`row ${table.rowOf(wrong)}, column ${column}: ${answers[wrong] ?? ''} is no answer from 1 to 5${more > 0 ? `, and ${more} more` : ''}. Name codes with --missing.`);
}

const scaled = (counts: KanoCounts, factor: number): KanoCounts => (factor === 1 ? counts : (Object.fromEntries(kanoClasses.map((name) => [name, counts[name] * factor])) as KanoCounts)); // the same names
const sumOf = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0);

function asJson({ name, n, leftOut, estimate }: Feature): Record<string, unknown> {
  const { counts, mostSeen, byRule, strength, totalStrength, isDecided, better, worse } = estimate;
  return {
    name, n, counts: Object.fromEntries(kanoClasses.map((one) => [kanoLetters[one], counts[one]])),
    category: letterOf(mostSeen), better: better.value, worse: worse.value, decided: isDecided,
    betterLow: better.low, betterHigh: better.high, worseLow: worse.low, worseHigh: worse.high,
    strength, totalStrength, byRule: letterOf(byRule), leftOut,
  };
}

const letterOf = (name: KanoEstimate['mostSeen']): KanoLetter | null => (name === null ? null : kanoLetters[name]);

function print(outside: Outside, features: readonly Feature[]): void {
  const interval = (low: number | null, high: number | null): string => (low === null || high === null ? '–' : `${low.toFixed(3)} … ${high.toFixed(3)}`);
  writeTable(outside, ['feature', 'n', 'M', 'O', 'A', 'I', 'R', 'Q', 'category', 'by rule', 'better', 'interval', 'worse', 'interval'], features.map(({ name, n, estimate }) => {
    const { counts, mostSeen, byRule, isDecided, better, worse } = estimate;
    return [name, n, ...kanoClasses.map((one) => counts[one]), mostSeen === null ? '–' : `${letterOf(mostSeen) ?? ''}${isDecided ? '' : ' undecided'}`, letterOf(byRule), better.value, interval(better.low, better.high), worse.value, interval(worse.low, worse.high)];
  }));
  const leftOut = features.filter((feature) => feature.leftOut > 0);
  if (leftOut.length > 0) outside.write(`\nLeft out, because one of both answers is missing or the weight is 0: ${leftOut.map(({ name, leftOut: rows }) => `${rows} rows of ${name}`).join(', ')}.\n`);
}
