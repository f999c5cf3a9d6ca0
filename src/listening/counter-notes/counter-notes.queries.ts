import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { NoteBlock, NoteTopic } from './counter-notes.contract.ts';
import type { Block, OpenNotes } from './close-blocks.logic.ts';

/** @returns false when this note is there already */
export async function insertNote(db: Db, n: { id: string; touchpoint: string; topic: NoteTopic; mood: number; sentence: string; at: Date; authorKey: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into counter_notes (id, touchpoint, topic, mood, sentence, noted_on, noted_at, author_key) values (${n.id}, ${n.touchpoint}, ${n.topic}, ${n.mood}, ${n.sentence}, (${n.at}::timestamptz at time zone 'UTC')::date, ${n.at}, ${n.authorKey})
    on conflict (id) do nothing`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Only one's own, and only while it is fresh. */
export async function changeNote(db: Db, { id, authorKey, since, sentence }: { id: string; authorKey: string; since: Date; sentence: string }): Promise<Date | null> {
  const { rows } = await sql<{ notedAt: Date }>`update counter_notes set sentence = ${sentence} where id = ${id} and author_key = ${authorKey} and noted_at > ${since} returning noted_at`.execute(db);
  return rows[0]?.notedAt ?? null;
}

export async function removeNote(db: Db, { id, authorKey, since }: { id: string; authorKey: string; since: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from counter_notes where id = ${id} and author_key = ${authorKey} and noted_at > ${since}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function findNoteTime(db: Db, id: string, authorKey: string): Promise<Date | null> {
  const { rows } = await sql<{ notedAt: Date }>`select noted_at from counter_notes where id = ${id} and author_key = ${authorKey}`.execute(db);
  return rows[0]?.notedAt ?? null;
}

/** The instant of a note is needed only while its author may change it. */
export async function dropInstants(db: Db, before: Date): Promise<void> {
  await sql`update counter_notes set noted_at = null where noted_at < ${before}`.execute(db);
}

/** Weeks that are over, of notes in no block, oldest first. Locked: two processes close no two blocks over the same notes. */
export async function listOpenWeeks(tx: Db, before: string): Promise<OpenNotes[]> {
  await sql`select pg_advisory_xact_lock(7041991)`.execute(tx);
  const { rows } = await sql<OpenNotes>`
    select touchpoint, to_char(date_trunc('week', noted_on), 'YYYY-MM-DD') as week, array_agg(distinct author_key::text) as people, count(*) as notes
    from counter_notes where block_id is null and noted_on < ${before}::date group by 1, 2 order by 1, 2 limit 10000`.execute(tx);
  return rows;
}

/** Closes a block: from here on nothing says who noted what, or on which day. */
export async function insertBlock(tx: Db, id: string, { touchpoint, weeks, people, notes }: Block): Promise<void> {
  await sql`
    insert into counter_note_blocks (id, touchpoint, from_on, to_on, people, notes) values (${id}, ${touchpoint}, ${weeks[0]}::date, (${weeks.at(-1)}::date + 6), ${people}, ${notes})`.execute(tx);
  await sql`
    update counter_notes set block_id = ${id}, author_key = null, noted_at = null, noted_on = ${weeks[0]}::date
    where block_id is null and touchpoint = ${touchpoint} and to_char(date_trunc('week', noted_on), 'YYYY-MM-DD') = any(${weeks}::text[])`.execute(tx);
}

type BlockRow = Pick<NoteBlock, 'id' | 'touchpoint' | 'fromOn' | 'toOn' | 'people' | 'notes' | 'topics' | 'sentences'> & { bad: number; neutral: number; good: number };

export async function listBlocks(db: Db, { touchpoint, departments, after, limit }: { touchpoint: string | null; departments: readonly string[] | null; after: { toOn: string; id: string } | null; limit: number }): Promise<BlockRow[]> {
  const { rows } = await sql<BlockRow>`
    select b.id, b.touchpoint, to_char(b.from_on, 'YYYY-MM-DD') as from_on, to_char(b.to_on, 'YYYY-MM-DD') as to_on, b.people, b.notes, m.bad, m.neutral, m.good, m.sentences,
      (select coalesce(jsonb_agg(jsonb_build_object('topic', topic, 'n', n) order by n desc, topic), '[]') from (select topic, count(*) as n from counter_notes where block_id = b.id group by topic) as by_topic) as topics
    from counter_note_blocks b left join touchpoints t on t.code = b.touchpoint
      cross join lateral (select count(*) filter (where mood = -1) as bad, count(*) filter (where mood = 0) as neutral, count(*) filter (where mood = 1) as good, coalesce((array_agg(sentence order by md5(id::text)) filter (where sentence <> ''))[1:200], '{}') as sentences from counter_notes where block_id = b.id) as m
    where (${touchpoint}::text is null or b.touchpoint = ${touchpoint}::text) and (${departments}::text[] is null or t.department = any(${departments}::text[]))
      and (${after?.id ?? null}::uuid is null or (b.to_on, b.id) < (${after?.toOn ?? null}::date, ${after?.id ?? null}::uuid))
    order by b.to_on desc, b.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Notes that never became a block, and blocks, so old that nobody reads them. */
export async function deleteOldNotes(db: Db, before: Date): Promise<void> {
  await sql`delete from counter_notes where noted_on < ${before}::date`.execute(db);
  await sql`delete from counter_note_blocks b where to_on < ${before}::date and not exists (select 1 from counter_notes n where n.block_id = b.id)`.execute(db);
}
