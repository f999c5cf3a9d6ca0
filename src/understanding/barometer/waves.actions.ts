import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Wave, WaveChange, WaveInput } from './barometer.contract.ts';
import { findBarometer, presentWave } from './find-barometer.actions.ts';
import { findOverlap } from './waves.logic.ts';
import { deleteWave, insertWave, listWaves, lockWaves, updateWave, type WaveRow, WAVES_LIMIT } from './waves.queries.ts';

/** @throws survey.not_found, barometer.not_found, barometer_wave.overlaps, barometer_wave.too_many */
export async function createWave(context: Context, actor: Actor, code: string, { name, from, to, targets }: WaveInput): Promise<Wave> {
  const { survey } = await findBarometer(context, actor, code);
  const now = context.clock.now();
  const wave: WaveRow = { id: newId(now.getTime()), survey, name, fromOn: from, toOn: to, targets, version: 1 };
  await context.db.transaction().execute(async (tx) => {
    await lockWaves(tx, survey);
    const others = await listWaves(tx, survey);
    if (others.length >= WAVES_LIMIT) throw new Problem('barometer_wave.too_many', `A barometer has at most ${WAVES_LIMIT} waves. Delete one that nobody looks at any more.`, { most: WAVES_LIMIT });
    refuseOverlap(wave, others);
    await insertWave(tx, wave, now, actor.label);
  });
  return presentWave(wave);
}

/** @throws survey.not_found, barometer.not_found, barometer_wave.not_found, barometer_wave.changed_meanwhile, barometer_wave.overlaps */
export async function changeWave(context: Context, actor: Actor, code: string, { id, version, name, from, to, targets }: WaveChange & { id: string }): Promise<Wave> {
  const { survey } = await findBarometer(context, actor, code);
  const wave: WaveRow = { id, survey, name, fromOn: from, toOn: to, targets, version: version + 1 };
  await context.db.transaction().execute(async (tx) => {
    await lockWaves(tx, survey);
    const all = await listWaves(tx, survey);
    const known = all.find((one) => one.id === id);
    if (!known) throw waveNotFound();
    if (known.version !== version) throw new Problem('barometer_wave.changed_meanwhile', 'Somebody has changed this wave in the meantime. Look at it again.');
    refuseOverlap(wave, all);
    await updateWave(tx, wave, context.clock.now());
  });
  return presentWave(wave);
}

/** The answers stay; they only count in no wave any more. @throws survey.not_found, barometer.not_found, barometer_wave.not_found */
export async function removeWave(context: Context, actor: Actor, code: string, id: string): Promise<void> {
  const { survey } = await findBarometer(context, actor, code);
  if (!(await deleteWave(context.db, survey, id))) throw waveNotFound();
}

const waveNotFound = (): Problem => new Problem('barometer_wave.not_found', 'This barometer has no such wave.');

function refuseOverlap(wave: WaveRow, others: readonly WaveRow[]): void {
  const days = ({ id, fromOn, toOn, name }: WaveRow) => ({ id, from: fromOn, to: toOn, name });
  const other = findOverlap(days(wave), others.map(days));
  if (other) throw new Problem('barometer_wave.overlaps', `The days of this wave overlap with those of “${other.name}” (${other.from} to ${other.to}).`, { name: other.name, from: other.from, to: other.to });
}
