/* oxlint-disable max-params -- each step needs the context, the mailbox, its connection and the place in it */
import type { ImapFlow } from 'imapflow';
import { MINUTE_MS } from '../../../kernel/clock.ts';
import { fingerprintId, newId } from '../../../kernel/ids.ts';
import type { Context } from '../../../platform/context.ts';
import { isEngineUnavailable } from '../../../platform/storage/records.ts';
import { type AccountRow, countAttempt, saveMailSeen, savePlace } from './accounts.queries.ts';
import { insertIntake, listUnsettled, settleIntakes } from '../intakes.queries.ts';
import { MAX_MAIL_BYTES, type ReadMail } from '../mail.contract.ts';
import { readMailApart } from './mail-reader.actions.ts';
import { takeInMail } from '../mails/take-in-mail.actions.ts';

/** A mail whose reading was begun so often and never ended is left out, marked in the mailbox for a person to see. */
const MAX_ATTEMPTS = 3;
const MAILS_AT_ONCE = 500;
const HEAD_BYTES = 64_000;
/** Clocks of mail servers are not ours. */
const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;

interface Waiting { uid: number; bytes: number; receivedAt: Date }
export type TakeIn = typeof takeInMail;

/**
 * Takes in what is new in the open connection's mailbox, oldest first. Three steps for each mail: take it in (one transaction),
 * tell the mailbox, remember how far we are. A crash between two of them is made good by the next run.
 * @returns how many mails were handled
 */
export async function readMailbox(context: Context, account: AccountRow, client: ImapFlow, signal?: AbortSignal, takeIn: TakeIn = takeInMail): Promise<number> {
  const lock = await client.getMailboxLock(account.folder);
  try {
    if (!client.mailbox) throw new Error(`The folder ${account.folder} cannot be opened.`);
    const uidValidity = Number(client.mailbox.uidValidity);
    await settleLeftovers(context, account, client, uidValidity);
    // Numbers of another UIDVALIDITY mean other mails; those that were taken in are known by themselves.
    const lastUid = account.uidValidity === uidValidity ? account.lastUid : 0;
    let handled = 0;
    for (const mail of await listWaiting(client, lastUid)) {
      if (signal?.aborted) break;
      if (account.startsWith === 'all' || mail.receivedAt.getTime() >= account.createdAt.getTime() - CLOCK_TOLERANCE_MS) {
        await handle(context, account, client, uidValidity, mail, takeIn);
        handled += 1;
      }
      await savePlace(context.db, account.id, uidValidity, mail.uid);
      account.lastUid = mail.uid;
      account.uidValidity = uidValidity;
    }
    return handled;
  } finally {
    lock.release();
  }
}

async function listWaiting(client: ImapFlow, lastUid: number): Promise<Waiting[]> {
  const found = await client.search({ uid: `${lastUid + 1}:*` }, { uid: true });
  // `9:*` is also the last mail when that has number 7 (RFC 3501).
  const uids = (found || []).filter((uid) => uid > lastUid).sort((a, b) => a - b).slice(0, MAILS_AT_ONCE);
  if (uids.length === 0) return [];
  const waiting: Waiting[] = [];
  for await (const { uid, size, internalDate } of client.fetch(uids, { uid: true, size: true, internalDate: true }, { uid: true })) {
    if (uid > lastUid) waiting.push({ uid, bytes: size ?? 0, receivedAt: internalDate === undefined ? new Date(0) : new Date(internalDate) });
  }
  return waiting.sort((a, b) => a.uid - b.uid);
}

async function handle(context: Context, account: AccountRow, client: ImapFlow, uidValidity: number, { uid, bytes, receivedAt }: Waiting, takeIn: TakeIn): Promise<void> {
  const attempts = await countAttempt(context.db, account.id, uid);
  const place = { uidValidity, uid };
  let isRefused = attempts > MAX_ATTEMPTS;
  if (!isRefused) {
    try {
      const mail = await fetchMail(client, uid, bytes);
      isRefused = mail === null || (await takeIn(context, account, place, receivedAt, mail)).outcome === 'refused';
      if (mail === null) await refuse(context, account, place);
    } catch (error) {
      // Not the mail's fault: it does not count against it.
      if (isEngineUnavailable(error) || !client.usable) await savePlace(context.db, account.id, uidValidity, account.uidValidity === uidValidity ? account.lastUid : 0).catch(() => undefined);
      throw error;
    }
  } else await refuse(context, account, place);
  await saveMailSeen(context.db, account.id, context.clock.now());
  await settle(context, account, client, uidValidity, [{ uid, isRefused }]);
}

/** @returns null for a mail that cannot be read at all */
async function fetchMail(client: ImapFlow, uid: number, bytes: number): Promise<ReadMail | null> {
  if (bytes > MAX_MAIL_BYTES) {
    const head = await client.fetchOne(String(uid), { headers: true }, { uid: true });
    const mail = await readMailApart(Buffer.from(head && head.headers ? head.headers : '').subarray(0, HEAD_BYTES)).catch(() => null);
    return mail && { ...mail, leftOut: [{ name: `${Math.round(bytes / 1_000_000)} MB`, reason: 'too_large' }], isBroken: false };
  }
  const fetched = await client.fetchOne(String(uid), { source: true }, { uid: true });
  if (!fetched || !fetched.source) return client.usable ? null : Promise.reject(new Error('The connection to the mail server is lost.'));
  const raw = Buffer.from(fetched.source);
  // Beyond the limits of time or memory: at least who and about what.
  return readMailApart(raw).catch(() => readMailApart(raw.subarray(0, HEAD_BYTES)).then((mail) => ({ ...mail, isBroken: true }))).catch(() => null);
}

async function refuse(context: Context, account: AccountRow, place: { uidValidity: number; uid: number }): Promise<void> {
  await insertIntake(context.db, { id: newId(), accountId: account.id, ...place, messageKey: fingerprintId(`unreadable ${account.id} ${place.uidValidity} ${place.uid}`), senderKey: null, at: context.clock.now(), outcome: 'refused', reason: 'unreadable' });
}

/** Tells the mailbox what was done before a crash. */
async function settleLeftovers(context: Context, account: AccountRow, client: ImapFlow, uidValidity: number): Promise<void> {
  const left = await listUnsettled(context.db, account.id, uidValidity, MAILS_AT_ONCE);
  await settle(context, account, client, uidValidity, left.map(({ uid, outcome }) => ({ uid, isRefused: outcome === 'refused' })));
}

/** Taken in: read or moved. Refused: left unread with a flag, so that somebody looks at it. */
async function settle(context: Context, account: AccountRow, client: ImapFlow, uidValidity: number, mails: readonly { uid: number; isRefused: boolean }[]): Promise<void> {
  const refused = mails.filter(({ isRefused }) => isRefused).map(({ uid }) => uid);
  const taken = mails.filter(({ isRefused }) => !isRefused).map(({ uid }) => uid);
  if (refused.length > 0) await client.messageFlagsAdd(refused, ['\\Flagged'], { uid: true });
  if (taken.length > 0) await client.messageFlagsAdd(taken, ['\\Seen'], { uid: true });
  if (taken.length > 0 && account.afterwards === 'move' && account.moveTo !== null) await client.messageMove(taken, account.moveTo, { uid: true });
  if (mails.length > 0) await settleIntakes(context.db, account.id, uidValidity, mails.map(({ uid }) => uid), context.clock.now());
}
