import { sql } from 'kysely';
import { newId } from '../../kernel/ids.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';

export interface AccountMembership {
  externalId: string;
  kind: 'household' | 'company';
  name: string;
  /** Identifier of the member, see identity. */
  subject: string;
  role: string | null;
}

/** Makes households and companies known and their members part of them; what is known already stays. */
export async function joinAccounts(context: Context, tx: Db, memberships: readonly AccountMembership[]): Promise<void> {
  if (memberships.length === 0) return;
  const nowMs = context.clock.now().getTime();
  const accounts = [...new Map(memberships.map((membership) => [membership.externalId, membership])).values()].sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
  await sql`
    insert into accounts (id, external_id, kind, name)
    select * from unnest(${accounts.map(() => newId(nowMs))}::uuid[], ${accounts.map((a) => clean(a.externalId))}::text[], ${accounts.map((a) => a.kind)}::text[], ${accounts.map((a) => clean(a.name))}::text[])
    on conflict (external_id) do update set name = excluded.name where accounts.name <> excluded.name`.execute(tx);
  await sql`
    insert into account_members (account_id, subject, role)
    select distinct on (a.id, m.subject) a.id, m.subject, m.role
    from unnest(${memberships.map((m) => clean(m.externalId))}::text[], ${memberships.map((m) => m.subject)}::uuid[], ${memberships.map((m) => m.role)}::text[]) as m (external_id, subject, role)
    join accounts a on a.external_id = m.external_id
    on conflict (account_id, subject) do update set role = coalesce(excluded.role, account_members.role)`.execute(tx);
}

const clean = (text: string) => text.toWellFormed().replaceAll('\0', '');
