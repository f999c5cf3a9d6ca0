import { sql } from 'kysely';
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { normalIdentifier } from '../identity/identity.actions.ts';
import type { ContactChannel, SuppressReason, suppressionSchema } from './consent.contract.ts';
import type { z } from 'zod';

type Suppression = z.infer<typeof suppressionSchema>;

/**
 * Nothing goes to this address any more: the mail server said it is dead, its owner called a mail spam, or somebody
 * said so by hand. Twice is the same as once.
 * @param purpose - '' = for everything; otherwise only for this purpose
 * @param isErased - only the fingerprint is kept, because nobody known has this address any more
 */
export async function suppressAddress(
  context: Context,
  tx: Db,
  { channel, address, reason, detail = '', purpose = '', isErased = false }: { channel: ContactChannel; address: string; reason: SuppressReason; detail?: string; purpose?: string; isErased?: boolean },
): Promise<void> {
  await sql`
    insert into suppressed_addresses (channel, address_key, purpose, address, reason, detail, at)
    values (${channel}, address_key(${channel}, ${address}), ${purpose}, ${isErased ? null : address}, ${reason}, ${detail.slice(0, 300)}, ${context.clock.now()})
    on conflict (channel, address_key, purpose) do nothing`.execute(tx);
}

/** By hand, as somebody typed it. @throws consent.address_unknown */
export async function suppressByHand(context: Context, { channel, address, detail }: { channel: ContactChannel; address: string; detail: string }): Promise<void> {
  const kind = channel === 'mail' ? 'email' : channel === 'sms' || channel === 'phone' ? 'phone' : null;
  const normal = kind && normalIdentifier(context, kind, address);
  if (normal && 'reason' in normal) throw new Problem('consent.address_unknown', `This address cannot be used: ${normal.reason}.`);
  await context.db.transaction().execute((tx) => suppressAddress(context, tx, { channel, address: normal ? normal.identifier.value : address, reason: 'by_hand', detail }));
}

/** The address may be used again, e.g. because its mailbox was full and no longer is. @throws consent.address_unknown */
export async function releaseAddress({ db }: Context, { channel, key }: { channel: ContactChannel; key: string }): Promise<void> {
  const { numAffectedRows } = await sql`delete from suppressed_addresses where channel = ${channel} and address_key = ${key} and purpose = ''`.execute(db);
  if (!numAffectedRows) throw new Problem('consent.address_unknown', 'This address is not suppressed.');
}

/** Newest first. @throws request.cursor_invalid */
export async function listSuppressions({ db }: Context, { limit, cursor, search }: { limit: number; cursor?: string | undefined; search?: string | undefined }): Promise<{ items: Suppression[]; nextCursor: string | null }> {
  const [at, key] = cursor ? decodeCursor(cursor, 2) : [null, null];
  const { rows } = await sql<Omit<Suppression, 'at'> & { at: Date }>`
    select channel, address_key as key, address, purpose, reason, detail, at from suppressed_addresses
    where (${at}::timestamptz is null or (at, address_key) < (${at}::timestamptz, ${key}::text)) and (${search ?? null}::text is null or strpos(lower(address), lower(${search ?? ''})) > 0)
    order by at desc, address_key desc limit ${limit + 1}`.execute(db);
  const items = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.at, last.key]) : null };
}
