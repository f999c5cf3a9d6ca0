import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Vault } from './secrets/vault.ts';
import type { Db } from './storage/records.ts';

const purposeOf = (name: string) => `installation ${name}`;
const isSealed = (value: string) => value.startsWith('v1.');

/**
 * A secret of this installation, made once; processes that start at the same time agree on one.
 * @param seal - the secret is kept sealed from now on, also one that was made before secrets were; not for processes that
 * share a database but no key
 * @throws Error when it was sealed with another key
 */
export async function readOrMakeSecret(db: Db, name: string, { vault, seal }: { vault?: Vault; seal?: boolean } = {}): Promise<string> {
  const sealing = seal ? vault : undefined;
  const made = randomBytes(32).toString('base64url');
  await sql`insert into installation (name, value) values (${name}, ${sealing ? sealing.seal(made, purposeOf(name)) : made}) on conflict do nothing`.execute(db);
  const { rows } = await sql<{ value: string }>`select value from installation where name = ${name}`.execute(db);
  const value = rows[0]?.value;
  if (!value) throw new Error(`The secret ${name} could not be kept in the records store.`);
  if (isSealed(value)) return unseal(value, name, vault);
  if (sealing) await sql`update installation set value = ${sealing.seal(value, purposeOf(name))} where name = ${name} and value = ${value}`.execute(db);
  return value;
}

function unseal(value: string, name: string, vault: Vault | undefined): string {
  const advice = 'Start with the same secret.key in the data folder as before, or the same MOMENTE_SECRET_KEY. (Who moves from the file to the variable copies the line in the file.)';
  if (!vault) throw new Error(`The secret ${name} is sealed. ${advice}`);
  try {
    return vault.unseal(value, purposeOf(name));
  } catch (cause) {
    throw new Error(`The secrets of this installation were sealed with another key. ${advice}`, { cause });
  }
}
