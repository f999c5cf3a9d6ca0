import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { Answers } from '../../surveys/definition.contract.ts';
import type { suspicionDecisions } from './suspicious.contract.ts';

export type SuspicionDecision = (typeof suspicionDecisions)[number];

export interface SuspiciousRow {
  id: string;
  version: number | null;
  source: string;
  language: string;
  hidden: Record<string, string>;
  /** null: erased. */
  answers: Answers | null;
  startedAt: Date | null;
  at: Date;
  savedAt: Date;
  quotaFullAt: Date | null;
  suspicion: string;
  releasedAt: Date | null;
  releasedBy: string | null;
  leftOutAt: Date | null;
  leftOutBy: string | null;
  customerId: string | null;
}

/** Newest save first. */
export async function listSuspicious(db: Db, { survey, decision, after, limit }: { survey: string; decision: SuspicionDecision | null; after: { savedAt: string; id: string } | null; limit: number }): Promise<SuspiciousRow[]> {
  const { rows } = await sql<SuspiciousRow>`
    select r.id, r.version, r.source, r.language, r.hidden, r.answers, r.started_at, r.at, r.saved_at, r.quota_full_at, r.suspicion, r.released_at, r.released_by, r.left_out_at, r.left_out_by, i.customer_id
    from responses r left join identifiers i on i.id = r.subject
    where r.survey = ${survey} and r.suspicion is not null
      and (${decision}::text is null or ${decision}::text = case when r.released_at is not null then 'counted' when r.left_out_at is not null then 'left_out' else 'open' end)
      and (${after?.id ?? null}::uuid is null or (r.saved_at, r.id) < (${after?.savedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by r.saved_at desc, r.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function countSuspicious(db: Db, survey: string): Promise<{ open: number; counted: number; leftOut: number }> {
  const { rows } = await sql<{ open: number; counted: number; leftOut: number }>`
    select count(*) filter (where released_at is null and left_out_at is null)::int as open, count(released_at)::int as counted, count(left_out_at)::int as left_out
    from responses where survey = ${survey} and suspicion is not null`.execute(db);
  return rows[0] ?? { open: 0, counted: 0, leftOut: 0 };
}
