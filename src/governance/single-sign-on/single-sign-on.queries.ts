import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { GroupRole } from './single-sign-on.contract.ts';

export interface StoredSingleSignOn {
  issuer: string;
  clientId: string;
  sealedClientSecret: string;
  label: string;
  allowedDomains: string[];
  defaultRole: string | null;
  groupsClaim: string | null;
  groupRoles: GroupRole[];
  onlySince: Date | null;
  changedAt: Date;
}

export async function findSingleSignOn(db: Db): Promise<StoredSingleSignOn | null> {
  const { rows } = await sql<StoredSingleSignOn>`
    select issuer, client_id, sealed_client_secret, label, allowed_domains, default_role, groups_claim, group_roles, only_since, changed_at
    from single_sign_on`.execute(db);
  return rows[0] ?? null;
}

export async function saveSingleSignOn(db: Db, { issuer, clientId, sealedClientSecret, label, allowedDomains, defaultRole, groupsClaim, groupRoles, onlySince, changedAt }: StoredSingleSignOn): Promise<void> {
  await sql`
    insert into single_sign_on (issuer, client_id, sealed_client_secret, label, allowed_domains, default_role, groups_claim, group_roles, only_since, changed_at)
    values (${issuer}, ${clientId}, ${sealedClientSecret}, ${label}, ${allowedDomains}, ${defaultRole}, ${groupsClaim}, ${JSON.stringify(groupRoles)}, ${onlySince}, ${changedAt})
    on conflict (is_the_one) do update set issuer = excluded.issuer, client_id = excluded.client_id, sealed_client_secret = excluded.sealed_client_secret,
      label = excluded.label, allowed_domains = excluded.allowed_domains, default_role = excluded.default_role, groups_claim = excluded.groups_claim,
      group_roles = excluded.group_roles, only_since = excluded.only_since, changed_at = excluded.changed_at`.execute(db);
}

export async function deleteSingleSignOn(db: Db): Promise<void> {
  await sql`delete from single_sign_on`.execute(db);
}
