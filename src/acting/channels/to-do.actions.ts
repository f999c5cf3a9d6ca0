import { text } from 'node:stream/consumers';
import { encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import { recordContacts } from '../../people/timeline/record-contacts.actions.ts';
import type { Context } from '../../platform/context.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { openChannel } from './channel-settings.actions.ts';
import { type LetterContent, printLetters } from './letter-pdf.actions.ts';
import type { CallOutcome, Letter, PhoneTask, Settlement } from './to-do.contract.ts';
import { countForeign, countToDo, findCallForUpdate, type LetterRow, listLettersById, listPrintedLetters, listSettledCalls, listWaitingCalls, listWaitingLetters, markCancelled, markPrinted, type PhoneTaskRow, saveCall } from './to-do.queries.ts';

/** Tells whoever sent the message what became of it. */
export type TellSettled = (context: Context, tx: Db, settlements: readonly Settlement[]) => Promise<void>;

interface Page {
  limit: number;
  cursor?: string | undefined;
  /** Of whoever asks; null or left out = all. */
  departments?: readonly string[] | null | undefined;
}

/** Letters that wait, oldest first, or were printed, newest first. @throws request.cursor_invalid */
export async function listLetters({ db }: Context, { state, limit, cursor, departments = null }: Page & { state: 'waiting' | 'printed' }): Promise<{ items: Letter[]; nextCursor: string | null }> {
  const from = { place: placeByInstant(cursor), departments };
  const rows = await (state === 'waiting' ? listWaitingLetters : listPrintedLetters)(db, from, limit + 1);
  return pageOf(rows, limit, shownLetter, (row) => row.printedAt ?? row.queuedAt);
}

/** Calls that wait, oldest first, or are settled, newest first. @throws request.cursor_invalid */
export async function listCalls({ db }: Context, { state, limit, cursor, departments = null }: Page & { state: 'waiting' | 'settled' }): Promise<{ items: PhoneTask[]; nextCursor: string | null }> {
  const from = { place: placeByInstant(cursor), departments };
  const rows = await (state === 'waiting' ? listWaitingCalls : listSettledCalls)(db, from, limit + 1);
  return pageOf(rows, limit, shownCall, (row) => row.reachedAt ?? row.givenUpAt ?? row.queuedAt);
}

function pageOf<Row extends { id: string }, Item>(rows: readonly Row[], limit: number, shown: (row: Row) => Item, at: (row: Row) => Date): { items: Item[]; nextCursor: string | null } {
  const last = rows[limit - 1];
  return { items: rows.slice(0, limit).map(shown), nextCursor: rows.length > limit && last ? encodeCursor([at(last).toISOString(), last.id]) : null };
}

const shownLetter = ({ messageId: _, fileId: __, ...row }: LetterRow): Letter => ({ ...row, queuedAt: row.queuedAt.toISOString(), printedAt: row.printedAt?.toISOString() ?? null });
const shownCall = (row: PhoneTaskRow): PhoneTask => ({
  id: row.id, customerId: row.customerId, name: row.name, number: row.number, subjectLine: row.subjectLine, script: row.script, language: row.language, queuedAt: row.queuedAt.toISOString(), notBefore: row.notBefore?.toISOString() ?? null,
  attempts: row.attempts, lastTriedAt: row.lastTriedAt?.toISOString() ?? null, reachedAt: row.reachedAt?.toISOString() ?? null, givenUpAt: row.givenUpAt?.toISOString() ?? null, note: row.note, settledBy: row.settledBy,
});

/** One PDF of several letters, in the order in which they were put in. @throws letter.not_found */
export async function readLettersPdf(context: Context, ids: readonly string[]): Promise<{ pdf: Buffer; customerIds: string[] }> {
  const rows = await listLettersById(context.db, ids);
  if (rows.length !== new Set(ids).size) throw new Problem('letter.not_found', 'One of these letters does not exist or was taken back.');
  const letters = await Promise.all(rows.map(async ({ fileId }) => JSON.parse(await text(context.files.read('letters', fileId))) as LetterContent)); // written by the letter adapter only
  return { pdf: (await printLetters(letters)).pdf, customerIds: rows.flatMap(({ customerId }) => customerId ?? []) };
}

/** They lie in the tray: from now on they count as on their way. Twice is the same as once. */
export async function settleLetters(context: Context, ids: readonly string[], by: string, tell: TellSettled): Promise<number> {
  return context.db.transaction().execute(async (tx) => {
    const messages = await markPrinted(tx, ids, { by, at: context.clock.now() });
    await tell(context, tx, messages.map((messageId) => ({ messageId, state: 'delivered' })));
    return messages.length;
  });
}

/** @throws letter.not_found */
export async function cancelLetter(context: Context, id: string, tell: TellSettled): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const messageId = await markCancelled(tx, id, context.clock.now());
    if (messageId === undefined) throw new Problem('letter.not_found', 'This letter does not exist, or it was printed or taken back before.');
    if (messageId !== null) await tell(context, tx, [{ messageId, state: 'failed', reason: 'taken back before printing' }]);
  });
}

/** Somebody called. After as many tries as the settings say, the task is given up by itself. @throws call.not_found, call.settled */
export async function settleCall(context: Context, id: string, { outcome, note }: CallOutcome, { by, tell }: { by: string; tell: TellSettled }): Promise<void> {
  const { settings } = await openChannel(context, 'phone');
  await writeWithHistory(context, async (tx, journal) => {
    const call = await findCallForUpdate(tx, id);
    if (!call) throw new Problem('call.not_found', 'There is no such call.');
    if (call.reachedAt ?? call.givenUpAt) throw new Problem('call.settled', 'This call is settled already.');
    const at = context.clock.now();
    const isGivenUp = outcome === 'given_up' || (outcome === 'not_reached' && call.attempts + 1 >= settings.tries);
    await saveCall(tx, id, { reachedAt: outcome === 'reached' ? at : null, givenUpAt: isGivenUp ? at : null, note, by, at });
    if (outcome !== 'given_up' && call.subject !== null) recordContacts(context, journal, [{ key: `phone_task:${id}:${call.attempts + 1}`, subject: call.subject, at, channel: 'call_center', direction: 'outbound', kind: outcome === 'reached' ? 'call_made' : 'call_not_answered', subjectLine: call.subjectLine }]);
    if (call.messageId !== null && outcome === 'reached') await tell(context, tx, [{ messageId: call.messageId, state: 'delivered' }]);
    if (call.messageId !== null && isGivenUp) await tell(context, tx, [{ messageId: call.messageId, state: 'failed', reason: 'not reached by phone' }]);
  });
}

/** Before something is done with letters: those of foreign departments do not exist. @throws letter.not_found */
export async function refuseForeignLetters({ db }: Context, ids: readonly string[], departments: readonly string[] | null): Promise<void> {
  if ((await countForeign(db, 'letters', ids, departments)) > 0) throw new Problem('letter.not_found', 'One of these letters does not exist or was taken back.');
}

/** @throws call.not_found */
export async function refuseForeignCall({ db }: Context, id: string, departments: readonly string[] | null): Promise<void> {
  if ((await countForeign(db, 'phone_tasks', [id], departments)) > 0) throw new Problem('call.not_found', 'There is no such call.');
}

export const readToDoCounts = ({ db }: Context, departments: readonly string[] | null = null) => countToDo(db, departments);
