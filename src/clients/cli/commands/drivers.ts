import { completeRows, type CompleteRows } from '../../../kernel/stats/drivers/complete-rows.ts';
import { analyseDrivers, type DriverAnalysis, MINIMUM_R2, MOST_DRIVERS } from '../../../kernel/stats/drivers/drivers.ts';
import { BOOTSTRAP_DRAWS } from '../../../kernel/stats/drivers/driver-bootstrap.ts';
import { momentsOfRows } from '../../../kernel/stats/drivers/moments.ts';
import { DEFAULT_SEED } from '../../../kernel/stats/random.ts';
import { type Command, type Outside, UsageError } from '../command.ts';
import { outcomeOdds, type OutcomeOdds } from '../numbers/driver-odds.ts';
import { droppedText, leftOutText, noteText, refusalText, sayBeside } from '../numbers/driver-words.ts';
import { splitList } from '../numbers/lists.ts';
import { type CommonOptions, commonOptionsHelp, numberOption, parseNumberArgs, wholeOption } from '../numbers/options.ts';
import { writeJson, writeTable } from '../numbers/print.ts';
import { readTable, type Table } from '../numbers/read-table.ts';
import { readWeights } from '../numbers/rows.ts';

const usage = 'momente drivers <file> --outcome <column> --drivers <columns>';

export const driversCommand: Command = {
  name: 'drivers',
  summary: 'what drives an outcome: relative importance with intervals, from a CSV',
  help: `
${usage} [options]

Says how much of an outcome each driver explains: LMG (Shapley) up to 16 drivers, Johnson's relative weights above.
Only rows without a missing value in the outcome and all drivers count (listwise); n says how many. It refuses, and says
why, with fewer than max(30, 5 × drivers) independent rows, without variation, when all drivers say the same, below
R² 0.1, and when chance explains as much. Importance is association, not cause.

  --outcome     column with the outcome; with two values (0/1) the shares are those of the linear probability model, and
                odds from a logistic regression stand beside them: the higher value is the yes
  --yes         words that mean yes where the outcome is a word: "satisfied"; every other word means no
  --drivers     columns with the drivers: "q2,q3,q4", at most ${MOST_DRIVERS}
  --draws       of the bootstrap (default: ${BOOTSTRAP_DRAWS})
  --seed        of the bootstrap, a whole number (default: ${DEFAULT_SEED}): the same seed gives the same intervals
  --min-r2      below this R² it refuses (default: ${MINIMUM_R2})
${commonOptionsHelp}

Fields of --json
  n, leftOut    rows that count, rows left out; missing: how many values each column lacks
  clusters      different customers (rows without --cluster); nEff: effective rows under weights (Kish)
  r2            share of the variance explained; adjustedR2
  method        lmg or johnson: what share is made from; null when refused
  drivers       most important first: name, lmg (null above 16 drivers), johnson (both sum to r2), share (of r2, 0–1),
                beta (standardised, with sign), low, high (interval of share by bootstrap), vif,
                coefficient, betaLow, betaHigh, p (robust errors), correlation, mean,
                rank, rankLow, rankHigh, first (probability of being the most important)
  odds          null unless the outcome has two values; else yes (the higher value), events (rows that say it), auc (chance
                that a yes is ranked above a no; null with --weight), drivers: name, odds (factor on the odds of a yes for
                one point more of this driver, the others held constant), low, high, p; refused: null, or code and text
                (separated: drivers that tell yes from no without a mistake have no largest odds ratio)
  refused       null, or the reasons: code, text
  dropped       drivers that could not take part: name, reason, text; notes: code, text
`,
  async run(args, outside) {
    const { file, values, common } = parseNumberArgs(args, usage, { outcome: { type: 'string' }, drivers: { type: 'string' }, yes: { type: 'string' }, draws: { type: 'string' }, seed: { type: 'string' }, 'min-r2': { type: 'string' } });
    const outcome = values.outcome;
    if (outcome === undefined || outcome === '') throw new UsageError(`Say the outcome: ${usage}`);
    const names = splitList(values.drivers ?? '', '--drivers');
    if (names.length === 0) throw new UsageError(`Say the drivers: ${usage}`);
    if (names.length > MOST_DRIVERS) throw new UsageError(`--drivers takes up to ${MOST_DRIVERS} columns, got ${names.length}.`);
    if (names.includes(outcome)) throw new UsageError(`${outcome} cannot drive itself: it is the outcome.`);
    const yes = splitList(values.yes ?? '', '--yes');
    const draws = wholeOption(values.draws, '--draws', { fallback: BOOTSTRAP_DRAWS, low: 50, high: 10_000 });
    const seed = wholeOption(values.seed, '--seed', { fallback: DEFAULT_SEED, low: 0, high: Number.MAX_SAFE_INTEGER });
    const minimumR2 = numberOption(values['min-r2'], '--min-r2', MINIMUM_R2);
    const rows = readRows(file, { outcome, names, yes, common });
    const analysis = analyseDrivers(momentsOfRows(rows, seed), names, { draws, seed, minimumR2, confidence: common.confidence });
    const odds = outcomeOdds(analysis, rows, names, common.confidence);
    for (const line of sayBeside(analysis, outcome)) outside.writeError(`${line}\n`);
    if (analysis.kind === 'refused' && rows.leftOut > 0) outside.writeError(`${leftOutText(rows, [...names, outcome])}.\n`);
    if (odds?.refused) outside.writeError(`No odds: ${odds.refused.text}.\n`);
    if (common.json) writeJson(outside, { ...fieldsOf(analysis, rows, [...names, outcome]), odds });
    else print(outside, analysis, { rows, outcome, odds, yes });
    return 0;
  },
};

function readRows(file: string, { outcome, names, yes, common }: { outcome: string; names: readonly string[]; yes: readonly string[]; common: CommonOptions }): CompleteRows {
  const { weight, cluster, reading } = common;
  const isWord = yes.length > 0;
  const table = readTable(file, {
    ...reading,
    numbers: [...names, ...(isWord ? [] : [outcome]), ...(weight === null ? [] : [weight])],
    texts: [...(isWord ? [outcome] : []), ...(cluster === null ? [] : [cluster])],
  });
  const target = isWord ? yesOrNo(table, outcome, yes) : table.numbers(outcome);
  const weights = readWeights(table, weight) ?? undefined;
  return completeRows([...names.map((name) => table.numbers(name)), target], { weights, clusters: cluster === null ? undefined : table.texts(cluster) });
}

function yesOrNo(table: Table, outcome: string, yes: readonly string[]): Float64Array {
  const words = table.texts(outcome);
  const absent = yes.find((word) => !words.includes(word));
  if (absent !== undefined) throw new UsageError(`no row of column ${outcome} says "${absent}".`);
  return Float64Array.from(words, (word) => (word === null ? Number.NaN : Number(yes.includes(word))));
}

function fieldsOf(analysis: DriverAnalysis, rows: CompleteRows, columns: readonly string[]): object {
  const answered = analysis.kind === 'answered' ? analysis : null;
  return {
    n: analysis.n, leftOut: rows.leftOut, missing: Object.fromEntries(columns.map((name, place) => [name, rows.missing[place] ?? 0])),
    clusters: analysis.clusters, nEff: answered?.nEff, r2: analysis.r2, adjustedR2: answered?.adjustedR2, method: answered?.method, draws: answered?.draws,
    drivers: (answered?.drivers ?? []).map((one, place) => ({
      name: one.name, lmg: one.lmg, johnson: one.johnson, share: one.share, beta: one.beta, low: one.shareLow, high: one.shareHigh, vif: one.vif,
      coefficient: one.coefficient, betaLow: one.betaLow, betaHigh: one.betaHigh, p: one.p, correlation: one.correlation, mean: one.mean,
      rank: place + 1, rankLow: one.rankLow, rankHigh: one.rankHigh, first: one.rankProbabilities[0],
    })),
    refused: analysis.kind === 'refused' ? analysis.refusals.map((refusal) => ({ ...refusal, text: refusalText(refusal, columns.at(-1) ?? '') })) : null,
    dropped: analysis.dropped.map((one) => ({ ...one, text: droppedText(one) })),
    notes: (answered?.notes ?? []).map((note) => ({ ...note, text: noteText(note) })),
  };
}

function print(outside: Outside, analysis: DriverAnalysis, { rows, outcome, odds, yes }: { rows: CompleteRows; outcome: string; odds: OutcomeOdds | null; yes: readonly string[] }): void {
  outside.write(`n = ${analysis.n}${rows.leftOut === 0 ? '' : ` (${rows.leftOut} rows with a missing value left out)`}${analysis.r2 === null ? '' : `, R² = ${analysis.r2.toFixed(3)}`}\n`);
  if (analysis.kind === 'refused') return;
  const name = analysis.method === 'lmg' ? 'LMG' : "Johnson's relative weights";
  outside.write(`Share of what explains ${outcome} (${name}, intervals from ${analysis.draws} bootstrap draws):\n\n`);
  writeTable(outside, ['driver', 'share', 'low', 'high', 'rank', 'beta', 'p', 'VIF', 'mean'], analysis.drivers.map((one, place) => [
    one.name, one.share, one.shareLow, one.shareHigh, one.rankLow === one.rankHigh ? `${place + 1}` : `${place + 1} (${one.rankLow}–${one.rankHigh})`, one.beta, one.p, one.vif, one.mean,
  ]));
  if (odds === null || odds.refused) return;
  outside.write(`\nOdds of ${outcome} = ${yes.length > 0 ? yes.join(' or ') : odds.yes} (${odds.events} rows) for one point more${odds.auc === null ? '' : `, AUC = ${odds.auc.toFixed(3)}`}:\n\n`);
  writeTable(outside, ['driver', 'odds', 'low', 'high', 'p'], odds.drivers.map((one) => [one.name, one.odds, one.low, one.high, one.p]));
}
