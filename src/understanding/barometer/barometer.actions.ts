import { MINIMUM_N } from '../../kernel/stats/scores/minimum.ts';
import { cronbachAlpha, type Reliability } from '../../kernel/stats/barometer/reliability.ts';
import { listSurveysFor } from '../../listening/surveys/manage-surveys.actions.ts';
import { getPublished } from '../../listening/surveys/versions/published.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Barometer, BarometerList, BarometerQuery, Factor, Wave, WaveFigure } from './barometer.contract.ts';
import { type FactorSums, readFactorSums, readMoments } from './figures.analytics.ts';
import { differencesOf, figureOf, type IndexSums, NOBODY, standingOf } from './figures.logic.ts';
import { chooseWave, findBarometer, type FoundBarometer, questionOf, remembered } from './find-barometer.actions.ts';
import { INDEX_FACTOR, modelOf } from './model.logic.ts';
import { momentsOfRow } from './moments.logic.ts';
import { countWaves } from './waves.queries.ts';

/** More surveys than this are not looked through for barometers. */
const SURVEYS = 200;

/** Surveys that ask what a barometer needs and are published. */
export async function listBarometers(context: Context, actor: Actor): Promise<BarometerList> {
  const { items: surveys } = await listSurveysFor(context, actor, { limit: SURVEYS });
  const found = await Promise.all(surveys.filter(({ publishedVersion, kind }) => publishedVersion !== null && kind !== 'employee').map(async ({ code, nameDe, nameEn }) => {
    const model = modelOf((await getPublished(context, code)).definition, 'en');
    return model && { survey: code, nameDe, nameEn, factors: model.factors.length };
  }));
  const barometers = found.filter((one) => one !== null);
  const waves = await countWaves(context.db, barometers.map(({ survey }) => survey));
  return { items: barometers.map((one) => ({ ...one, waves: waves.get(one.survey) ?? 0 })) };
}

/** All waves with index and factors, each compared with the wave before (or one for all) and with its target. @throws survey.not_found, barometer.not_found, barometer_wave.not_found */
export async function readBarometer(context: Context, actor: Actor, code: string, { against }: BarometerQuery = {}): Promise<Barometer> {
  const barometer = await findBarometer(context, actor, code);
  const base = against === undefined ? null : chooseWave(context, barometer, against);
  const { survey, nameDe, nameEn, model, fields, waves } = barometer;
  const counted = await remembered(context, ['waves', survey, waves, model.items.map(({ key }) => key)], () => countWavesOf(context, barometer));
  return {
    survey, nameDe, nameEn, minimumN: MINIMUM_N, fields,
    factors: model.factors.map((factor) => ({ factor, questions: model.items.filter((item) => item.factor === factor).length })),
    indexFactor: INDEX_FACTOR,
    waves: waves.map((wave, at) => ({ ...wave, customers: Math.max(0, ...(counted.sums[at] ?? []).map(({ n }) => n)), figures: describeWave(barometer, wave, counted, { at, before: base === null ? at - 1 : waves.indexOf(base) }) })),
  };
}

interface CountedWaves {
  /** By wave and factor. */
  sums: IndexSums[][];
  alphas: Reliability[][];
}

async function countWavesOf(context: Context, barometer: FoundBarometer): Promise<CountedWaves> {
  const { model, waves } = barometer;
  const question = questionOf(barometer, waves);
  const [rows, moments] = await Promise.all([readFactorSums(context.history, question), readMoments(context.history, question, 1)]);
  const keys = model.items.map(({ key }) => key);
  return {
    sums: waves.map((_, wave) => sumsOf(rows, wave, model.factors)),
    alphas: waves.map((_, wave) => {
      const row = moments.find((one) => one.wave === wave);
      const own = row === undefined ? null : momentsOfRow(keys, row);
      return model.factors.map((factor) => {
        const places = model.items.flatMap((item, place) => (item.factor === factor ? [place] : []));
        if (places.length < 2) return { alpha: null, reason: 'one_item' };
        return own === null || own.n < MINIMUM_N ? { alpha: null, reason: 'too_few' } : cronbachAlpha(own, places);
      });
    }),
  };
}

/** Of one wave (and group), by factor; nobody where nobody answered. */
export const sumsOf = (rows: readonly FactorSums[], wave: number, factors: readonly Factor[], segment = ''): IndexSums[] =>
  factors.map((_, factor) => rows.find((row) => row.wave === wave && row.factor === factor && row.segment === segment) ?? NOBODY);

function describeWave({ model: { factors } }: FoundBarometer, wave: Wave, { sums, alphas }: CountedWaves, { at, before }: { at: number; before: number }): WaveFigure[] {
  const own = sums[at] ?? [];
  // A wave is not compared with itself.
  const other = before === at ? [] : (sums[before] ?? []);
  const changes = differencesOf(factors.map((_, factor) => [other[factor] ?? NOBODY, own[factor] ?? NOBODY]), factors.indexOf(INDEX_FACTOR));
  return factors.map((factor, place) => {
    const figure = figureOf(factor, own[place] ?? NOBODY);
    const reliability = alphas[at]?.[place];
    const target = wave.targets[factor] ?? null;
    return { ...figure, alpha: reliability?.alpha ?? null, alphaReason: reliability?.reason ?? null, target, standing: standingOf(figure, target), change: changes[place] ?? null };
  });
}
