import { type RawBuilder, sql } from 'kysely';
import type { SharedSpan } from '../../governance/privacy/personal-data.contract.ts';
import type { Db } from '../../platform/storage/records.ts';

/** Whose responses; of an identifier that several share only those of a time. */
export interface Whose {
  subjects: readonly string[];
  spans: readonly SharedSpan[];
}

const ofWhom = ({ subjects, spans }: Whose): RawBuilder<unknown> => sql`(r.subject = any(${subjects}::uuid[]) or exists (
  select 1 from unnest(${spans.map((span) => span.subject)}::uuid[], ${spans.map((span) => asInstant(span.fromMs))}::timestamptz[], ${spans.map((span) => asInstant(span.toMs))}::timestamptz[]) as shared (subject, from_at, to_at)
  where shared.subject = r.subject and (shared.from_at is null or r.at >= shared.from_at) and (shared.to_at is null or r.at < shared.to_at)))`;
const asInstant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

export interface ExportedResponse {
  id: string;
  survey: string | null;
  at: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  source: string;
  language: string;
  hidden: Record<string, string>;
  answers: Record<string, unknown> | null;
  files: string[];
}

/** By id; those after one. */
export async function exportResponses(db: Db, whose: Whose, after: string, limit: number): Promise<ExportedResponse[]> {
  const { rows } = await sql<ExportedResponse>`
    select r.id, r.survey, r.at, r.started_at, r.finished_at, r.source, r.language, r.hidden, r.answers,
      array(select f.name from response_files f where f.response_id = r.id order by f.uploaded_at limit 100) as files
    from responses r where ${ofWhom(whose)} and r.id > ${after}::uuid order by r.id limit ${limit}`.execute(db);
  return rows;
}

export async function countFilesOfWhom(db: Db, whose: Whose): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from response_files f join responses r on r.id = f.response_id where ${ofWhom(whose)}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** That a number was taken stays; who it was and what was said goes. @returns ids of files whose bytes must go too */
export async function emptyResponses(tx: Db, whose: Whose): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`delete from response_files f using responses r where r.id = f.response_id and ${ofWhom(whose)} returning f.id`.execute(tx);
  await sql`update responses r set subject = null, link_id = null, hidden = '{}', answers = null where ${ofWhom(whose)}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The same for everything that is older, whoever it was. */
export async function emptyOldResponses(tx: Db, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`delete from response_files f using responses r where r.id = f.response_id and r.at < ${before} returning f.id`.execute(tx);
  await sql`update responses set subject = null, link_id = null, hidden = '{}', answers = null where at < ${before} and (subject is not null or link_id is not null or answers is not null or hidden <> '{}')`.execute(tx);
  await sql`update survey_links set response_id = null where used_at < ${before} and response_id is not null`.execute(tx); // the way back to who was asked
  return rows.map(({ id }) => id);
}

/** Of these files in the area, which no row knows. */
export async function listUnknownFiles(db: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from unnest(${ids}::uuid[]) as lying (id) where not exists (select 1 from response_files f where f.id = lying.id)`.execute(db);
  return rows.map(({ id }) => id);
}
