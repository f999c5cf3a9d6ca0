import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export async function readCustomerWords(db: Db, subject: string): Promise<{ name: string | null; traits: Record<string, unknown> | null }> {
  const { rows } = await sql<{ name: string; traits: Record<string, unknown> }>`select c.name, c.traits from identifiers i join customers c on c.id = i.customer_id where i.id = ${subject}`.execute(db);
  return rows[0] ?? { name: null, traits: null };
}
