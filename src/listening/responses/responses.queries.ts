import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { KnownResponse } from './intake/plan-save.logic.ts';

/** A response as the records keep it. */
export interface ResponseRow {
  id: string;
  survey: string | null;
  version: number | null;
  touchpoint: string | null;
  subject: string | null;
  linkId: string | null;
  source: string;
  language: string;
  hidden: Readonly<Record<string, string>>;
  /** null where only history knows them. */
  answers: Readonly<Record<string, unknown>> | null;
  lastQuestion: string | null;
  startedAt: Date | null;
  at: Date;
  receivedAt: Date;
  savedAt: Date;
  finishedAt: Date | null;
  seq: number;
  ending: string | null;
  quotaFullAt: Date | null;
  suspicion: string | null;
}

export type KnownRow = KnownResponse & { subject: string | null; startedAt: Date | null; hidden: Record<string, string> };

/** Those that exist, locked until the transaction ends, in an order that all writers share. */
export async function lockResponses(tx: Db, ids: readonly string[]): Promise<Map<string, KnownRow>> {
  const { rows } = await sql<KnownRow>`
    select id, survey, version, link_id, seq, ending, received_at, finished_at, quota_full_at, subject, started_at, hidden
    from responses where id = any(${ids}::uuid[]) order by id for update`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

const written = (rows: readonly ResponseRow[]) => sql`
  from json_to_recordset(${JSON.stringify(rows.map(asColumns))}::json) as made (
    id uuid, survey text, version int, touchpoint text, subject uuid, link_id uuid, source text, language text, hidden jsonb, answers jsonb, last_question text,
    started_at timestamptz, at timestamptz, received_at timestamptz, saved_at timestamptz, finished_at timestamptz, seq int, ending text, quota_full_at timestamptz, suspicion text)`;

/** @returns ids of those that were not there yet; of two transactions with the same id the later one waits for the earlier one */
export async function insertResponses(tx: Db, rows: readonly ResponseRow[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const { rows: made } = await sql<{ id: string }>`
    insert into responses (id, survey, version, touchpoint, subject, link_id, source, language, hidden, answers, last_question, started_at, at, received_at, saved_at, finished_at, seq, ending, quota_full_at, suspicion)
    select id, survey, version, touchpoint, subject, link_id, source, language, hidden, answers, last_question, started_at, at, received_at, saved_at, finished_at, seq, ending, quota_full_at, suspicion
    ${written(rows)}
    order by id
    on conflict (id) do nothing
    returning id`.execute(tx);
  return new Set(made.map(({ id }) => id));
}

/** Of responses that are locked: what a later save says. */
export async function updateResponses(tx: Db, rows: readonly ResponseRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update responses r
    set subject = made.subject, link_id = made.link_id, source = made.source, language = made.language, hidden = made.hidden, answers = made.answers, last_question = made.last_question,
        started_at = made.started_at, at = made.at, saved_at = made.saved_at, finished_at = made.finished_at, seq = made.seq, ending = made.ending, quota_full_at = made.quota_full_at, suspicion = made.suspicion
    ${written(rows)}
    where r.id = made.id`.execute(tx);
}

/** Came when a cell was full: kept, and not finished. */
export async function markQuotaFull(tx: Db, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`update responses set quota_full_at = ${at}, finished_at = null where id = any(${ids}::uuid[])`.execute(tx);
}

function asColumns(row: ResponseRow): object {
  return {
    id: row.id, survey: row.survey, version: row.version, touchpoint: row.touchpoint, subject: row.subject, link_id: row.linkId, source: row.source, language: row.language, hidden: row.hidden, answers: row.answers, last_question: row.lastQuestion,
    started_at: row.startedAt, at: row.at, received_at: row.receivedAt, saved_at: row.savedAt, finished_at: row.finishedAt, seq: row.seq, ending: row.ending, quota_full_at: row.quotaFullAt, suspicion: row.suspicion,
  };
}

export interface ListedResponse {
  id: string;
  version: number | null;
  source: string;
  language: string;
  startedAt: Date | null;
  savedAt: Date;
  finishedAt: Date | null;
  quotaFullAt: Date | null;
  lastQuestion: string | null;
  ending: string | null;
  suspicion: string | null;
  files: number;
}

export interface ListFilter {
  survey: string;
  state: 'open' | 'finished' | 'quota_full' | 'suspicious' | null;
  after: { savedAt: string; id: string } | null;
  limit: number;
}

/** Newest save first. */
export async function listResponses(db: Db, { survey, state, after, limit }: ListFilter): Promise<ListedResponse[]> {
  const { rows } = await sql<ListedResponse>`
    select r.id, r.version, r.source, r.language, r.started_at, r.saved_at, r.finished_at, r.quota_full_at, r.last_question, r.ending,
      case when r.released_at is null then r.suspicion end as suspicion, (select count(*) from response_files f where f.response_id = r.id and f.kept_at is not null) as files
    from responses r
    where r.survey = ${survey}
      and (${state}::text is null or case ${state}::text
        when 'open' then r.finished_at is null and r.quota_full_at is null
        when 'finished' then r.finished_at is not null and (r.suspicion is null or r.released_at is not null)
        when 'quota_full' then r.quota_full_at is not null
        else r.suspicion is not null and r.released_at is null end)
      and (${after?.id ?? null}::uuid is null or (r.saved_at, r.id) < (${after?.savedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by r.saved_at desc, r.id desc limit ${limit}`.execute(db);
  return rows;
}

export interface ResumableResponse {
  id: string;
  version: number;
  language: string;
  answers: Record<string, unknown>;
  seq: number;
}

/** What was begun with a link and is not finished. */
export async function findResumable(db: Db, id: string): Promise<ResumableResponse | null> {
  const { rows } = await sql<ResumableResponse>`
    select id, version, language, answers, seq from responses
    where id = ${id} and finished_at is null and quota_full_at is null and answers is not null and version is not null`.execute(db);
  return rows[0] ?? null;
}
