import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { VoiceKind } from '../voices.contract.ts';
import type { VoiceFileUndo } from '../sources/voice-sources.contract.ts';

/** What a file has to do with: voices with words or answers of it. What somebody erased stays erased, and counts nowhere. */
const touched = (fileId: string) => sql`
  select voice_id from voice_versions where file_id = ${fileId} and undone_at is null
  union select voice_id from voice_versions where confirmed_by @> array[${fileId}::uuid] and confirmed_by <> '{}' and undone_at is null
  union select voice_id from voice_answers where file_id = ${fileId}`;

/** Words that stay: others brought them, or brought them as well. */
const stays = (version: string, fileId: string) => sql`${sql.raw(version)}.undone_at is null and (${sql.raw(version)}.file_id is distinct from ${fileId} or ${sql.raw(version)}.confirmed_by <> '{}')`;

export async function countUndo(db: Db, fileId: string): Promise<VoiceFileUndo> {
  const { rows } = await sql<VoiceFileUndo>`
    with outcomes as (
      select v.id, case
        when not exists (select 1 from voice_versions x where x.voice_id = v.id and ${stays('x', fileId)}) then 'removed'
        when not exists (select 1 from voice_versions x where x.voice_id = v.id and x.version = v.version and ${stays('x', fileId)}) then 'restored' else 'kept' end as outcome
      from voices v where v.erased_at is null and v.id in (${touched(fileId)})
    )
    select count(*) filter (where outcome = 'removed') as removed, count(*) filter (where outcome = 'restored') as restored, count(*) filter (where outcome = 'kept') as kept,
      (select count(distinct k.case_id) from voice_cases k join outcomes o on o.id = k.voice_id where o.outcome = 'removed') as cases,
      (select count(*) from voice_replies r join outcomes o on o.id = r.voice_id where o.outcome = 'removed' and r.next_attempt_at is not null and r.withdrawn_at is null) as waiting_replies
    from outcomes`.execute(db);
  return rows[0] ?? { removed: 0, restored: 0, kept: 0, cases: 0, waitingReplies: 0 };
}

/** Locks the file. A file that is coming in, but has not moved since `stuckSince`, has lost whoever worked on it. */
export async function beginUndo(tx: Db, id: string, { stuckSince, total, at }: { stuckSince: Date; total: number; at: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update voice_files set state = 'undoing', undo_total = ${total}, worked_at = ${at}
    where id = ${id} and (state in ('done', 'failed') or (state = 'running' and coalesce(worked_at, created_at) < ${stuckSince}))`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** @returns false when it is not being taken back */
export async function holdUndoing(tx: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from voice_files where id = ${id} and state = 'undoing' for update`.execute(tx);
  return rows.length > 0;
}

/** Some of the voices that are left to do, locked in the order in which a file that comes in locks them. */
export async function lockTouched(tx: Db, fileId: string, limit: number): Promise<{ id: string; isErased: boolean }[]> {
  const { rows } = await sql<{ id: string; isErased: boolean }>`
    select id, erased_at is not null as is_erased from voices where id in (select voice_id from (${touched(fileId)}) as t order by voice_id limit ${limit}) order by source_id, voice_key for update`.execute(tx);
  return rows;
}

/** Takes the words of the file out of its versions; their numbers stay taken. Words that another file brought as well are of that one from now on. */
export async function undoVersions(tx: Db, fileId: string, ids: readonly string[], at: Date): Promise<void> {
  await sql`update voice_versions set confirmed_by = array_remove(confirmed_by, ${fileId}::uuid) where voice_id = any(${[...ids]}::uuid[]) and confirmed_by @> array[${fileId}::uuid] and confirmed_by <> '{}'`.execute(tx);
  await sql`update voice_versions set file_id = confirmed_by[1], confirmed_by = confirmed_by[2:] where voice_id = any(${[...ids]}::uuid[]) and file_id = ${fileId} and undone_at is null and confirmed_by <> '{}'`.execute(tx);
  await sql`
    update voice_versions set title = '', text = '', stars = null, score = null, undone_at = ${at}, superseded_at = coalesce(superseded_at, ${at})
    where voice_id = any(${[...ids]}::uuid[]) and file_id = ${fileId} and undone_at is null`.execute(tx);
}

/** Takes answers that the file brought out; what was known besides is shown. */
export async function undoAnswers(tx: Db, fileId: string, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ voiceId: string }>`delete from voice_answers where voice_id = any(${[...ids]}::uuid[]) and file_id = ${fileId} returning voice_id`.execute(tx);
  await sql`
    update voices v set answer = coalesce(last.answer, ''), answered_at = first.at, answered_by = first.by
    from unnest(${rows.map(({ voiceId }) => voiceId)}::uuid[]) as one (id)
      left join lateral (select answer from voice_answers a where a.voice_id = one.id order by seq desc limit 1) as last on true
      left join lateral (select at, by from voice_answers a where a.voice_id = one.id order by seq limit 1) as first on true
    where v.id = one.id and v.erased_at is null`.execute(tx);
}

export interface Survivor {
  id: string; kind: VoiceKind; sourceName: string; subject: string | null; author: string; place: string; product: string; url: string | null; currentVersion: number;
  version: number; at: Date; title: string; text: string; stars: number | null; score: number | null; language: string; touchpoint: string | null; starsWorst: number | null; starsBest: number | null; fileId: string | null; confirmedBy: string[];
}

/** The newest words that are left to these voices, with the touchpoint that a person chose since, if one did. A voice without any is not among them. */
export async function listSurvivors(tx: Db, ids: readonly string[]): Promise<Survivor[]> {
  const { rows } = await sql<Survivor>`
    select v.id, v.kind, s.name as source_name, v.subject, v.author, v.place, v.product, v.url, v.version as current_version, x.version, x.at, x.title, x.text, x.stars, x.score, x.language,
      case when current.moved_at is null then x.touchpoint else v.touchpoint end as touchpoint, x.stars_worst, x.stars_best, x.file_id, x.confirmed_by
    from voices v join voice_sources s on s.id = v.source_id
      join lateral (select * from voice_versions one where one.voice_id = v.id and one.undone_at is null order by one.version desc limit 1) as x on true
      join voice_versions current on current.voice_id = v.id and current.version = v.version
    where v.id = any(${[...ids]}::uuid[]) and v.erased_at is null`.execute(tx);
  return rows;
}

/** What came first of what is left says when it was written and which file brought it. */
export async function setOrigin(tx: Db, ids: readonly string[]): Promise<void> {
  await sql`
    update voices v set first_at = x.at, file_id = x.file_id
    from (select distinct on (voice_id) voice_id, at, file_id from voice_versions where voice_id = any(${[...ids]}::uuid[]) and undone_at is null order by voice_id, version) as x
    where v.id = x.voice_id`.execute(tx);
}

/** Lets earlier words count again. */
export async function restoreWords(tx: Db, s: Survivor, version: number): Promise<void> {
  await sql`
    update voices set version = ${version}, at = ${s.at}, title = ${s.title}, text = ${s.text}, language = ${s.language}, stars = ${s.stars}, stars_worst = ${s.starsWorst}, stars_best = ${s.starsBest}, score = ${s.score}, touchpoint = ${s.touchpoint}
    where id = ${s.id}`.execute(tx);
}

/** Nothing else knows these voices: they go, and may come in again. Cases that they opened stay and name them; answers that are not out yet stay here. */
export async function removeVoices(tx: Db, ids: readonly string[], at: Date): Promise<void> {
  await sql`update voices set voice_key = gen_random_uuid(), undone_at = ${at} where id = any(${[...ids]}::uuid[])`.execute(tx);
  await sql`update voice_replies set withdrawn_at = ${at}, next_attempt_at = null, claimed_until = null where voice_id = any(${[...ids]}::uuid[]) and delivered_at is null and posted_at is null and withdrawn_at is null`.execute(tx);
}

export async function addOutcomes(tx: Db, id: string, { removed, restored, kept }: { removed: number; restored: number; kept: number }, at: Date): Promise<void> {
  await sql`update voice_files set removed = removed + ${removed}, restored = restored + ${restored}, kept = kept + ${kept}, worked_at = ${at} where id = ${id}`.execute(tx);
}

/** Versions of the file whose rows may be in history still. */
export async function listInHistory(db: Db, fileId: string, limit: number): Promise<{ voiceId: string; version: number; supersededAt: Date }[]> {
  const { rows } = await sql<{ voiceId: string; version: number; supersededAt: Date }>`select voice_id, version, superseded_at from voice_versions where file_id = ${fileId} and undone_at is not null and withdrawn_at is null order by voice_id, version limit ${limit}`.execute(db);
  return rows;
}

export async function endUndo(db: Db, id: string, at: Date): Promise<void> {
  await sql`update voice_files set state = 'undone', undone_at = ${at}, file_id = null, failure = null, refusals = '[]' where id = ${id} and state = 'undoing'`.execute(db);
}

/** How far the journal of history is: what was written before must be there before it can be deleted. */
export async function findNewestBatch(db: Db): Promise<number> {
  const { rows } = await sql<{ batch: number | null }>`select max(batch) as batch from history_journal`.execute(db);
  return rows[0]?.batch ?? 0;
}

export async function countBatchesUpTo(db: Db, batch: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from history_journal where batch <= ${batch}`.execute(db);
  return rows[0]?.n ?? 0;
}
