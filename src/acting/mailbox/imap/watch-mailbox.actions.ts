/* oxlint-disable max-params -- a reader needs the context, its mailbox, its end and its patience */
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { MINUTE_MS, SECOND_MS } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Context } from '../../../platform/context.ts';
import { endLease, findAccount, listDueAccounts, saveConnected, saveFailure, takeLease } from './accounts.queries.ts';
import { passwordOf } from './accounts.actions.ts';
import { connectImap, type ImapPatience, usualPatience, wordsOf } from './imap.actions.ts';
import { readMailbox } from './read-mailbox.actions.ts';

/** After a crash nobody reads for so long. */
const LEASE_MS = MINUTE_MS;
const RENEW_MS = 20 * SECOND_MS;
/** How often is looked by itself, also where the server tells of new mails. */
const POLL_MS = 30 * SECOND_MS;
const FIRST_WAIT_MS = 15 * SECOND_MS;
const LONGEST_WAIT_MS = 15 * MINUTE_MS;
const LOOK_FOR_ACCOUNTS_MS = 5 * SECOND_MS;

export interface Watching { patience: ImapPatience; pollMs: number }
const usual: Watching = { patience: usualPatience, pollMs: POLL_MS };

/**
 * Reads all mailboxes that nobody reads, each over a connection of its own that the server tells of new mails (IDLE), until
 * `signal` ends it. Several processes share the mailboxes: one reader each, by lease.
 */
export async function watchMailboxes(context: Context, signal: AbortSignal, watching: Watching = usual): Promise<void> {
  const running = new Map<string, Promise<void>>();
  while (!signal.aborted) {
    for (const { id } of await listDueAccounts(context.db, context.clock.now())) {
      if (!running.has(id)) running.set(id, watchMailbox(context, id, signal, watching).catch((error: unknown) => context.log.error({ err: error, mailbox: id }, 'a mailbox cannot be watched')).finally(() => running.delete(id)));
    }
    await wait(LOOK_FOR_ACCOUNTS_MS, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(running.values());
}

/** One mailbox, until the signal, a change of its settings, or a failure: that is written down, and the next attempt waits longer. */
export async function watchMailbox(context: Context, accountId: string, signal: AbortSignal, { patience, pollMs }: Watching = usual): Promise<void> {
  const leaseId = newId();
  const renew = () => takeLease(context.db, accountId, leaseId, context.clock.now(), new Date(context.clock.now().getTime() + LEASE_MS));
  if (!(await renew())) return;
  let waitMs = 0;
  // Many mails at once take longer than a lease.
  const renewing = setInterval(() => void renew().catch(() => undefined), RENEW_MS);
  try {
    await readAsLongAs(context, accountId, signal, { patience, pollMs }, renew);
  } catch (error) {
    const failures = await saveFailure(context.db, accountId, wordsOf(error), context.clock.now());
    waitMs = Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10), LONGEST_WAIT_MS);
    context.log.warn({ mailbox: accountId, failures, waitMs, reason: wordsOf(error) }, 'a mailbox cannot be read');
  } finally {
    clearInterval(renewing);
    await endLease(context.db, accountId, leaseId, waitMs === 0 ? null : new Date(context.clock.now().getTime() + waitMs));
  }
}

async function readAsLongAs(context: Context, accountId: string, signal: AbortSignal, { patience, pollMs }: Watching, renew: () => Promise<boolean>): Promise<void> {
  const account = await findAccount(context.db, accountId);
  if (!account) return;
  const client = await connectImap(context, { ...account, password: passwordOf(context, account) }, patience);
  try {
    for (let isMine = true; isMine && !signal.aborted; isMine = await renew()) {
      await readMailbox(context, account, client, signal);
      await saveConnected(context.db, accountId, context.clock.now());
      // Somebody may have changed or paused it meanwhile.
      if ((await findAccount(context.db, accountId))?.updatedAt.getTime() !== account.updatedAt.getTime()) return;
      await untilNews(client, signal, pollMs);
      if (!client.usable) throw new Error('The connection to the mail server is lost.');
    }
  } finally {
    await Promise.race([client.logout().catch(() => undefined), wait(2_000)]);
    client.close();
  }
}

/** A new mail, the end of the connection, the time to look by oneself, or the end of all. */
async function untilNews(client: Awaited<ReturnType<typeof connectImap>>, signal: AbortSignal, pollMs: number): Promise<void> {
  const enough = AbortSignal.any([signal, AbortSignal.timeout(pollMs)]);
  await Promise.race([once(client, 'exists', { signal: enough }), once(client, 'close', { signal: enough })]).catch(() => undefined);
}
