import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { fingerprintKey } from './erasure.actions.ts';
import { fingerprintOf } from './proof.logic.ts';

interface Identifier {
  kind: string;
  value: string;
}

/**
 * Says of identifiers when whoever had them was erased, where that was after an instant: for work that began before an
 * erasure and may still bring in what was said before it. Told by fingerprint, since nothing else is kept of the erased.
 * @returns null when nobody was erased since
 */
export async function erasedSince(context: Context, tx: Db, since: Date, identifiers: () => readonly Identifier[]): Promise<((identifier: Identifier) => Date | undefined) | null> {
  const { rows: any } = await sql`select 1 from privacy_erasures where counts is not null and (erased_at is null or erased_at >= ${since}) limit 1`.execute(tx);
  if (any.length === 0) return null;
  const key = fingerprintKey(context);
  const wanted = [...new Set(identifiers().map((identifier) => fingerprintOf(key, identifier)))];
  const { rows } = await sql<{ fingerprint: string; at: Date }>`
    select fingerprint, coalesce(erased_at, confirmed_at) as at
    from privacy_erasures, unnest(fingerprints) as fingerprint
    where counts is not null and (erased_at is null or erased_at >= ${since}) and fingerprints && ${wanted}::text[] and fingerprint = any(${wanted}::text[])`.execute(tx);
  const found = new Map(rows.map(({ fingerprint, at }) => [fingerprint, at]));
  return found.size === 0 ? null : (identifier) => found.get(fingerprintOf(key, identifier));
}
