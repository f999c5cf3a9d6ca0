import { sql } from 'kysely';
import { forgetLabel } from '../../governance/audit/redact.actions.ts';
import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import { listNamesSaid } from '../../people/identity/customer-nodes.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';

const MAX_IMPORTS = 100_000;
/** Shorter ones are in too many names of files by chance. */
const SHORTEST_WORD = 3;
const SHORTEST_VALUE = 6;

/**
 * People call files after whom they are about. Where the name of a file has a word of the name or an identifier of the
 * erased in it, the import is called by its day from now on, also as who did something in the audit log.
 * Runs while the identifiers are still there. @returns number of imports
 */
export async function forgetFileNames(context: Context, tx: Db, reach: CustomerReach): Promise<number> {
  const words = new Set((await listNamesSaid(tx, reach)).flatMap(wordsOf));
  const values = reach.identifiers.flatMap(({ kind, value, raw }) => [value, raw, ...(kind === 'email' ? [value.split('@')[0] ?? ''] : [])]).map(plain).filter((value) => value.length >= SHORTEST_VALUE);
  const { rows } = await sql<{ id: string; name: string; createdAt: Date }>`select id, name, created_at from imports order by created_at desc limit ${MAX_IMPORTS}`.execute(tx);
  const named = rows.filter(({ name }) => wordsOf(name).some((word) => words.has(word)) || values.some((value) => plain(name).includes(value)));
  for (const { id, name, createdAt } of named) {
    const neutral = `Import ${createdAt.toISOString().slice(0, 10)}`;
    await sql`update imports set name = ${neutral} where id = ${id}`.execute(tx);
    await forgetLabel(context, tx, { kind: 'import', id, label: name, neutral });
  }
  return named.length;
}

// A Mac writes an umlaut in a file's name as two characters.
const plain = (text: string): string => text.normalize('NFC').toLowerCase();
const wordsOf = (text: string): string[] => plain(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= SHORTEST_WORD && !/^\d+$/.test(word));
