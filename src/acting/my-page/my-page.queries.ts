import { sql } from 'kysely';
import { jsonText } from '../../kernel/json-text.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { CorrectionKind, LinkChannel, MyLanguage, MyPage } from './my-page.contract.ts';

export interface LinkRow {
  id: string;
  subject: string;
  channel: LinkChannel;
  address: string;
  language: MyLanguage;
  madeAt: Date;
  expiresAt: Date;
  keyExpiresAt: Date | null;
  codeHash: string | null;
  codeSentAt: Date | null;
  codeTries: number;
  codesSent: number;
  /** Of the identifier now: it may have moved to another customer since the link was made. */
  customerId: string;
}

export async function insertLink(tx: Db, row: { id: string; subject: string; tokenHash: string; channel: LinkChannel; address: string; language: MyLanguage; madeBy: string; madeAt: Date; expiresAt: Date }): Promise<void> {
  await sql`insert into my_links (id, subject, token_hash, channel, address, language, made_by, made_at, expires_at)
    values (${row.id}, ${row.subject}, ${row.tokenHash}, ${row.channel}, ${row.address}, ${row.language}, ${row.madeBy}, ${row.madeAt}, ${row.expiresAt})`.execute(tx);
}

/** Links that customers asked for themselves; one address after another, so that the limit holds. */
export async function countLinksSince(tx: Db, address: string, since: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(7041992, hashtext(${address}))`.execute(tx);
  const { rows } = await sql<{ n: number }>`select count(*) as n from my_links where address = ${address} and made_at > ${since} and made_by = 'customer'`.execute(tx);
  return rows[0]?.n ?? 0;
}

const columns = sql`l.id, l.subject, l.channel, l.address, l.language, l.made_at, l.expires_at, l.key_expires_at, l.code_hash, l.code_sent_at, l.code_tries, l.codes_sent, i.customer_id`;

/** Uses a link up: of several who try at once, one gets it. */
export async function openLink(tx: Db, { tokenHash, keyHash, keyExpiresAt, at }: { tokenHash: string; keyHash: string; keyExpiresAt: Date; at: Date }): Promise<LinkRow | null> {
  const { rows } = await sql<LinkRow>`
    update my_links l set opened_at = ${at}, key_hash = ${keyHash}, key_expires_at = ${keyExpiresAt} from identifiers i
    where l.token_hash = ${tokenHash} and l.opened_at is null and l.ended_at is null and l.expires_at > ${at} and i.id = l.subject returning ${columns}`.execute(tx);
  return rows[0] ?? null;
}

export async function findOpenLink(db: Db, keyHash: string, at: Date): Promise<LinkRow | null> {
  const { rows } = await sql<LinkRow>`select ${columns} from my_links l join identifiers i on i.id = l.subject where l.key_hash = ${keyHash} and l.key_expires_at > ${at} and l.ended_at is null`.execute(db);
  return rows[0] ?? null;
}

export async function setTicket(tx: Db, id: string, ticketHash: string): Promise<void> {
  await sql`update my_links set ticket_hash = ${ticketHash} where id = ${id}`.execute(tx);
}

/** The ticket is gone with the change that used it; a second change with the same one finds none. */
export async function exchangeTicket(tx: Db, { keyHash, ticketHash, nextHash, at }: { keyHash: string; ticketHash: string; nextHash: string; at: Date }): Promise<LinkRow | null> {
  const { rows } = await sql<LinkRow>`
    update my_links l set ticket_hash = ${nextHash} from identifiers i
    where l.key_hash = ${keyHash} and l.key_expires_at > ${at} and l.ended_at is null and l.ticket_hash = ${ticketHash} and i.id = l.subject returning ${columns}`.execute(tx);
  return rows[0] ?? null;
}

export async function endLink(db: Db, keyHash: string, at: Date): Promise<void> {
  await sql`update my_links set ended_at = ${at} where key_hash = ${keyHash} and ended_at is null`.execute(db);
}

/** @returns which code of this link it is, or null when there were enough */
export async function setCode(tx: Db, id: string, { codeHash, at, most }: { codeHash: string; at: Date; most: number }): Promise<number | null> {
  const { rows } = await sql<{ codesSent: number }>`update my_links set code_hash = ${codeHash}, code_sent_at = ${at}, code_tries = 0, codes_sent = codes_sent + 1 where id = ${id} and codes_sent < ${most} returning codes_sent`.execute(tx);
  return rows[0]?.codesSent ?? null;
}

/** A right code is used up; a wrong one counts. One after another, so that many at once are not more tries. */
export async function tryCode(tx: Db, id: string, { codeHash, sentAfter, mostTries }: { codeHash: string; sentAfter: Date; mostTries: number }): Promise<boolean> {
  const { rows } = await sql<{ isRight: boolean }>`
    with tried as (select id, code_hash = ${codeHash} as is_right from my_links where id = ${id} and code_hash is not null and code_sent_at > ${sentAfter} and code_tries < ${mostTries} for update)
    update my_links l set code_tries = l.code_tries + 1, code_hash = case when tried.is_right then null else l.code_hash end from tried where l.id = tried.id returning tried.is_right`.execute(tx);
  return rows[0]?.isRight ?? false;
}

export async function deleteLinksBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`with gone as (delete from my_links where made_at < ${before} returning 1) select count(*) as n from gone`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Where a link can be sent, the preferred first. */
export async function listLinkAddresses(db: Db, customerId: string): Promise<{ subject: string; channel: LinkChannel; address: string }[]> {
  const { rows } = await sql<{ subject: string; channel: LinkChannel; address: string }>`
    select subject, channel, address from customer_addresses where customer_id = ${customerId} and channel in ('mail', 'sms') and suppressed_because is null order by preference_rank, address limit 20`.execute(db);
  return rows;
}

/** An identifier that somebody is named by now. */
export async function isNamed(db: Db, id: string): Promise<boolean> {
  return (await sql`select 1 from identifiers where id = ${id} and named_at is not null`.execute(db)).rows.length > 0;
}

/**
 * Whether everything that is known of the customer from somewhere we can rely on hangs together with this address by such
 * knowledge. A write key stands in web pages and anybody answers a survey: whoever writes there that an address belongs to a
 * customer has added an address, and must not read that customer's data with it.
 */
export async function isVouchedFor(db: Db, subject: string): Promise<boolean> {
  const { rows } = await sql<{ isVouched: boolean }>`
    with recursive mine as materialized (
      select i.id, coalesce(k.switches, false) as switches from identifiers i left join identifier_kinds k on k.kind = i.kind where i.customer_id = (select customer_id from identifiers where id = ${subject})
    ), said as materialized (
      select l.from_id, l.into_id from (select l.* from mine join identity_log l on l.from_id = mine.id union all select l.* from mine join identity_log l on l.into_id = mine.id) as l
      where l.op = 'link' and l.retracted_at is null and l.source <> 'survey' and l.source not in (select name from sources) and not exists (select from identity_log u where u.op = 'unlink' and u.link_id = l.link_id)
    ), reached (id) as (
      select ${subject}::uuid union select case when said.from_id = reached.id then said.into_id else said.from_id end from reached join said on reached.id in (said.from_id, said.into_id)
    )
    select not exists (
      select from mine where not mine.switches and mine.id not in (select id from reached)
        and (mine.id in (select from_id from said union select into_id from said) or exists (select from contracts c where c.subject = mine.id) or exists (select from addresses a where a.subject = mine.id)
          or exists (select from devices d where d.subject = mine.id) or exists (select from cases k where k.subject = mine.id))) as is_vouched`.execute(db);
  return rows[0]?.isVouched ?? false;
}

export type RequestRow = Omit<MyPage['requests'][number], 'number' | 'openedAt' | 'lastReplyAt' | 'solvedAt'> & { number: number; openedAt: Date; lastReplyAt: Date | null; solvedAt: Date | null };

/** Requests as a customer may see them: own words, and what was sent to them. Never notes, events or what staff called it. */
export async function listRequests(db: Db, customerId: string): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    select k.number, k.channel, case when k.source_kind in ('mail', 'form', 'message') then nullif(k.subject_line, '') end as subject_line, k.status, k.opened_at, k.solved_at, reply.at as last_reply_at, left(reply.text, 2000) as last_reply
    from cases k join identifiers i on i.id = k.subject
    left join lateral (select e.at, e.text from case_entries e where e.case_id = k.id and e.kind = 'message' and e.direction = 'outbound' and not e.is_automatic order by e.seq desc limit 1) as reply on true
    where i.customer_id = ${customerId} and k.merged_into is null order by k.opened_at desc limit 20`.execute(db);
  return rows;
}

export interface PromiseRow {
  text: string;
  dueAt: Date;
  timeZone: string;
  keptAt: Date | null;
  withdrawnAt: Date | null;
  number: number | null;
}

export async function listPromises(db: Db, customerId: string): Promise<PromiseRow[]> {
  const { rows } = await sql<PromiseRow>`
    select p.text, p.due_at, p.time_zone, p.kept_at, p.withdrawn_at, k.number from promises p join identifiers i on i.id = p.subject left join cases k on k.id = p.case_id
    where i.customer_id = ${customerId} order by p.due_at desc limit 20`.execute(db);
  return rows;
}

export interface OwnData {
  name: string;
  traits: Record<string, unknown>;
  emails: string[];
  phones: string[];
  addresses: MyPage['data']['addresses'];
  contracts: MyPage['data']['contracts'];
  devices: MyPage['data']['devices'];
}

export async function findOwnData(db: Db, customerId: string, today: string): Promise<OwnData | null> {
  const { rows } = await sql<OwnData>`
    with mine as materialized (select id, kind, value, named_at from identifiers where customer_id = ${customerId})
    select c.name, c.traits,
      array(select value from mine where kind = 'email' and named_at is not null order by named_at limit 20) as emails,
      array(select value from mine where kind = 'phone' and named_at is not null order by named_at limit 20) as phones,
      coalesce((select json_agg(json_build_object('id', a.id, 'street', a.street, 'postcode', a.postcode, 'city', a.city, 'country', a.country) order by a.kind, a.id)
        from addresses a join mine on mine.id = a.subject where (a.valid_from is null or a.valid_from <= ${today}::date) and (a.valid_to is null or a.valid_to > ${today}::date)), '[]') as addresses,
      coalesce((select json_agg(json_build_object('number', k.number, 'product', k.product, 'startsOn', to_char(k.starts_on, 'YYYY-MM-DD'), 'endsOn', to_char(k.ends_on, 'YYYY-MM-DD')) order by k.starts_on desc)
        from contracts k join mine on mine.id = k.subject where k.ends_on is null or k.ends_on >= ${today}::date), '[]') as contracts,
      coalesce((select json_agg(json_build_object('model', d.model, 'software', d.software, 'ownedFrom', to_char(d.owned_from, 'YYYY-MM-DD')) order by d.owned_from desc)
        from devices d join mine on mine.id = d.subject where d.owned_from <= ${today}::date and (d.owned_to is null or d.owned_to > ${today}::date)), '[]') as devices
    from customers c where c.id = ${customerId}`.execute(db);
  return rows[0] ?? null;
}

export async function isErasureAsked(db: Db, customerId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from privacy_erasures where customer_id = ${customerId} and rejected_at is null and (confirmed_at is not null or expires_at > ${now}) limit 1`.execute(db);
  return rows.length > 0;
}

export interface CorrectionRow {
  id: string;
  subject: string;
  customerId: string;
  customerName: string;
  what: CorrectionKind;
  recordId: string | null;
  before: unknown;
  after: unknown;
  note: string;
  proposedAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  decision: 'accepted' | 'declined' | null;
  reason: string | null;
}
const correctionColumns = sql`k.id, k.subject, i.customer_id, coalesce(c.name, '') as customer_name, k.what, k.record_id, k.before, k.after, k.note, k.proposed_at, k.decided_at, k.decided_by, k.decision, k.reason`;

export async function insertCorrection(tx: Db, row: { id: string; subject: string; what: CorrectionKind; recordId: string | null; before: unknown; after: unknown; note: string; at: Date }): Promise<void> {
  await sql`insert into my_corrections (id, subject, what, record_id, before, after, note, proposed_at)
    values (${row.id}, ${row.subject}, ${row.what}, ${row.recordId}, ${jsonText(row.before)}::jsonb, ${jsonText(row.after)}::jsonb, ${row.note}, ${row.at})`.execute(tx);
}

export async function listCorrectionsOf(db: Db, customerId: string): Promise<CorrectionRow[]> {
  const { rows } = await sql<CorrectionRow>`select ${correctionColumns} from my_corrections k join identifiers i on i.id = k.subject left join customers c on c.id = i.customer_id where i.customer_id = ${customerId} order by k.proposed_at desc limit 50`.execute(db);
  return rows;
}

/** Open ones oldest first, decided ones newest first. */
export async function listCorrectionRows(db: Db, state: 'open' | 'decided', after: { at: Date; id: string } | null, limit: number): Promise<CorrectionRow[]> {
  const { rows } = state === 'open'
    ? await sql<CorrectionRow>`select ${correctionColumns} from my_corrections k join identifiers i on i.id = k.subject left join customers c on c.id = i.customer_id
        where k.decided_at is null and (${after === null} or (k.proposed_at, k.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)) order by k.proposed_at, k.id limit ${limit}`.execute(db)
    : await sql<CorrectionRow>`select ${correctionColumns} from my_corrections k join identifiers i on i.id = k.subject left join customers c on c.id = i.customer_id
        where k.decided_at is not null and (${after === null} or (k.proposed_at, k.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)) order by k.proposed_at desc, k.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function findCorrection(db: Db, id: string): Promise<CorrectionRow | null> {
  const { rows } = await sql<CorrectionRow>`select ${correctionColumns} from my_corrections k join identifiers i on i.id = k.subject left join customers c on c.id = i.customer_id where k.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** @returns false when somebody else was first */
export async function markDecided(tx: Db, id: string, { decision, by, reason, at }: { decision: 'accepted' | 'declined'; by: string; reason: string; at: Date }): Promise<boolean> {
  const { rows } = await sql`update my_corrections set decided_at = ${at}, decided_by = ${by}, decision = ${decision}, reason = ${reason || null} where id = ${id} and decided_at is null returning 1`.execute(tx);
  return rows.length > 0;
}

export async function endAddress(tx: Db, id: string, on: string): Promise<void> {
  await sql`update addresses set valid_to = ${on}::date where id = ${id} and (valid_to is null or valid_to > ${on}::date)`.execute(tx);
}
