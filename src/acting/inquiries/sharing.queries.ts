import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface CaseSharing {
  touchpointDe: string | null;
  touchpointEn: string | null;
  category: string | null;
  words: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  customerNumber: string | null;
  contract: string | null;
  product: string | null;
  device: string | null;
  software: string | null;
  serial: string | null;
  street: string | null;
  place: string | null;
}

/** What of a case and its customer might be shared, in one statement. `words`: what the customer wrote first. */
export async function readCaseSharing(db: Db, caseId: string, today: string): Promise<CaseSharing | null> {
  const { rows } = await sql<CaseSharing>`
    with matter as (select c.id, c.subject, c.touchpoint, c.category, i.customer_id from cases c left join identifiers i on i.id = c.subject where c.id = ${caseId}),
    mine as (select i.id, i.kind, i.raw, i.named_at from identifiers i join matter on matter.customer_id = i.customer_id),
    device as (select d.maker, d.model, d.software, d.serial from devices d join mine on mine.id = d.subject where d.owned_from <= ${today}::date and (d.owned_to is null or d.owned_to > ${today}::date) order by d.owned_from desc limit 1),
    contract as (select k.number, k.product from contracts k join mine on mine.id = k.subject where k.starts_on <= ${today}::date and (k.ends_on is null or k.ends_on >= ${today}::date) order by k.starts_on desc limit 1),
    home as (select a.street, a.postcode, a.city from addresses a join mine on mine.id = a.subject where (a.valid_from is null or a.valid_from <= ${today}::date) and (a.valid_to is null or a.valid_to > ${today}::date) order by (a.kind = 'home') desc, a.valid_from desc nulls last, a.id limit 1)
    select t.name_de as touchpoint_de, t.name_en as touchpoint_en, matter.category, customers.name,
      (select e.text from case_entries e where e.case_id = matter.id and e.kind = 'message' and e.direction = 'inbound' and e.text <> '' order by e.seq limit 1) as words,
      (select raw from mine where kind = 'email' and named_at is not null order by named_at limit 1) as email,
      (select raw from mine where kind = 'phone' and named_at is not null order by named_at limit 1) as phone,
      (select raw from mine where kind in ('customerNumber', 'userId') and named_at is not null order by kind, named_at limit 1) as customer_number,
      contract.number as contract, contract.product, nullif(case when starts_with(lower(device.model), lower(device.maker)) then device.model else trim(concat(device.maker, ' ', device.model)) end, '') as device, device.software, device.serial,
      home.street, nullif(trim(concat(home.postcode, ' ', home.city)), '') as place
    from matter left join touchpoints t on t.code = matter.touchpoint left join customers on customers.id = matter.customer_id
      left join device on true left join contract on true left join home on true`.execute(db);
  return rows[0] ?? null;
}
