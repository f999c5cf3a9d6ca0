import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { VoiceKind } from './voices.contract.ts';

export interface KnownVoice { id: string; voiceKey: string; version: number; at: Date; title: string; text: string; stars: number | null; subject: string | null; answer: string; answeredAt: Date | null; erasedAt: Date | null }

/** Reads and locks those of these that are known; in the order of their keys, so that two who bring the same do not wait for each other. */
export async function listKnownVoices(tx: Db, sourceId: string, keys: readonly string[]): Promise<KnownVoice[]> {
  const { rows } = await sql<KnownVoice>`
    select id, voice_key, version, at, title, text, stars, subject, answer, answered_at, erased_at from voices
    where source_id = ${sourceId} and voice_key = any(${[...keys].sort()}::uuid[]) order by voice_key for update`.execute(tx);
  return rows;
}

export interface NewVoice {
  id: string; sourceId: string; voiceKey: string; externalId: string | null; kind: VoiceKind; at: Date; receivedAt: Date; title: string; text: string; language: string; stars: number | null; starsWorst: number | null; starsBest: number | null; score: number | null;
  author: string; subject: string | null; knownBy: string | null; touchpoint: string | null; place: string; product: string; url: string | null; fileId: string | null;
}

/** @returns false when somebody else has brought it at the same moment */
export async function insertVoice(tx: Db, v: NewVoice): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into voices (id, source_id, voice_key, external_id, kind, at, first_at, received_at, title, text, language, stars, stars_worst, stars_best, score, author, subject, known_by, touchpoint, place, product, url, file_id)
    values (${v.id}, ${v.sourceId}, ${v.voiceKey}, ${v.externalId}, ${v.kind}, ${v.at}, ${v.at}, ${v.receivedAt}, ${v.title}, ${v.text}, ${v.language}, ${v.stars}, ${v.starsWorst}, ${v.starsBest}, ${v.score}, ${v.author}, ${v.subject}, ${v.knownBy}, ${v.touchpoint},
      ${v.place}, ${v.product}, ${v.url}, ${v.fileId})
    on conflict (source_id, voice_key) do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export interface NewVersion {
  voiceId: string; version: number; at: Date; seenAt: Date; title: string; text: string; stars: number | null; score: number | null; language: string; touchpoint: string | null; starsWorst: number | null; starsBest: number | null;
  /** The file that brought these words, and those that brought them once more. */
  fileId: string | null; confirmedBy?: readonly string[];
}

export async function insertVersion(tx: Db, v: NewVersion): Promise<void> {
  await sql`update voice_versions set superseded_at = ${v.seenAt} where voice_id = ${v.voiceId} and superseded_at is null`.execute(tx);
  await sql`
    insert into voice_versions (voice_id, version, at, seen_at, title, text, stars, score, language, touchpoint, stars_worst, stars_best, file_id, confirmed_by)
    values (${v.voiceId}, ${v.version}, ${v.at}, ${v.seenAt}, ${v.title}, ${v.text}, ${v.stars}, ${v.score}, ${v.language}, ${v.touchpoint}, ${v.starsWorst}, ${v.starsBest}, ${v.fileId}, ${[...(v.confirmedBy ?? [])]}::uuid[])`.execute(tx);
}

/** The words of the version before, put at another touchpoint by a person. */
export async function insertMovedVersion(tx: Db, { voiceId, version, touchpoint, at }: { voiceId: string; version: number; touchpoint: string | null; at: Date }): Promise<void> {
  await sql`update voice_versions set superseded_at = ${at} where voice_id = ${voiceId} and superseded_at is null`.execute(tx);
  await sql`
    insert into voice_versions (voice_id, version, at, seen_at, title, text, stars, score, language, touchpoint, stars_worst, stars_best, file_id, confirmed_by, moved_at)
    select voice_id, ${version}, at, ${at}, title, text, stars, score, language, ${touchpoint}, stars_worst, stars_best, file_id, confirmed_by, ${at}
    from voice_versions where voice_id = ${voiceId} and version = ${version} - 1`.execute(tx);
}

/** So many files that say the same are remembered. */
const CONFIRMED_BY = 20;

/** The same words came once more: taking back the file that brought them first does not take them back. Words that did not come in a file cannot be taken back. */
export async function confirmVersions(tx: Db, voiceIds: readonly string[], fileId: string | null): Promise<void> {
  if (voiceIds.length === 0) return;
  await (fileId === null
    ? sql`update voice_versions x set file_id = null, confirmed_by = '{}' from voices v where v.id = any(${[...voiceIds]}::uuid[]) and x.voice_id = v.id and x.version = v.version and x.file_id is not null`
    : sql`
      update voice_versions x set confirmed_by = array_append(confirmed_by, ${fileId}::uuid)
      from voices v where v.id = any(${[...voiceIds]}::uuid[]) and x.voice_id = v.id and x.version = v.version and x.file_id <> ${fileId} and not ${fileId} = any(confirmed_by) and cardinality(confirmed_by) < ${CONFIRMED_BY}`).execute(tx);
}

export async function updateVoice(tx: Db, id: string, v: Pick<NewVoice, 'at' | 'title' | 'text' | 'language' | 'stars' | 'starsWorst' | 'starsBest' | 'score' | 'subject' | 'knownBy' | 'touchpoint'> & { version: number }): Promise<void> {
  await sql`
    update voices set version = ${v.version}, at = ${v.at}, title = ${v.title}, text = ${v.text}, language = ${v.language}, stars = ${v.stars}, stars_worst = ${v.starsWorst}, stars_best = ${v.starsBest}, score = ${v.score},
      subject = coalesce(${v.subject}::uuid, subject), known_by = coalesce(${v.knownBy}::text, known_by), touchpoint = ${v.touchpoint}
    where id = ${id}`.execute(tx);
}

/** An answer, as the source shows it or as we have given it. The first that is known counts as when. */
export async function saveAnswer(tx: Db, id: string, { answer, at, by, fileId = null }: { answer: string; at: Date; by: 'source' | 'connector' | 'hand'; fileId?: string | null }): Promise<void> {
  await sql`insert into voice_answers (voice_id, answer, at, by, file_id) values (${id}, ${answer}, ${at}, ${by}, ${fileId})`.execute(tx);
  await sql`update voices set answer = ${answer}, answered_at = coalesce(answered_at, ${at}), answered_by = coalesce(answered_by, ${by}) where id = ${id}`.execute(tx);
}

/** Where an order (a contract) belongs, if somebody has it. */
export async function findSubjectOfOrder(tx: Db, number: string): Promise<string | null> {
  const { rows } = await sql<{ subject: string }>`select subject from contracts where lower(number) = lower(${number}) and subject is not null order by subject limit 2`.execute(tx);
  return rows.length === 1 ? (rows[0]?.subject ?? null) : null;
}

export interface VoiceRow {
  id: string; kind: VoiceKind; sourceId: string; sourceName: string; at: Date; atText: string; title: string; text: string; language: string; stars: number | null; starsWorst: number | null; starsBest: number | null; score: number | null; author: string;
  subject: string | null; customerId: string | null; knownBy: string | null; touchpoint: string | null; department: string | null; place: string; product: string; url: string | null; answeredAt: Date | null; answeredBy: 'source' | 'connector' | 'hand' | null; answer: string; version: number;
  externalId: string | null; firstAt: Date; receivedAt: Date; hasConnector: boolean;
}
const columns = sql.raw(`v.id, v.kind, v.source_id, s.name as source_name, v.at, to_char(v.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at_text, v.title, v.text, v.language, v.stars, v.stars_worst, v.stars_best, v.score, v.author, v.subject, i.customer_id, v.known_by, v.touchpoint, t.department,
  v.place, v.product, v.url, v.answered_at, v.answered_by, v.answer, v.version, v.external_id, v.first_at, v.received_at, s.reply_url is not null and s.removed_at is null as has_connector`);

export interface VoiceFilter {
  source: string | null; kind: string | null; scoreFrom: number | null; scoreTo: number | null; isUnrated: boolean; touchpoint: string | null; hasNoTouchpoint: boolean; isAnswered: boolean | null; search: string | null; searchesAuthor: boolean; from: string | null; to: string | null;
  departments: readonly string[] | null; after: { at: string; id: string } | null; limit: number;
}

export async function listVoiceRows(db: Db, f: VoiceFilter): Promise<VoiceRow[]> {
  const pattern = f.search === null ? null : `%${f.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const { rows } = await sql<VoiceRow>`
    select ${columns}
    from voices v join voice_sources s on s.id = v.source_id left join touchpoints t on t.code = v.touchpoint left join identifiers i on i.id = v.subject
    where v.erased_at is null
      and (${f.source}::uuid is null or v.source_id = ${f.source}::uuid) and (${f.kind}::text is null or v.kind = ${f.kind}::text)
      and (${f.scoreFrom}::float8 is null or v.score > ${f.scoreFrom}::float8) and (${f.scoreTo}::float8 is null or v.score <= ${f.scoreTo}::float8) and (not ${f.isUnrated}::boolean or v.score is null)
      and (${f.touchpoint}::text is null or v.touchpoint = ${f.touchpoint}::text) and (not ${f.hasNoTouchpoint}::boolean or v.touchpoint is null)
      and (${f.isAnswered}::boolean is null or (v.answered_at is not null) = ${f.isAnswered}::boolean)
      and (${pattern}::text is null or (${f.searchesAuthor}::boolean and (v.title || ' ' || v.text || ' ' || v.author) ilike ${pattern}) or (not ${f.searchesAuthor}::boolean and (v.title || ' ' || v.text) ilike ${pattern}))
      and (${f.from}::timestamptz is null or v.at >= ${f.from}::timestamptz) and (${f.to}::timestamptz is null or v.at < ${f.to}::timestamptz)
      and (${f.departments}::text[] is null or t.department = any(${f.departments}::text[]))
      and (${f.after?.id ?? null}::uuid is null or (v.at, v.id) < (${f.after?.at ?? null}::timestamptz, ${f.after?.id ?? null}::uuid))
    order by v.at desc, v.id desc limit ${f.limit}`.execute(db);
  return rows;
}

export async function findVoice(db: Db, id: string): Promise<VoiceRow | null> {
  const { rows } = await sql<VoiceRow>`
    select ${columns} from voices v join voice_sources s on s.id = v.source_id left join touchpoints t on t.code = v.touchpoint left join identifiers i on i.id = v.subject
    where v.id = ${id} and v.erased_at is null`.execute(db);
  return rows[0] ?? null;
}

export async function findUndone(db: Db, id: string): Promise<{ sourceName: string; at: Date; undoneAt: Date } | null> {
  const { rows } = await sql<{ sourceName: string; at: Date; undoneAt: Date }>`select s.name as source_name, v.at, v.undone_at from voices v join voice_sources s on s.id = v.source_id where v.id = ${id} and v.undone_at is not null`.execute(db);
  return rows[0] ?? null;
}

export async function listVersions(db: Db, voiceId: string): Promise<{ version: number; at: Date; seenAt: Date; title: string; text: string; stars: number | null; score: number | null }[]> {
  const { rows } = await sql<{ version: number; at: Date; seenAt: Date; title: string; text: string; stars: number | null; score: number | null }>`
    select version, at, seen_at, title, text, stars, score from voice_versions where voice_id = ${voiceId} and undone_at is null order by version desc limit 100`.execute(db);
  return rows;
}

export async function countVoices(db: Db, { since, departments }: { since: Date; departments: readonly string[] | null }): Promise<{ voices: number; unanswered: number; scored: number; mean: number | null; sd: number | null }> {
  const { rows } = await sql<{ voices: number; unanswered: number; scored: number; mean: number | null; sd: number | null }>`
    select count(*) as voices, count(*) filter (where v.kind <> 'feedback' and v.answered_at is null) as unanswered, count(v.score) as scored, avg(v.score) as mean, stddev_samp(v.score) as sd
    from voices v left join touchpoints t on t.code = v.touchpoint
    where v.erased_at is null and v.at >= ${since} and (${departments}::text[] is null or t.department = any(${departments}::text[]))`.execute(db);
  return rows[0] ?? { voices: 0, unanswered: 0, scored: 0, mean: null, sd: null };
}

/** @returns the number of the version that counts from now on */
export async function setTouchpoint(tx: Db, id: string, touchpoint: string | null): Promise<number> {
  const { rows } = await sql<{ version: number }>`update voices set touchpoint = ${touchpoint}, version = version + 1 where id = ${id} and erased_at is null returning version`.execute(tx);
  return rows[0]?.version ?? 0;
}

/** Takes the words and who it was; that there was something under this key stays, so that it does not come back. */
export async function forgetVoices(tx: Db, ids: readonly string[], at: Date): Promise<number> {
  await sql`delete from voice_answers where voice_id = any(${[...ids]}::uuid[])`.execute(tx);
  await sql`update voice_versions set title = '', text = '', superseded_at = coalesce(superseded_at, ${at}) where voice_id = any(${[...ids]}::uuid[])`.execute(tx);
  const { rows } = await sql`
    update voices set title = '', text = '', author = '', answer = '', external_id = null, url = null, place = '', product = '', subject = null, known_by = null, erased_at = ${at} where id = any(${[...ids]}::uuid[]) and erased_at is null returning 1`.execute(tx);
  return rows.length;
}

export interface OldVersion { voiceId: string; version: number; supersededAt: Date }
/** Versions that count no more, and whose rows are in history still. */
export async function listToWithdraw(db: Db, limit: number): Promise<OldVersion[]> {
  const { rows } = await sql<OldVersion>`select voice_id, version, superseded_at from voice_versions where superseded_at is not null and withdrawn_at is null order by superseded_at limit ${limit}`.execute(db);
  return rows;
}

export async function markWithdrawn(db: Db, versions: readonly OldVersion[], at: Date): Promise<void> {
  await sql`
    update voice_versions v set withdrawn_at = ${at} from unnest(${versions.map(({ voiceId }) => voiceId)}::uuid[], ${versions.map(({ version }) => version)}::int[]) as gone (voice_id, version)
    where v.voice_id = gone.voice_id and v.version = gone.version`.execute(db);
}
