import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { fingerprintKey, nextScrubAt, stateOf } from './erasure.actions.ts';
import { type ErasureRow, findErasure, findOpenErasureOf, listErasures } from './erasures.queries.ts';
import type { PrivacyParts } from './personal-data.actions.ts';
import type { Erasure, ErasurePreview, ErasureProof } from './privacy.contract.ts';
import { readPrivacySettings } from './privacy-settings.actions.ts';
import { fingerprintOf, isProofGenuine } from './proof.logic.ts';

/** What an erasure would do. @throws customer.not_found */
export async function previewErasure(context: Context, parts: PrivacyParts, id: string, chosen: readonly string[] | null): Promise<ErasurePreview> {
  const { holders, people } = parts;
  const person = await people.describe(context, id);
  const reach = await people.reachOf(context, context.db, id, chosen);
  const counts = await Promise.all(holders.map(async (holder) => ({ name: holder.name, labelDe: holder.category.labelDe, labelEn: holder.category.labelEn, n: await holder.count(context, reach) })));
  const now = context.clock.now();
  const [open, settings, due] = await Promise.all([findOpenErasureOf(context.db, person.customerId, now), readPrivacySettings(context.db), nextScrubAt(context, parts, now)]);
  return {
    ...person,
    identifiers: person.identifiers.map((identifier) => ({ ...identifier, isChosen: chosen === null || chosen.includes(identifier.id) })),
    counts: counts.filter(({ n }) => n > 0),
    stays: holders.flatMap(({ staysDe, staysEn }) => (staysDe && staysEn ? [{ de: staysDe, en: staysEn }] : [])),
    remaining: chosen === null ? [] : await people.previewRemaining(context, id, chosen),
    legalHold: await people.findLegalHold(context, person.customerId),
    fourEyes: settings.fourEyes,
    openRequestId: open?.id ?? null,
    physicallyGoneBy: due.toISOString(),
  };
}

export function presentErasure(row: ErasureRow, now: Date, actor: Pick<Actor, 'id'>): Erasure {
  const state = stateOf(row, now);
  const iso = (date: Date | null) => date?.toISOString() ?? null;
  return {
    id: row.id, state, customerId: row.customerId, isPartial: row.counts?.isPartial ?? row.identifiers !== null, reason: row.reason, note: row.note,
    requestedBy: row.requestedBy, requestedAt: row.requestedAt.toISOString(), expiresAt: iso(row.expiresAt), confirmedBy: row.confirmedBy, confirmedAt: iso(row.confirmedAt),
    rejectedBy: row.rejectedBy, rejectedAt: iso(row.rejectedAt), erasedAt: iso(row.erasedAt), scrubDueAt: iso(row.scrubDueAt), scrubbedAt: iso(row.scrubbedAt),
    counts: row.counts?.items ?? [], hasProof: row.proof !== null, mayConfirm: state === 'awaiting' && row.requestedById !== actor.id, failure: row.failure,
  };
}

/** Newest first; `identifier` (kind:value) finds the requests about somebody who is named by nobody any more. */
export async function listErasureRequests(context: Context, { people }: PrivacyParts, query: { cursor?: string | undefined; identifier?: string | undefined; limit: number }, actor: Pick<Actor, 'id'>): Promise<{ items: Erasure[]; nextCursor: string | null }> {
  const fingerprint = query.identifier === undefined ? null : fingerprintOfText(context, people, query.identifier);
  const [requestedAt, id] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 2).map(String);
  if (query.cursor !== undefined && (Number.isNaN(Date.parse(requestedAt ?? '')) || !/^[0-9a-f-]{36}$/.test(id ?? ''))) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  const rows = await listErasures(context.db, { fingerprint, after: requestedAt === undefined || id === undefined ? null : { requestedAt, id }, limit: query.limit });
  const last = rows.at(-1);
  const now = context.clock.now();
  return { items: rows.map((row) => presentErasure(row, now, actor)), nextCursor: last && rows.length === query.limit ? encodeCursor([last.requestedAt.toISOString(), last.id]) : null };
}

function fingerprintOfText(context: Context, people: PrivacyParts['people'], text: string): string {
  const [kind = '', ...rest] = text.split(':');
  const identifier = people.normalise(context, kind, rest.join(':'));
  if (!identifier) throw new Problem('customer.identifier_invalid', 'identifier must be kind:value, e.g. email:anna@example.de.', {}, [{ at: 'querystring.identifier', reason: 'is not kind:value' }]);
  return fingerprintOf(fingerprintKey(context), identifier);
}

/** @throws privacy.request_not_found */
export async function getErasure(context: Context, id: string, actor: Pick<Actor, 'id'>): Promise<Erasure> {
  const row = await findErasure(context.db, id);
  if (!row) throw new Problem('privacy.request_not_found', 'There is no such request.');
  return presentErasure(row, context.clock.now(), actor);
}

/** @throws privacy.request_not_found, privacy.proof_not_ready */
export async function getProof(context: Context, id: string): Promise<ErasureProof> {
  const row = await findErasure(context.db, id);
  if (!row) throw new Problem('privacy.request_not_found', 'There is no such request.');
  if (!row.proof) throw new Problem('privacy.proof_not_ready', 'There is a proof as soon as the erasure is done.');
  return row.proof;
}

export const checkProof = ({ vault }: Context, proof: ErasureProof): boolean => isProofGenuine(vault.deriveKey('privacy proofs'), proof);
