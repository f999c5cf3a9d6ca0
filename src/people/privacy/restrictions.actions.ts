import { z } from 'zod';
import { noteInAudit } from '../../governance/audit/audit.actions.ts';
import type { Restriction } from '../../governance/privacy/privacy.contract.ts';
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { findReach } from '../identity/erase-identity.actions.ts';
import { getCustomerIdOf } from '../identity/merge.actions.ts';
import { deleteRestrictionsOf, findRestriction, insertRestriction, isRestricted, listRestrictedAmong, listRestrictedCustomers, listRestrictedOf } from './restrictions.queries.ts';

/** @throws customer.not_found */
export async function readRestriction({ db }: Context, id: string): Promise<Restriction | null> {
  const row = await findRestriction(db, await getCustomerIdOf(db, id));
  return row && { ground: row.ground, note: row.note, restrictedBy: row.restrictedBy, restrictedAt: row.restrictedAt.toISOString() };
}

/** Keeps a customer's data without using it (Art. 18). Each identifier is marked, so that it outlives merges and unmerges. @throws customer.not_found */
export async function restrictCustomer(context: Context, id: string, { ground, note, by }: { ground: Restriction['ground']; note: string; by: string }): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const { customerId, subjects } = await findReach(tx, id, null);
    await insertRestriction(tx, subjects, { restrictionId: newId(), ground, note, restrictedBy: by, restrictedAt: context.clock.now() });
    await noteInAudit(tx, { action: 'customer.restricted', subject: 'privacy', subjectId: customerId, customers: subjects, reason: ground });
  });
}

/** @throws customer.not_found */
export async function liftRestriction(context: Context, id: string, reason: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const customerId = await getCustomerIdOf(tx, id);
    const subjects = await deleteRestrictionsOf(tx, customerId);
    if (subjects.length > 0) await noteInAudit(tx, { action: 'customer.restriction_lifted', subject: 'privacy', subjectId: customerId, customers: subjects, reason });
  });
}

/** Those of some customers that ordinary work may use. */
export async function withoutRestricted<T extends { id: string }>(db: Db, customers: readonly T[]): Promise<T[]> {
  if (customers.length === 0) return [];
  const restricted = await listRestrictedAmong(db, customers.map((customer) => customer.id));
  return customers.filter((customer) => !restricted.has(customer.id));
}

/** Of rows that show what a customer said, those that ordinary work may show. */
export async function withoutWordsOfRestricted<T extends { customerId: string }>(db: Db, rows: readonly T[]): Promise<T[]> {
  if (rows.length === 0) return [];
  const restricted = await listRestrictedAmong(db, [...new Set(rows.map(({ customerId }) => customerId))]);
  return rows.filter(({ customerId }) => !restricted.has(customerId));
}

/** Also under the id of a customer who was merged into this one. @throws customer.restricted */
export async function refuseRestricted({ db }: Pick<Context, 'db'>, id: string): Promise<void> {
  if (await isRestricted(db, id)) throw new Problem('customer.restricted', 'The processing of this customer’s data is restricted: it is kept, but not changed.', { id });
}

/** Of some identifiers, those under which ordinary work must change nothing. */
export async function listRestrictedIdentifiers(db: Db, identifierIds: readonly string[]): Promise<Set<string>> {
  return new Set(identifierIds.length === 0 ? [] : await listRestrictedOf(db, [...new Set(identifierIds)]));
}

/** By customer, so that none comes twice or is left out while others are restricted. @throws request.cursor_invalid */
export async function listRestrictions({ db }: Context, { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<{ items: (Restriction & { customerId: string })[]; nextCursor: string | null }> {
  const rows = await listRestrictedCustomers(db, { after: cursor ? readCursor(cursor) : null, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return {
    items: page.map(({ customerId, ground, note, restrictedBy, restrictedAt }) => ({ customerId, ground, note, restrictedBy, restrictedAt: restrictedAt.toISOString() })),
    nextCursor: rows.length > limit ? encodeCursor([page.at(-1)?.customerId ?? '']) : null,
  };
}

function readCursor(cursor: string): string {
  const { success, data } = z.uuid().safeParse(decodeCursor(cursor, 1)[0]);
  if (!success) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  return data;
}
