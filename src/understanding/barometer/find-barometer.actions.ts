import { Problem } from '../../kernel/problem.ts';
import { getSurveyRow } from '../../listening/surveys/manage-surveys.actions.ts';
import { getPublished } from '../../listening/surveys/versions/published.actions.ts';
import { answersVersion } from '../../listening/responses/intake/answers-version.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { remembering } from '../../platform/recent-results.ts';
import { targetsSchema, type Wave } from './barometer.contract.ts';
import { readQuarters, type WaveQuestion } from './figures.analytics.ts';
import { type BarometerModel, modelOf } from './model.logic.ts';
import { periodOf, quarterWave } from './waves.logic.ts';
import { listWaves, type WaveRow } from './waves.queries.ts';

/** A survey that is a barometer, with its waves, oldest first. */
export interface FoundBarometer {
  survey: string;
  nameDe: string;
  nameEn: string;
  model: BarometerModel;
  fields: string[];
  waves: Wave[];
}

/** Three years, as long as nobody has set waves. */
const QUARTERS = 12;

/** @throws survey.not_found also for surveys of foreign departments and for those that are no barometer */
export async function findBarometer(context: Context, actor: Actor, code: string, lang: 'de' | 'en' = 'en'): Promise<FoundBarometer> {
  const { nameDe, nameEn, kind } = await getSurveyRow(context, actor, code);
  const { definition } = await getPublished(context, code);
  const model = kind === 'employee' ? null : modelOf(definition, lang);
  if (!model) throw new Problem('barometer.not_found', 'This survey is no barometer: it asks too little of what the index consists of.');
  const set = await listWaves(context.db, code);
  const waves = set.length > 0 ? set.map(presentWave) : await remembered(context, ['quarters', code], async () => (await readQuarters(context.history, code, model, QUARTERS)).map(({ quarter }) => quarterWave(quarter)).reverse());
  return { survey: code, nameDe, nameEn, model, fields: definition.hidden.map(({ id }) => id), waves };
}

export const presentWave = ({ id, name, fromOn, toOn, targets, version }: WaveRow): Wave => ({ id, name, from: fromOn, to: toOn, targets: targetsSchema.parse(targets), version });

export const questionOf = ({ survey, model }: FoundBarometer, waves: readonly Wave[]): WaveQuestion => ({ survey, model, waves: waves.map(periodOf) });

/** The wave that is asked for, or the newest that has begun. @throws barometer_wave.not_found */
export function chooseWave(context: Context, { waves }: FoundBarometer, id: string | undefined): Wave {
  const wave = id === undefined ? (waves.findLast((one) => periodOf(one).from <= context.clock.now()) ?? waves.at(-1)) : waves.find((one) => one.id === id);
  if (!wave) throw new Problem('barometer_wave.not_found', id === undefined ? 'Nobody has answered this barometer yet, and it has no waves.' : 'This barometer has no such wave.');
  return wave;
}

// No figure is older than 10 s, and after an answer that this process has taken it is counted at once.
export const remembered = remembering({ freshMs: 2_000, staleMs: 10_000, limit: 200, version: answersVersion });
