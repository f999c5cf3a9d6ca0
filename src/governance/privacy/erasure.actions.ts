import { setTimeout } from 'node:timers/promises';
import { DAY_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { isKeyMadeBy } from '../keys/owned-keys.actions.ts';
import { emit } from '../webhooks/emit.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { deliverLeftovers, type Journal, writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { isSmall, scrub } from '../../platform/storage/scrub.ts';
import { type Counted, countJournalBefore, emptyExpired, type ErasureRow, findErasure, findErasureForUpdate, findOpenErasureOf, insertErasure, listUnfinished, markConfirmed, markErased, markFailed, markRecordsErased, markRejected, markScrubbed, nextBatch, saveProof } from './erasures.queries.ts';
import { nextNight } from './nightly-window.logic.ts';
import type { PersonalDataHolder, PrivacyParts } from './personal-data.actions.ts';
import { type CustomerReach, customerReachSchema } from './personal-data.contract.ts';
import type { ErasureReason } from './privacy.contract.ts';
import { readPrivacySettings } from './privacy-settings.actions.ts';
import { fingerprintOf, sealProof } from './proof.logic.ts';

export const ERASE_JOB = 'privacy.erase';
export const SCRUB_JOB = 'privacy.scrub';
const CONFIRM_WITHIN_MS = 7 * DAY_MS;
const ANSWER_CUSTOMER_WITHIN_MS = 30 * DAY_MS;
const JOURNAL_TIMEOUT_MS = 60_000;

export interface ErasureRequest {
  customerId: string;
  /** null = all */
  identifiers: readonly string[] | null;
  reason: ErasureReason;
  note: string;
  /** Asked for by the customer: somebody of the staff must confirm, whatever is set, within the month that the law gives. */
  needsConfirmation?: true;
}

export const fingerprintKey = ({ vault }: Context): Buffer => vault.deriveKey('privacy fingerprints');

/**
 * Asks for an erasure; without four eyes it begins at once.
 * @throws customer.not_found, privacy.legal_hold, privacy.already_requested
 */
export async function requestErasure(context: Context, { people }: PrivacyParts, request: ErasureRequest, actor: Pick<Actor, 'id' | 'label'>): Promise<string> {
  const now = context.clock.now();
  // A rule was decided by somebody who may; it needs nobody for each single case.
  const fourEyes = request.needsConfirmation === true || (request.reason !== 'retention' && (await readPrivacySettings(context.db)).fourEyes);
  return context.db.transaction().execute(async (tx) => {
    const reach = await people.reachOf(context, tx, request.customerId, request.identifiers);
    if (reach.subjects.length + reach.spans.length === 0) throw new Problem('customer.not_found', 'This customer has none of the chosen identifiers.');
    const hold = await people.findLegalHold(context, reach.customerId);
    if (hold !== null) throw new Problem('privacy.legal_hold', 'The data is needed for a legal claim and may not be erased now.');
    if (await findOpenErasureOf(tx, reach.customerId, now)) throw new Problem('privacy.already_requested', 'The erasure of this customer was requested already.');
    const id = newId(now.getTime());
    await insertErasure(tx, {
      id, customerId: reach.customerId, identifiers: request.identifiers === null ? null : [...request.identifiers], reason: request.reason, note: request.note || null,
      requestedBy: actor.label, requestedById: actor.id, requestedAt: now, expiresAt: fourEyes ? new Date(now.getTime() + (request.needsConfirmation ? ANSWER_CUSTOMER_WITHIN_MS : CONFIRM_WITHIN_MS)) : null,
      fingerprints: reach.identifiers.map((identifier) => fingerprintOf(fingerprintKey(context), identifier)),
    });
    if (!fourEyes) await begin(context, tx, id, null);
    return id;
  });
}

async function begin(context: Context, tx: Db, id: string, confirmedBy: string | null): Promise<void> {
  await markConfirmed(tx, id, confirmedBy, context.clock.now());
  await context.jobs.enqueue(ERASE_JOB, { id }, { key: id }, tx);
}

/** The second pair of eyes. @throws privacy.request_not_found, privacy.not_waiting, privacy.same_person */
export async function confirmErasure(context: Context, id: string, actor: Pick<Actor, 'kind' | 'id' | 'label'>): Promise<void> {
  // Whoever may make keys would have a second pair of eyes at once.
  if (actor.kind === 'key') throw new Problem('privacy.same_person', 'A key is no second person. Somebody who is signed in must confirm.');
  await context.db.transaction().execute(async (tx) => {
    const request = await getWaiting(context, tx, id);
    if (request.requestedById === actor.id || (await isKeyMadeBy(tx, request.requestedById, actor.id))) throw new Problem('privacy.same_person', 'Somebody else must confirm what you have requested.');
    await begin(context, tx, id, actor.label);
  });
}

/** Withdrawn by who asked, or refused by somebody else. @throws privacy.request_not_found, privacy.not_waiting */
export async function rejectErasure(context: Context, id: string, actor: Pick<Actor, 'label'>): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    await getWaiting(context, tx, id);
    await markRejected(tx, id, actor.label, context.clock.now());
  });
}

async function getWaiting(context: Context, tx: Db, id: string): Promise<ErasureRow> {
  const request = await findErasureForUpdate(tx, id);
  if (!request) throw new Problem('privacy.request_not_found', 'There is no such request.');
  if (stateOf(request, context.clock.now()) !== 'awaiting') throw new Problem('privacy.not_waiting', 'This request does not wait for a confirmation.');
  return request;
}

export function stateOf(row: Pick<ErasureRow, 'rejectedAt' | 'confirmedAt' | 'expiresAt' | 'erasedAt' | 'scrubbedAt'>, now: Date): 'awaiting' | 'rejected' | 'expired' | 'erasing' | 'scrubbing' | 'done' {
  if (row.rejectedAt) return 'rejected';
  if (!row.confirmedAt) return row.expiresAt && row.expiresAt > now ? 'awaiting' : 'expired';
  if (!row.erasedAt) return 'erasing';
  return row.scrubbedAt ? 'done' : 'scrubbing';
}

/**
 * The erasure itself. First all records in one transaction, with a sealed note of what is still to be done elsewhere;
 * then history, files and queues, until they are done. Called again after a crash it goes on where it was.
 */
export async function runErasure(context: Context, parts: PrivacyParts, id: string): Promise<void> {
  const request = await findErasure(context.db, id);
  if (!request || !request.confirmedAt || request.rejectedAt || request.erasedAt) return;
  try {
    const { reach, afters } = request.reachSealed === null ? await eraseRecords(context, parts, id) : { reach: unsealReach(context, id, request.reachSealed), afters: null };
    if (!reach) return;
    await eraseElsewhere(context, parts, reach, afters);
    await finish(context, parts, id);
  } catch (error) {
    await markFailed(context.db, id, 'code' in Object(error) ? String(Object(error).code) : 'failed').catch(() => undefined);
    throw error;
  }
}

type After = () => Promise<void>;

async function eraseRecords(context: Context, { holders, people }: PrivacyParts, id: string): Promise<{ reach: CustomerReach | null; afters: After[] }> {
  await deliverLeftovers(context, 0).catch(() => 0); // so that the counts of the proof are whole
  return writeWithHistory(context, async (tx, journal) => {
    await people.begin(context, tx);
    const request = await findErasureForUpdate(tx, id);
    if (!request?.customerId) return { reach: null, afters: [] };
    const reach = { ...(await people.reachOf(context, tx, request.customerId, request.identifiers)), beforeBatch: await nextBatch(tx) };
    const { counts, afters } = await eraseFromHolders({ context, tx, journal, reach }, holders);
    // After the holders, one of which removes what other programs were told about this customer before.
    if (request.identifiers === null) await emit(context, tx, [{ kind: 'customer.erased', data: { customerId: request.customerId }, customerIds: [request.customerId] }]);
    await markRecordsErased(tx, id, {
      reachSealed: context.vault.seal(JSON.stringify(reach), purpose(id)),
      fingerprints: reach.identifiers.map((identifier) => fingerprintOf(fingerprintKey(context), identifier)),
      counts: { items: counts, isPartial: request.identifiers !== null },
    });
    return { reach, afters };
  });
}

async function eraseFromHolders({ context, tx, journal, reach }: { context: Context; tx: Db; journal: Journal; reach: CustomerReach }, holders: readonly PersonalDataHolder[]): Promise<{ counts: Counted[]; afters: After[] }> {
  const counts: Counted[] = [];
  const afters: After[] = [];
  for (const holder of holders) {
    const { erased, after } = await holder.erase(context, tx, reach, journal);
    if (erased > 0) counts.push({ name: holder.name, labelDe: holder.category.labelDe, labelEn: holder.category.labelEn, n: erased });
    if (after) afters.push(after);
  }
  return { counts, afters };
}

const purpose = (id: string) => `privacy_erasures ${id}`;
const unsealReach = ({ vault }: Context, id: string, sealed: string): CustomerReach => customerReachSchema.parse(JSON.parse(vault.unseal(sealed, purpose(id))));

class UndoneOnPurpose extends Error {}

/** @param afters - what the holders returned; null after a crash, then they are asked again in a transaction that is taken back */
async function eraseElsewhere(context: Context, { holders }: PrivacyParts, reach: CustomerReach, afters: After[] | null): Promise<void> {
  await untilDelivered(context, reach.beforeBatch ?? 0);
  // Where one cannot do it yet, the others do; all of it is tried again then.
  const failures: unknown[] = [];
  for (const holder of holders) await holder.eraseElsewhere?.(context, reach).catch((error: unknown) => failures.push(error));
  for (const after of afters ?? (await askAgain(context, holders, reach))) await after();
  if (failures.length > 0) throw failures[0];
}

async function askAgain(context: Context, holders: readonly PersonalDataHolder[], reach: CustomerReach): Promise<After[]> {
  const afters: After[] = [];
  const silent: Journal = { add: () => undefined, addLines: () => undefined, flush: async () => undefined };
  await context.db.transaction().execute(async (tx) => {
    for (const holder of holders.filter(({ eraseElsewhere: elsewhere }) => elsewhere === undefined)) {
      const { after } = await holder.erase(context, tx, reach, silent);
      if (after) afters.push(after);
    }
    throw new UndoneOnPurpose();
  }).catch((error: unknown) => {
    if (!(error instanceof UndoneOnPurpose)) throw error;
  });
  return afters;
}

/** Rows still on their way to history would arrive after the deletion. @throws Error when the history engine does not take them */
async function untilDelivered(context: Context, batch: number): Promise<void> {
  for (const giveUpAtMs = performance.now() + JOURNAL_TIMEOUT_MS; ; ) {
    await deliverLeftovers(context, 0);
    if ((await countJournalBefore(context.db, batch)) === 0) return;
    if (performance.now() > giveUpAtMs) throw new Error('Rows still wait for the history engine; the erasure goes on when it takes them.');
    await setTimeout(200);
  }
}

async function finish(context: Context, parts: PrivacyParts, id: string): Promise<void> {
  const erasedAt = context.clock.now();
  const scrubDueAt = await nextScrubAt(context, parts, erasedAt);
  await context.db.transaction().execute(async (tx) => {
    await parts.people.begin(context, tx); // what was remembered of history since the records were erased
    await markErased(tx, id, { erasedAt, scrubDueAt });
    await writeProof(context, tx, id);
    await context.jobs.enqueue(SCRUB_JOB, {}, { key: 'scrub', after: scrubDueAt }, tx);
  });
}

export const tablesOf = ({ holders }: PrivacyParts): string[] => [...new Set(holders.flatMap((holder) => holder.tables))];

/** When what was erased now will be physically gone: at once where that is a matter of seconds, else in the nightly window. */
export async function nextScrubAt(context: Context, parts: PrivacyParts, now: Date): Promise<Date> {
  const { scrub: mode, scrubHour, timeZone } = await readPrivacySettings(context.db);
  if (mode === 'at_once' || (mode === 'auto' && (await isSmall(context, tablesOf(parts))))) return now;
  return nextNight(now, scrubHour, timeZone);
}

/** Takes what was erased so far off the disk, see platform/storage/scrub. */
export async function runScrub(context: Context, parts: PrivacyParts): Promise<void> {
  const startedAt = context.clock.now();
  const { notes } = await scrub(context, tablesOf(parts));
  await context.db.transaction().execute(async (tx) => {
    for (const id of await markScrubbed(tx, startedAt, context.clock.now(), notes)) await writeProof(context, tx, id);
  });
}

async function writeProof(context: Context, tx: Db, id: string): Promise<void> {
  const row = await findErasureForUpdate(tx, id);
  if (!row?.erasedAt) return;
  await saveProof(tx, id, sealProof(context.vault.deriveKey('privacy proofs'), {
    kind: 'momente.erasure', version: 1, id, installation: context.settings.publicUrl, reason: row.reason,
    part: row.counts?.isPartial ? 'some_identifiers' : 'whole',
    requestedBy: row.requestedBy, requestedAt: row.requestedAt.toISOString(),
    confirmedBy: row.confirmedBy, confirmedAt: row.confirmedAt?.toISOString() ?? null,
    erasedAt: row.erasedAt.toISOString(), physicallyGoneAt: row.scrubbedAt?.toISOString() ?? null,
    counts: row.counts?.items ?? [], fingerprints: row.fingerprints, notes: row.scrubNotes ?? [],
  }));
}

/** Puts what a crash left behind into the queue again, and forgets requests that nobody confirmed. */
export async function resumeErasures(context: Context): Promise<void> {
  await emptyExpired(context.db, context.clock.now());
  for (const id of await listUnfinished(context.db)) await context.jobs.enqueue(ERASE_JOB, { id }, { key: id });
}
