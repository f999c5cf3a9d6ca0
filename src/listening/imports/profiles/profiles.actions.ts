import { sql } from 'kysely';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Profile, SavedProfile } from '../imports.contract.ts';

interface ProfileRow {
  name: string;
  profile: Profile;
  updatedAt: Date;
  updatedBy: string;
}
const PROFILE_LIMIT = 500;

export async function listProfiles({ db }: Context): Promise<SavedProfile[]> {
  const { rows } = await sql<ProfileRow>`select name, profile, updated_at, updated_by from import_profiles order by name limit ${PROFILE_LIMIT}`.execute(db);
  return rows.map(present);
}

async function findProfile({ db }: Pick<Context, 'db'>, name: string): Promise<SavedProfile | null> {
  const { rows } = await sql<ProfileRow>`select name, profile, updated_at, updated_by from import_profiles where name = ${name}`.execute(db);
  return rows[0] ? present(rows[0]) : null;
}

/** @throws import_profile.not_found */
export async function getProfile(context: Context, name: string): Promise<SavedProfile> {
  const found = await findProfile(context, name);
  if (!found) throw new Problem('import_profile.not_found', `There is no saved profile "${name}".`, { name });
  return found;
}

/** Saves under a name, over what was there. */
export async function saveProfile(context: Context, name: string, profile: Profile, by: string): Promise<SavedProfile> {
  await sql`
    insert into import_profiles (name, profile, updated_at, updated_by) values (${name}, ${JSON.stringify({ ...profile, name })}::jsonb, ${context.clock.now()}, ${by})
    on conflict (name) do update set profile = excluded.profile, updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(context.db);
  return getProfile(context, name);
}

/** @throws import_profile.not_found */
export async function removeProfile({ db }: Context, name: string): Promise<void> {
  const { numAffectedRows } = await sql`delete from import_profiles where name = ${name}`.execute(db);
  if (numAffectedRows !== 1n) throw new Problem('import_profile.not_found', `There is no saved profile "${name}".`, { name });
}

const present = ({ name, profile, updatedAt, updatedBy }: ProfileRow): SavedProfile => ({ name, profile, updatedAt: updatedAt.toISOString(), updatedBy });
