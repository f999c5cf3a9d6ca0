import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { KnownLink } from '../intake/plan-save.logic.ts';

export interface LinkRow extends KnownLink {
  tokenHash: string;
  subject: string | null;
  identifierKind: string | null;
  identifierValue: string | null;
  source: string;
  hidden: Record<string, string>;
  hasPin: boolean;
}

/** Ended by hand or by its date, whichever comes first. */
const columns = sql`id, token_hash, survey, subject, identifier_kind, identifier_value, source, hidden, pin_hash is not null as has_pin, is_single_use, least(expires_at, ended_at) as expires_at, used_at, response_id`;

export async function findLink(db: Db, tokenHash: string): Promise<LinkRow | null> {
  const { rows } = await sql<LinkRow>`select ${columns} from survey_links where token_hash = ${tokenHash}`.execute(db);
  return rows[0] ?? null;
}

/** Locked: answers that come at once over one link become one after the other. */
export async function lockLinks(tx: Db, tokenHashes: readonly string[]): Promise<Map<string, LinkRow>> {
  if (tokenHashes.length === 0) return new Map();
  const { rows } = await sql<LinkRow>`select ${columns} from survey_links where token_hash = any(${tokenHashes}::text[]) order by token_hash for update`.execute(tx);
  return new Map(rows.map((row) => [row.tokenHash, row]));
}

export interface LinkProgress {
  id: string;
  responseId: string | null;
  startedAt: Date;
  usedAt: Date | null;
}

/** What became of the links with these saves. */
export async function markLinks(tx: Db, links: readonly LinkProgress[]): Promise<void> {
  if (links.length === 0) return;
  await sql`
    update survey_links l
    set response_id = made.response_id, opened_at = coalesce(l.opened_at, made.started_at), started_at = coalesce(l.started_at, made.started_at), used_at = coalesce(made.used_at, l.used_at)
    from json_to_recordset(${JSON.stringify(links.map((link) => ({ id: link.id, response_id: link.responseId, started_at: link.startedAt, used_at: link.usedAt })))}::json)
      as made (id uuid, response_id uuid, started_at timestamptz, used_at timestamptz)
    where l.id = made.id`.execute(tx);
}

/** The first time only. */
export async function markOpened(db: Db, id: string, at: Date): Promise<void> {
  await sql`update survey_links set opened_at = ${at} where id = ${id} and opened_at is null`.execute(db);
}

export interface NewLinkRow {
  id: string;
  tokenHash: string;
  survey: string;
  subject: string | null;
  identifierKind: string | null;
  identifierValue: string | null;
  invitation: string | null;
  source: string;
  isSingleUse: boolean;
  expiresAt: Date | null;
  pinHash: string | null;
  hidden: Readonly<Record<string, string>>;
  name: string | null;
}

export async function insertLinks(tx: Db, links: readonly NewLinkRow[], made: { at: Date; by: string }): Promise<void> {
  const rows = links.map((link) => ({
    id: link.id, token_hash: link.tokenHash, survey: link.survey, subject: link.subject, identifier_kind: link.identifierKind, identifier_value: link.identifierValue, invitation: link.invitation,
    source: link.source, is_single_use: link.isSingleUse, expires_at: link.expiresAt, pin_hash: link.pinHash, hidden: link.hidden, name: link.name,
  }));
  await sql`
    insert into survey_links (id, token_hash, survey, subject, identifier_kind, identifier_value, invitation, source, is_single_use, expires_at, pin_hash, hidden, name, created_at, created_by)
    select id, token_hash, survey, subject, identifier_kind, identifier_value, invitation, source, is_single_use, expires_at, pin_hash, hidden, name, ${made.at}, ${made.by}
    from json_to_recordset(${JSON.stringify(rows)}::json) as made (id uuid, token_hash text, survey text, subject uuid, identifier_kind text, identifier_value text, invitation uuid,
      source text, is_single_use boolean, expires_at timestamptz, pin_hash text, hidden jsonb, name text)`.execute(tx);
}

/**
 * Counts an attempt before it is judged, so that a thousand at once are a thousand attempts.
 * @returns the hash to compare with; null while attempts are blocked
 */
export async function countPinAttempt(db: Db, id: string, { now, most, blockedUntil }: { now: Date; most: number; blockedUntil: Date }): Promise<string | null> {
  const { rows } = await sql<{ pinHash: string }>`
    update survey_links
    set pin_failures = pin_failures + 1, pin_blocked_until = case when pin_failures + 1 >= ${most} then ${blockedUntil}::timestamptz end
    where id = ${id} and (pin_blocked_until is null or pin_blocked_until <= ${now})
    returning pin_hash`.execute(db);
  return rows[0]?.pinHash ?? null;
}

export async function forgetPinAttempts(db: Db, id: string): Promise<void> {
  await sql`update survey_links set pin_failures = 0, pin_blocked_until = null where id = ${id}`.execute(db);
}

export interface ListedLink {
  id: string;
  name: string | null;
  isPersonal: boolean;
  identifierKind: string | null;
  identifierValue: string | null;
  hidden: Record<string, string>;
  isSingleUse: boolean;
  hasPin: boolean;
  source: string;
  createdAt: Date;
  createdBy: string;
  expiresAt: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
  openedAt: Date | null;
  startedAt: Date | null;
  usedAt: Date | null;
  answers: number;
}

export interface LinkListFilter {
  survey: string;
  made: 'by_hand' | 'by_invitation' | null;
  after: { createdAt: string; id: string } | null;
  limit: number;
}

/** Newest first. */
export async function listLinks(db: Db, { survey, made, after, limit }: LinkListFilter): Promise<ListedLink[]> {
  // Said plainly, so that the index of those made by hand serves.
  const which = made === null ? sql`true` : made === 'by_hand' ? sql`l.invitation is null` : sql`l.invitation is not null`;
  const { rows } = await sql<ListedLink>`
    select l.id, l.name, l.identifier_kind is not null or l.subject is not null as is_personal, l.identifier_kind, l.identifier_value, l.hidden, l.is_single_use, l.pin_hash is not null as has_pin, l.source,
      l.created_at, l.created_by, l.expires_at, l.ended_at, l.ended_by, l.opened_at, l.started_at, l.used_at,
      (select count(*) from responses r where r.link_id = l.id and r.finished_at is not null) as answers
    from survey_links l
    where l.survey = ${survey} and ${which} and (${after?.id ?? null}::uuid is null or (l.created_at, l.id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by l.created_at desc, l.id desc limit ${limit}`.execute(db);
  return rows;
}

/** The first time counts; null takes it back. @returns whether there is such a link */
export async function setEnded(db: Db, { survey, id }: { survey: string; id: string }, ended: { at: Date; by: string } | null): Promise<boolean> {
  const { rows } = ended === null
    ? await sql`update survey_links set ended_at = null, ended_by = null where id = ${id} and survey = ${survey} returning 1`.execute(db)
    : await sql`update survey_links set ended_by = case when ended_at is null then ${ended.by} else ended_by end, ended_at = coalesce(ended_at, ${ended.at}) where id = ${id} and survey = ${survey} returning 1`.execute(db);
  return rows.length > 0;
}

/** One that nobody has used; whoever has answered keeps the link, so that it is not answered twice. @returns whether it went */
export async function deleteLink(db: Db, survey: string, id: string): Promise<boolean> {
  const { rows } = await sql`delete from survey_links where id = ${id} and survey = ${survey} and used_at is null returning 1`.execute(db);
  return rows.length > 0;
}
