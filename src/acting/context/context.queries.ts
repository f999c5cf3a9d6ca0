import { sql } from 'kysely';
import { jsonText } from '../../kernel/json-text.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { ContextPanel, KeptFacts } from './context.contract.ts';

export interface PersonRow {
  id: string;
  name: string;
  traits: Record<string, unknown>;
  firstAt: Date | null;
  kind: 'person' | 'company' | 'partner' | 'supplier';
  identifiers: { kind: string; value: string; raw: string }[];
  contracts: ContextPanel['contracts'];
  devicesNow: ContextPanel['devicesNow'];
  home: ContextPanel['home'];
}

/** All that records know of a customer, in one statement: the panel is looked at with every case. */
export async function findPerson(db: Db, customerId: string, today: string): Promise<PersonRow | null> {
  const { rows } = await sql<PersonRow>`
    with mine as materialized (select id, kind, value, raw, named_at from identifiers where customer_id = ${customerId})
    select c.id, c.name, c.traits, c.first_at,
      coalesce((select k.kind from customer_kinds k join mine on mine.id = k.subject order by k.set_at desc limit 1), 'person') as kind,
      coalesce((select json_agg(json_build_object('kind', known.kind, 'value', known.value, 'raw', known.raw) order by known.named_at)
        from (select * from mine where named_at is not null and kind in ('customerNumber', 'userId', 'email', 'phone') order by named_at limit 50) as known), '[]') as identifiers,
      coalesce((select json_agg(json_build_object('id', x.id, 'number', x.number, 'product', x.product, 'accountId', x.account_id, 'startsOn', to_char(x.starts_on, 'YYYY-MM-DD'), 'endsOn', to_char(x.ends_on, 'YYYY-MM-DD'), 'monthlyCents', x.monthly_cents,
          'status', case when x.ends_on < ${today}::date then 'ended' when x.starts_on > ${today}::date then 'planned' else 'active' end) order by (x.ends_on < ${today}::date) nulls first, x.starts_on desc)
        from (select k.* from contracts k join mine on mine.id = k.subject order by (k.ends_on < ${today}::date) nulls first, k.starts_on desc limit 20) as x), '[]') as contracts,
      coalesce((select json_agg(json_build_object('id', x.id, 'model', x.model, 'maker', x.maker, 'serial', x.serial, 'software', x.software, 'ownedFrom', to_char(x.owned_from, 'YYYY-MM-DD'), 'ownedTo', to_char(x.owned_to, 'YYYY-MM-DD')) order by x.owned_from desc)
        from (select d.* from devices d join mine on mine.id = d.subject where d.owned_from <= ${today}::date and (d.owned_to is null or d.owned_to > ${today}::date) order by d.owned_from desc limit 10) as x), '[]') as devices_now,
      (select json_build_object('id', a.id, 'kind', a.kind, 'street', a.street, 'postcode', a.postcode, 'city', a.city, 'country', a.country, 'cell', a.cell, 'validFrom', to_char(a.valid_from, 'YYYY-MM-DD'), 'validTo', to_char(a.valid_to, 'YYYY-MM-DD'))
        from addresses a join mine on mine.id = a.subject where (a.valid_from is null or a.valid_from <= ${today}::date) and (a.valid_to is null or a.valid_to > ${today}::date)
        order by (a.kind = 'home') desc, a.valid_from desc nulls last, a.id limit 1) as home
    from customers c where c.id = ${customerId}`.execute(db);
  return rows[0] ?? null;
}

export interface DeskFactsRow {
  promises: ContextPanel['promises'];
  otherCases: (Omit<ContextPanel['otherCases'][number], 'number'> & { number: number; department: string | null })[];
  consents: ContextPanel['channels']['consents'];
}

/** What the desk itself knows: open promises, other open cases, consents. */
export async function readDeskFacts(db: Db, customerId: string, exceptCaseId: string | null): Promise<DeskFactsRow> {
  const { rows } = await sql<DeskFactsRow>`
    select
      coalesce((select json_agg(json_build_object('id', p.id, 'text', p.text, 'dueAt', to_char(p.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'caseId', p.case_id) order by p.due_at)
        from (select p.* from promises p join identifiers i on i.id = p.subject where i.customer_id = ${customerId} and p.kept_at is null and p.withdrawn_at is null order by p.due_at limit 10) as p), '[]') as promises,
      coalesce((select json_agg(json_build_object('id', k.id, 'number', k.number, 'subjectLine', k.subject_line, 'status', k.status, 'department', k.department) order by k.opened_at desc)
        from (select k.* from cases k join identifiers i on i.id = k.subject where i.customer_id = ${customerId} and k.status <> 'closed' and k.merged_into is null and k.id is distinct from ${exceptCaseId}::uuid order by k.opened_at desc limit 10) as k), '[]') as other_cases,
      coalesce((select json_agg(json_build_object('purpose', s.purpose, 'channel', s.channel, 'state', s.state) order by s.purpose, s.channel) from customer_consents s where s.customer_id = ${customerId}), '[]') as consents`.execute(db);
  return rows[0] ?? { promises: [], otherCases: [], consents: [] };
}

export interface KeptRow {
  id: string;
  at: Date;
  because: KeptFacts['because'];
  byLabel: string;
}

/** Newest first; also of cases that were merged into this one. */
export async function listKept(db: Db, caseId: string, after: { at: Date; id: string } | null, limit: number): Promise<KeptRow[]> {
  const { rows } = await sql<KeptRow>`
    select f.id, f.at, f.because, f.by_label from case_facts f
    where (f.case_id = ${caseId} or f.case_id in (select id from cases where merged_into = ${caseId}))
      and (${after === null} or (f.at, f.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by f.at desc, f.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function findKept(db: Db, caseId: string, id: string): Promise<(KeptRow & { facts: KeptFacts['facts']; customerId: string | null }) | null> {
  const { rows } = await sql<KeptRow & { facts: KeptFacts['facts']; customerId: string | null }>`
    select f.id, f.at, f.because, f.by_label, f.facts, i.customer_id from case_facts f left join identifiers i on i.id = f.subject
    where f.id = ${id} and (f.case_id = ${caseId} or f.case_id in (select id from cases where merged_into = ${caseId}))`.execute(db);
  return rows[0] ?? null;
}

export async function insertKept(tx: Db, row: { id: string; caseId: string; subject: string | null; at: Date; because: string; entryId: string | null; by: string; facts: KeptFacts['facts'] }): Promise<void> {
  await sql`insert into case_facts (id, case_id, subject, at, because, entry_id, by_label, facts)
    values (${row.id}, ${row.caseId}, ${row.subject}, ${row.at}, ${row.because}, ${row.entryId}, ${row.by}, ${jsonText(row.facts)}::jsonb) on conflict (entry_id) do nothing`.execute(tx);
}

export interface DueRow {
  entryId: string;
  caseId: string;
  because: KeptFacts['because'];
  byLabel: string;
  at: Date;
}

/** One decision whose facts are still to be kept, for nobody else until the transaction ends. */
export async function takeDue(tx: Db): Promise<DueRow | null> {
  const { rows } = await sql<DueRow>`delete from case_facts_due where entry_id = (select entry_id from case_facts_due order by at limit 1 for update skip locked) returning entry_id, case_id, because, by_label, at`.execute(tx);
  return rows[0] ?? null;
}
