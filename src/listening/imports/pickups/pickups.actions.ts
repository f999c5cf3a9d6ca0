import { setTimeout } from 'node:timers/promises';
import { newId } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { nextRun, readCron } from './cron.logic.ts';
import { fitProfile } from '../profiles/fit-profile.logic.ts';
import { getImport, inspectImport, removeFile, startImport, uploadImport } from '../imports.actions.ts';
import type { Pickup, PickupInput } from '../imports.contract.ts';
import { findImport } from '../imports.queries.ts';
import { type FoundFile, openFolder, openSftp, type PickupSource } from './pickup-places.actions.ts';
import { deletePickup, findPickup, insertRun, isKnownContent, isKnownFile, listPickupRows, listRuns, type PickupRow, type PickupRun, rememberFile, savePickup, setNextRun, takeDue } from './pickups.queries.ts';
import { getProfile } from '../profiles/profiles.actions.ts';

const FILES_PER_RUN = 100;
/** A file whose size or time changes within it is still being written. */
const SETTLE_MS = 2_000;

export async function listPickups(context: Context): Promise<Pickup[]> {
  return Promise.all((await listPickupRows(context.db)).map((row) => present(context, row)));
}

/** @throws import_pickup.not_found */
export async function getPickup(context: Context, id: string): Promise<Pickup> {
  return present(context, await getRow(context, id));
}

async function getRow({ db }: Context, id: string): Promise<PickupRow> {
  const row = await findPickup(db, id);
  if (!row) throw new Problem('import_pickup.not_found', 'There is no such pick-up.', { id });
  return row;
}

async function present({ db }: Context, { passwordSealed, privateKeySealed, createdBy: _, createdAt, nextRunAt, ...row }: PickupRow): Promise<Pickup> {
  return { ...row, hasPassword: passwordSealed !== null, hasPrivateKey: privateKeySealed !== null, createdAt: createdAt.toISOString(), nextRunAt: row.paused ? null : (nextRunAt?.toISOString() ?? null), runs: await listRuns(db, row.id) };
}

/** @throws import_pickup.place_invalid, import_profile.not_found */
export async function createPickup(context: Context, input: PickupInput, by: string): Promise<Pickup> {
  const id = newId(context.clock.now().getTime());
  await save(context, { ...input, id, passwordSealed: null, privateKeySealed: null, createdAt: context.clock.now(), createdBy: by, nextRunAt: null }, input);
  return getPickup(context, id);
}

/** Secrets that are not given stay. @throws import_pickup.not_found, import_pickup.place_invalid */
export async function changePickup(context: Context, id: string, change: { [Key in keyof PickupInput]?: PickupInput[Key] | undefined }): Promise<Pickup> {
  const row = await getRow(context, id);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const next: PickupRow = { ...row, ...given };
  // Somebody who may send a password to another host could read it there: a new place needs its own.
  const isMoved = row.place.kind === 'sftp' && next.place.kind === 'sftp' && (row.place.host !== next.place.host || row.place.port !== next.place.port || row.place.userName !== next.place.userName);
  await save(context, isMoved ? { ...next, passwordSealed: null, privateKeySealed: null } : next, change);
  return getPickup(context, id);
}

async function save(context: Context, row: PickupRow, { password, privateKey }: { password?: string | undefined; privateKey?: string | undefined }): Promise<void> {
  const cron = readCron(row.cron);
  if (!cron) throw new Problem('import_pickup.place_invalid', 'The time is not valid: minute, hour, day, month and weekday, for example 30 6 * * 1-5.', {}, [{ at: 'cron', reason: 'is no cron' }]);
  await getProfile(context, row.profileName);
  if (row.place.kind === 'folder') (await openFolder(context.settings, row.place.path)).close();
  const seal = (secret: string, what: string) => context.vault.seal(secret, `import_pickups ${row.id} ${what}`);
  await savePickup(context.db, {
    ...row,
    passwordSealed: password ? seal(password, 'password') : row.passwordSealed,
    privateKeySealed: privateKey ? seal(privateKey, 'private key') : row.privateKeySealed,
    nextRunAt: nextRun(cron, context.clock.now(), row.timeZone),
  });
}

/** @throws import_pickup.not_found */
export async function removePickup(context: Context, id: string): Promise<void> {
  if (!(await deletePickup(context.db, id))) throw new Problem('import_pickup.not_found', 'There is no such pick-up.', { id });
}

/** Looks once a minute whose time has come. A time that was missed while nothing ran is made up for once. */
export async function runDuePickups(context: Context, signal: AbortSignal): Promise<void> {
  const now = context.clock.now();
  const due = await context.db.transaction().execute(async (tx) => {
    const rows = await takeDue(tx, now);
    for (const row of rows) {
      const cron = readCron(row.cron);
      await setNextRun(tx, row.id, cron && nextRun(cron, now, row.timeZone));
    }
    return rows;
  });
  for (const row of due) if (!signal.aborted) await runPickup(context, row);
}

/** @throws import_pickup.not_found */
export async function runPickupNow(context: Context, id: string): Promise<Pickup> {
  await runPickup(context, await getRow(context, id));
  return getPickup(context, id);
}

/** Fetches what is new and imports it with the saved profile; whatever goes wrong stands in the list of runs. */
export async function runPickup(context: Context, row: PickupRow, settleMs = SETTLE_MS): Promise<void> {
  const files: PickupRun['files'] = [];
  let failure: string | null = null;
  let source: PickupSource | null = null;
  try {
    source = await openSource(context, row);
    for (const file of await listSettled(source, row, settleMs)) {
      if (await isKnownFile(context.db, row.id, file)) continue;
      const fetched = await fetchFile(context, row, source, file);
      if (fetched) files.push(fetched);
    }
  } catch (error) {
    failure = wordsOf(error);
    if (!(error instanceof Problem)) context.log.error({ err: error, pickupId: row.id }, 'a pick-up failed');
  } finally {
    source?.close();
  }
  const outcome = failure !== null || files.some((file) => file.failure !== null) ? 'failed' : files.length === 0 ? 'nothing_new' : 'imported';
  await insertRun(context.db, { id: newId(context.clock.now().getTime()), pickupId: row.id, at: context.clock.now(), outcome, files, failure });
}

async function openSource(context: Context, row: PickupRow): Promise<PickupSource> {
  if (row.place.kind === 'folder') return openFolder(context.settings, row.place.path);
  const unseal = (sealed: string | null, what: string) => (sealed === null ? undefined : context.vault.unseal(sealed, `import_pickups ${row.id} ${what}`));
  const source = await openSftp(context.settings, row.place, { password: unseal(row.passwordSealed, 'password'), privateKey: unseal(row.privateKeySealed, 'private key') });
  // Trusted at first use, and from then on only this one.
  if (row.place.hostKey === '') await savePickup(context.db, { ...row, place: { ...row.place, hostKey: source.hostKey } });
  return source;
}

async function listSettled(source: PickupSource, { pattern }: PickupRow, settleMs: number): Promise<FoundFile[]> {
  const isWanted = patternOf(pattern);
  const first = (await source.list()).filter(({ name }) => isWanted.test(name));
  if (first.length === 0) return [];
  await setTimeout(settleMs);
  const now = new Map((await source.list()).map((file) => [file.name, file]));
  return first.filter(({ name, bytes, changedAt }) => now.get(name)?.bytes === bytes && now.get(name)?.changedAt.getTime() === changedAt.getTime()).sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, FILES_PER_RUN);
}

/** `*` and `?` as in a shell; letters of either case. */
function patternOf(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*').replaceAll('?', '.')}$`, 'is');
}

async function fetchFile(context: Context, row: PickupRow, source: PickupSource, file: FoundFile): Promise<PickupRun['files'][number] | null> {
  let importId: string | null = null;
  let failure: string | null = null;
  try {
    const saved = await uploadImport(context, { id: row.id, label: row.name }, { name: file.name, content: await source.read(file.name), pickupId: row.id });
    importId = saved.id;
    const { fileSha256 = '' } = (await findImport(context.db, saved.id)) ?? {};
    const isRepeated = await isKnownContent(context.db, row.id, fileSha256);
    await rememberFile(context.db, row.id, { ...file, sha256: fileSha256 });
    if (isRepeated) {
      await removeFile(context, saved.id);
      await tidyAway(source, row, file, 'done');
      return null;
    }
    const { profile } = await getProfile(context, row.profileName);
    const { sheet, headerRows, encoding } = profile.format;
    const fitted = fitProfile(profile, await inspectImport(context, saved.id, { headerRows, ...(sheet === null ? {} : { sheet }), ...(profile.format.kind === 'csv' ? { encoding } : {}) }));
    if ('missing' in fitted) throw new Problem('import.profile_invalid', `The file has no column ${fitted.missing.slice(0, 5).join(', ')}.`);
    await startImport(context, (await getImport(context, saved.id)).id, fitted.profile);
  } catch (error) {
    failure = wordsOf(error);
  }
  await tidyAway(source, row, file, failure === null ? 'done' : 'refused').catch((error: unknown) => {
    failure ??= `The file could not be put away: ${wordsOf(error)}`;
  });
  return { name: file.name, importId, failure };
}

async function tidyAway(source: PickupSource, { afterwards }: PickupRow, { name, changedAt }: FoundFile, subFolder: 'done' | 'refused'): Promise<void> {
  if (afterwards === 'keep' || (afterwards === 'delete' && subFolder === 'refused')) return;
  if (afterwards === 'delete') await source.remove(name);
  else await source.move(name, subFolder, `${changedAt.toISOString().replaceAll(/[:.]/g, '-')}-${newId().slice(-6)}-${name}`);
}

const wordsOf = (error: unknown) => (error instanceof Problem ? error.message : error instanceof Error && 'code' in error ? `It could not be read (${String(error.code)}).` : 'It could not be read.').slice(0, 500);
