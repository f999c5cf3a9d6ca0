import { sql } from 'kysely';
import type { OwnSignature, SigningWay } from '../../../listening/inlets/inlets.contract.ts';
import type { Db } from '../../../platform/storage/records.ts';
import type { CallMapping } from '../mailbox.contract.ts';

export interface CallInletRow { id: string; name: string; signedAs: SigningWay; signature: OwnSignature | null; secret: string; mapping: CallMapping; department: string | null; accepted: number; refused: number; lastAcceptedAt: Date | null; lastRefusal: string | null; createdAt: Date; createdBy: string }
const columns = sql.raw('id, name, signed_as, signature, secret, mapping, department, accepted, refused, last_accepted_at, last_refusal, created_at, created_by');

export async function listCallInletRows(db: Db, after: { name: string; id: string } | null, limit: number): Promise<CallInletRow[]> {
  const { rows } = await sql<CallInletRow>`
    select ${columns} from call_inlets
    where removed_at is null and (${after?.id ?? null}::uuid is null or (lower(name), id) > (${after?.name ?? null}::text, ${after?.id ?? null}::uuid))
    order by lower(name), id limit ${limit}`.execute(db);
  return rows;
}

export async function findCallInlet(db: Db, id: string): Promise<CallInletRow | null> {
  const { rows } = await sql<CallInletRow>`select ${columns} from call_inlets where id = ${id} and removed_at is null`.execute(db);
  return rows[0] ?? null;
}

export async function insertCallInlet(db: Db, row: Pick<CallInletRow, 'id' | 'name' | 'signedAs' | 'signature' | 'secret' | 'mapping' | 'department' | 'createdAt' | 'createdBy'>): Promise<void> {
  await sql`
    insert into call_inlets (id, name, signed_as, signature, secret, mapping, department, created_by, created_at, updated_at)
    values (${row.id}, ${row.name}, ${row.signedAs}, ${row.signature === null ? null : JSON.stringify(row.signature)}::jsonb, ${row.secret}, ${JSON.stringify(row.mapping)}::jsonb, ${row.department}, ${row.createdBy}, ${row.createdAt}, ${row.createdAt})`.execute(db);
}

export async function removeCallInlet(db: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update call_inlets set removed_at = ${at}, secret = '' where id = ${id} and removed_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function countCall(db: Db, id: string, at: Date): Promise<void> {
  await sql`update call_inlets set accepted = accepted + 1, last_accepted_at = ${at} where id = ${id}`.execute(db);
}

export async function countRefusedCall(db: Db, id: string, reason: string): Promise<void> {
  await sql`update call_inlets set refused = refused + 1, last_refusal = ${reason.slice(0, 300)} where id = ${id}`.execute(db);
}

interface OpenCaseRow { id: string; number: number; subjectLine: string; department: string | null; channel: string; lastAt: Date }

/** The cases of a customer in which somebody has to do or wait for something, the latest first. */
export async function listOpenCasesOf(db: Db, customerId: string, limit: number): Promise<OpenCaseRow[]> {
  const { rows } = await sql<OpenCaseRow>`
    select c.id, c.number, c.subject_line, c.department, c.channel, greatest(c.opened_at, c.last_customer_at, c.last_staff_at) as last_at
    from cases c join identifiers i on i.id = c.subject
    where i.customer_id = ${customerId} and c.merged_into is null and c.status in ('new', 'open', 'waiting_customer', 'waiting_partner')
    order by greatest(c.opened_at, c.last_customer_at, c.last_staff_at) desc, c.id limit ${limit}`.execute(db);
  return rows;
}

/** Whom a phone rings, by the address they sign in with. */
export async function findStaffByEmail(db: Db, email: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from users where lower(email) = lower(${email}) and deactivated_at is null`.execute(db);
  return rows[0]?.id ?? null;
}
