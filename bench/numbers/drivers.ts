import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTable, type Table } from '../../src/clients/cli/numbers/read-table.ts';
import { completeRows } from '../../src/kernel/stats/drivers/complete-rows.ts';
import { bootstrapDrivers } from '../../src/kernel/stats/drivers/driver-bootstrap.ts';
import { addBlocks, type BlockMoments, momentsOfRows, momentsOfSums } from '../../src/kernel/stats/drivers/moments.ts';
import { regression } from '../../src/kernel/stats/drivers/regression.ts';
import { lmgFromCorrelations } from '../../src/kernel/stats/drivers/relative-importance.ts';
import { SeededRandom } from '../../src/kernel/stats/random.ts';

const ROWS = 130_000;
const DRAWS = 200;
/** R draws so few, or the bench would take minutes; its time for 200 is said as a multiple. */
const R_DRAWS = 10;
const REPEATS = 5;
const airline = new URL('../../../shared/data/airline-satisfaction/airline_satisfaction.csv', import.meta.url);

/** Exact LMG of 14 drivers over 130,000 rows, from the file on; its bootstrap; and the same in R where R is present. */
export function benchDrivers(): void {
  const folder = mkdtempSync(join(tmpdir(), 'momente-drivers-'));
  try {
    const { file, ratings, outcome } = writeFile(folder);
    const reading = { missing: ['0'], decimal: null, delimiter: null, reverse: [], scale: null, numbers: ratings, texts: [outcome] } as const;
    const table = measure(`read ${ROWS.toLocaleString('en')} rows × 25 columns`, () => readTable(file, reading));
    const data = measure('14 drivers: complete rows and sums', () => sumsOf(table, ratings, outcome));
    const chosen = ratings.map((_, place) => place);
    const lmg = measure('exact LMG, from the sums', () => lmgFromCorrelations(momentsOfSums(addBlocks(data), data.shifts).correlations));
    measure('coefficients with robust errors, VIF', () => regression(data, ratings, chosen));
    measure(`bootstrap of LMG, ${DRAWS} draws`, () => bootstrapDrivers(data, chosen, 'lmg', { draws: DRAWS }), 2);
    compareWithR({ file, ratings, outcome, folder }, lmg);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The published file as often as it takes to 130,000 rows, or ratings of the same shape where it is absent. */
function writeFile(folder: string): { file: string; ratings: string[]; outcome: string } {
  const file = join(folder, 'answers.csv');
  const lines = existsSync(airline) ? readFileSync(airline, 'utf8').trimEnd().split('\n') : inventedLines();
  const [header = '', ...rows] = lines;
  writeFileSync(file, `${header}\n${Array.from({ length: ROWS }, (_, row) => rows[row % rows.length]).join('\n')}\n`);
  return { file, ratings: header.split(',').slice(8, 22), outcome: 'satisfaction' };
}

function inventedLines(): string[] {
  const random = new SeededRandom(1);
  const header = ['', 'id', ...'abcdef', ...Array.from({ length: 14 }, (_, place) => `rating ${place + 1}`), 'delay', 'arrival', 'satisfaction'].join(',');
  return [header, ...Array.from({ length: 26_000 }, (_, row) => {
    const mood = random.normal();
    const ratings = Array.from({ length: 14 }, () => Math.max(1, Math.min(5, Math.round(3 + mood + random.normal()))));
    return [row, row, ...'abcdef', ...ratings, 0, 0, mood + random.normal() > 0 ? 'satisfied' : 'not'].join(',');
  })];
}

function sumsOf(table: Table, ratings: readonly string[], outcome: string): BlockMoments {
  const target = Float64Array.from(table.texts(outcome), (word) => (word === null ? Number.NaN : Number(word === 'satisfied')));
  return momentsOfRows(completeRows([...ratings.map((name) => table.numbers(name)), target]));
}

/** The fastest of some runs: the first ones still compile. */
function measure<Result>(name: string, work: () => Result, repeats = REPEATS): Result {
  let [fastestMs, result] = [Number.POSITIVE_INFINITY, work()];
  for (let run = 0; run < repeats; run += 1) {
    const startedMs = performance.now();
    result = work();
    fastestMs = Math.min(fastestMs, performance.now() - startedMs);
  }
  process.stdout.write(`${name.padEnd(44)} ${fastestMs.toFixed(0).padStart(7)} ms\n`);
  return result;
}

/** Base R: the same 16,384 models from the correlation matrix by sweeping, as relaimpo does from a covariance matrix. */
const script = (file: string, draws: number): string => `
started <- proc.time()[["elapsed"]]
d <- read.csv(${JSON.stringify(file)}, check.names = FALSE)
read <- proc.time()[["elapsed"]] - started
x <- as.matrix(d[, 9:22]); x[x == 0] <- NA
y <- as.numeric(d[["satisfaction"]] == "satisfied")
keep <- stats::complete.cases(x); m <- cbind(x[keep, ], y[keep])
p <- 14; full <- 2^p
sets <- lapply(0:(full - 1), function(s) which(bitwAnd(s, 2^(0:(p - 1))) > 0))
size <- lengths(sets)
share <- factorial(0:(p - 1)) * factorial(p - 1 - 0:(p - 1)) / factorial(p)
lmg <- function(r) {
  r2 <- vapply(sets, function(s) if (length(s) == 0) 0 else sum(r[s, p + 1] * solve(r[s, s, drop = FALSE], r[s, p + 1])), 0)
  vapply(1:p, function(j) { without <- which(bitwAnd(0:(full - 1), 2^(j - 1)) == 0); sum(share[size[without] + 1] * (r2[without + 2^(j - 1)] - r2[without])) }, 0)
}
one <- system.time(phi <- lmg(cor(m)))[["elapsed"]]
boot <- system.time(for (i in 1:${draws}) lmg(cor(m[sample.int(nrow(m), replace = TRUE), ])))[["elapsed"]]
cat(sprintf("%.3f\\n", read), sprintf("%.3f\\n", one), sprintf("%.3f\\n", boot), sprintf("%.10f\\n", phi), sep = "")
`;

function compareWithR({ file, folder }: { file: string; ratings: readonly string[]; outcome: string; folder: string }, lmg: Float64Array): void {
  const program = join(folder, 'lmg.R');
  writeFileSync(program, script(file, R_DRAWS));
  const ran = spawnSync('Rscript', ['--vanilla', program], { encoding: 'utf8', timeout: 600_000 });
  if (ran.error || ran.status !== 0) {
    process.stdout.write('R is not there (Debian: r-base-core): nothing to compare with\n');
    return;
  }
  const [readS = 0, oneS = 0, bootS = 0, ...phi] = ran.stdout.trim().split('\n').map(Number);
  const say = (name: string, seconds: number) => process.stdout.write(`${name.padEnd(44)} ${(seconds * 1000).toFixed(0).padStart(7)} ms\n`);
  say('R: read.csv', readS);
  say('R: cor and exact LMG', oneS);
  say(`R: bootstrap, ${R_DRAWS} draws × ${DRAWS / R_DRAWS}`, (bootS * DRAWS) / R_DRAWS);
  process.stdout.write(`largest difference of an importance to R: ${Math.max(...phi.map((value, place) => Math.abs(value - (lmg[place] ?? 0)))).toExponential(1)}\n`);
}
