import { setImmediate } from 'node:timers/promises';
import { bootstrapSteps, type PathEstimates } from '../../kernel/stats/barometer/path-bootstrap.ts';
import { type PathRefusal, prepareModel } from '../../kernel/stats/barometer/path-model.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { BarometerPaths, Factor, PathsQuery, Wave } from './barometer.contract.ts';
import { readFactorSums, readMoments } from './figures.analytics.ts';
import { chooseWave, findBarometer, type FoundBarometer, questionOf, remembered } from './find-barometer.actions.ts';
import { pathModelOf } from './model.logic.ts';
import { momentsOfRow } from './moments.logic.ts';

/** Customers that a path model needs at least: intervals of its coefficients keep their word from here on. */
const PATHS_MINIMUM = 100;
/** Random groups of customers that the bootstrap draws from. */
const PARTS = 200;
const DRAWS = 400;
/** Draws after which others get their turn: about 10 ms. */
const DRAWS_AT_ONCE = 20;

/** How the factors depend on one another in one wave. @throws survey.not_found, barometer.not_found, barometer_wave.not_found */
export async function readPaths(context: Context, actor: Actor, code: string, { wave: id, scheme, lang }: PathsQuery): Promise<BarometerPaths> {
  const barometer = await findBarometer(context, actor, code, lang);
  const wave = chooseWave(context, barometer, id);
  return remembered(context, ['paths', barometer.survey, wave, barometer.model, scheme], () => fitPaths(context, barometer, wave, scheme));
}

async function fitPaths(context: Context, barometer: FoundBarometer, wave: Wave, scheme: PathsQuery['scheme']): Promise<BarometerPaths> {
  const { model } = barometer;
  const question = questionOf(barometer, [wave]);
  const [rows, sums] = await Promise.all([readMoments(context.history, question, PARTS), readFactorSums(context.history, question)]);
  const keys = model.items.map(({ key }) => key);
  const n = rows.reduce((sum, row) => sum + row.n, 0);
  const nothing = { wave: wave.id, scheme, n, leftOut: Math.max(n, ...sums.map((row) => row.n)) - n, minimum: PATHS_MINIMUM, iterations: null, draws: null, factors: [], paths: [] };
  if (n < PATHS_MINIMUM) return { ...nothing, refusal: { reason: 'too_few', names: [] } };
  const whole = pathModelOf(model, scheme);
  if (whole.blocks.some(({ name }) => !whole.paths.some(({ from, to }) => from === name || to === name))) return { ...nothing, refusal: { reason: 'too_simple', names: [] } };
  const fitted = await bootstrapInTurns(rows.map((row) => momentsOfRow(keys, row)), prepareModel(whole, keys));
  if (fitted.kind === 'refused') return { ...nothing, refusal: { reason: fitted.reason, names: 'names' in fitted ? fitted.names.map((name) => model.items.find(({ key }) => key === name)?.text ?? name) : [] } };
  return {
    ...nothing, refusal: null, iterations: fitted.iterations, draws: fitted.draws,
    factors: fitted.blocks.map((block, at) => ({
      factor: asFactor(block.name), r2: block.r2, index: block.index, low: block.indexLimits.low, high: block.indexLimits.high,
      items: model.items.filter(({ factor }) => factor === model.factors[at]).map(({ key, text }, place) => ({ item: key, text, weight: block.weights[place] ?? 0, loading: block.loadings[place] ?? 0 })),
    })),
    paths: fitted.paths.map(({ from, to, coefficient, low, high }) => ({ from: asFactor(from), to: asFactor(to), coefficient, low, high, isClear: low !== null && high !== null && (low > 0 || high < 0) })),
  };
}

/** Names of blocks are our factors: the model was made of them. */
const asFactor = (name: string): Factor => name as Factor;

/** A bootstrap takes a tenth of a second; nobody else should wait that long. */
async function bootstrapInTurns(...[parts, prepared]: Parameters<typeof bootstrapSteps>): Promise<PathEstimates | PathRefusal> {
  const steps = bootstrapSteps(parts, prepared, { draws: DRAWS });
  for (let step = 1; ; step += 1) {
    const { done, value } = steps.next();
    if (done) return value;
    if (step % DRAWS_AT_ONCE === 0) await setImmediate();
  }
}

