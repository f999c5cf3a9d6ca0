import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import type { Context } from '../../platform/context.ts';
import type { AuditChoices, AuditEntry, AuditFilter, AuditQuery, AuditState, Look } from './audit.contract.ts';
import { findHead, findLastSeal } from './audit.queries.ts';
import { chainAll, sealKeyOf } from './chain.actions.ts';
import { type EntryRow, listActions, listActors, listIdsOfCustomer, listLooks, listNames, listSubjects, type Place, searchEntries } from './search.queries.ts';
import { lastVerification } from './verify.actions.ts';

const SHOWN_CUSTOMERS = 10;
const MAX_ACTORS = 500;
const MAX_LOOKS = 100;

/** Newest first; what was committed before the call is in it. */
export async function searchAudit(context: Context, { limit, cursor, ...filter }: AuditQuery): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
  await chainAll(context);
  const after = cursor === undefined ? null : placeOf(cursor);
  const rows = await searchEntries(context.db, { filter, customerIds: await idsIn(context, filter), after }, limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: await present(context, shown), nextCursor: rows.length > limit && last ? encodeCursor([last.exactAt, last.seq]) : null };
}

/** All that a filter finds, newest first, in parts. */
export async function* streamAudit(context: Context, filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
  await chainAll(context);
  const ids = await idsIn(context, filter);
  for (let after: Place | null = null; ; ) {
    const rows: EntryRow[] = await searchEntries(context.db, { filter, customerIds: ids, after }, 1_000);
    if (rows.length > 0) yield await present(context, rows);
    const last = rows.at(-1);
    if (!last || rows.length < 1_000) return;
    after = { at: last.exactAt, seq: last.seq };
  }
}

export async function readChoices({ db }: Context): Promise<AuditChoices> {
  const [actors, subjects, actions] = await Promise.all([listActors(db, MAX_ACTORS), listSubjects(db), listActions(db)]);
  return { actors, subjects, actions };
}

export async function readLooks(context: Context, customerId: string): Promise<Look[]> {
  await chainAll(context);
  const rows = await listLooks(context.db, await listIdsOfCustomer(context.db, customerId), MAX_LOOKS);
  return rows.map(({ actorKind, actorId, label, role, on, firstAt, lastAt, looks, subjects }) => ({ actor: { kind: actorKind, id: actorId, label, role }, on, firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString(), looks, subjects }));
}

export async function readAuditState(context: Context): Promise<AuditState> {
  const [head, lastSeal] = await Promise.all([findHead(context.db), findLastSeal(context.db)]);
  return { entries: head?.seq ?? 0, lastSeal, publicKey: sealKeyOf(context).publicKey, lastVerification: lastVerification(context) };
}

async function idsIn({ db }: Context, { customer }: AuditFilter): Promise<string[] | null> {
  return customer === undefined ? null : listIdsOfCustomer(db, customer);
}

function placeOf(cursor: string): Place {
  const [at, seq] = decodeCursor(cursor, 2);
  // A cursor of ours or of nobody: what is no instant finds nothing instead of failing.
  return { at: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(String(at)) ? String(at) : '0001-01-01T00:00:00.000000Z', seq: Number.isSafeInteger(seq) ? Number(seq) : 0 };
}

async function present({ db }: Context, rows: readonly EntryRow[]): Promise<AuditEntry[]> {
  const customersOf = (row: EntryRow) => row.customers.filter((id) => id !== null).slice(0, SHOWN_CUSTOMERS);
  const userIds = rows.flatMap(({ actorId, content, subject }) => [actorId, subject === 'users' || subject === 'user' ? content?.['subjectId'] : null]).filter((id) => typeof id === 'string');
  const importIds = rows.flatMap(({ content, subject }) => (subject === 'imports' ? [content?.['subjectId']] : [])).filter((id) => typeof id === 'string');
  const names = await listNames(db, { customers: [...new Set(rows.flatMap(customersOf))], users: [...new Set(userIds)], imports: [...new Set(importIds)] });
  return rows.map((row) => {
    const content = row.content ?? {};
    const subjectId = textOrNull(content['subjectId']);
    return {
      seq: row.seq, at: row.at.toISOString(), kind: row.kind, action: row.action, subject: row.subject,
      subjectId, subjectName: subjectId === null ? null : (names.get(subjectId) ?? null),
      actor: { kind: row.actorKind, id: row.actorId, label: textOrNull(content['actor']) ?? (row.actorId === null ? null : (names.get(row.actorId) ?? null)), role: textOrNull(content['role']) },
      requestId: row.requestId,
      customers: customersOf(row).map((id) => ({ id, name: names.get(id) ?? null })), customerCount: row.customers.length,
      reason: textOrNull(content['reason']), before: objectOrNull(content['before']), after: objectOrNull(content['after']),
      route: textOrNull(content['route']), asked: Array.isArray(content['asked']) ? content['asked'].map(String) : [], erased: row.isErased,
    };
  });
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const objectOrNull = (value: unknown): Record<string, unknown> | null => (typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : null);
