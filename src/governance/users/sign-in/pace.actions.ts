import { createHash } from 'node:crypto';
import { Problem } from '../../../kernel/problem.ts';
import { secretHash } from '../../../kernel/ids.ts';
import type { Context } from '../../../platform/context.ts';
import { isDeviceOfUser, isKnownDevice } from './known-devices.queries.ts';
import { deleteFailures, deleteFailuresBefore, forgiveFailure, getFailuresForUpdate, saveFailures } from './sign-in-failures.queries.ts';
import { accountPace, FAILURES_KEPT_MS, globalPace, networkOf, type Pace, personalPace, secondFactorPace, waitBeforeSignIn } from './sign-in-pace.logic.ts';

/** Where a request comes from. */
export interface Caller {
  address: string;
  userAgent: string;
  /** Secret of a browser that was here before; null for a new one. */
  device: string | null;
}

interface Counter {
  keyHash: string;
  pace: Pace;
  /** After a success: a counter of one person starts afresh, one of many only forgets this attempt. */
  isShared: boolean;
}

/** An attempt that was let through and counted as wrong; tell when it was right. */
export interface Attempt {
  succeed(): Promise<void>;
}

const keyOf = (...parts: string[]) => createHash('sha256').update(parts.join('\0')).digest('hex');
const counter = (pace: Pace, isShared: boolean, ...parts: string[]): Counter => ({ keyHash: keyOf(...parts), pace, isShared });

/** @throws request.rate_limited with details.retryAfterSeconds */
export async function admitSignIn(context: Context, email: string, { address, device }: Caller): Promise<Attempt> {
  const deviceHash = device === null ? null : secretHash(device);
  if (deviceHash !== null && (await isKnownDevice(context.db, deviceHash, email))) return admit(context, [counter(personalPace, false, 'device', email, deviceHash)]);
  return admit(context, [
    counter(personalPace, false, email, networkOf(address)),
    counter(accountPace, true, 'account', email),
    counter(globalPace, true, 'everybody'),
  ]);
}

/** For one-time codes of a person whose password was right already. @throws request.rate_limited */
export async function admitSecondFactor(context: Context, userId: string, device: string | null): Promise<Attempt> {
  const deviceHash = device === null ? null : secretHash(device);
  const isKnown = deviceHash !== null && (await isDeviceOfUser(context.db, deviceHash, userId));
  return admit(context, [counter(secondFactorPace, false, 'second factor', userId, ...(isKnown ? [deviceHash] : []))]);
}

/** Per user: an open session at an empty desk must not become a place to guess. @throws request.rate_limited */
export function admitConfirmation(context: Context, userId: string): Promise<Attempt> {
  return admit(context, [counter(personalPace, false, 'old password', userId)]);
}

/** Asking for mails, per network: nobody's inbox is filled from here. @throws request.rate_limited */
export async function admitMailRequest(context: Context, address: string, what: string): Promise<void> {
  await admit(context, [counter({ ...personalPace, freeAttempts: 20 }, false, 'mail from', networkOf(address)), counter(personalPace, false, 'mail about', what)]);
}

/**
 * Counts the attempt as wrong before it is looked at, so that a hundred guesses sent at once do not all pass before
 * the first is counted. An attempt that comes too early is refused and not counted.
 */
async function admit({ db, clock }: Context, counters: readonly Counter[]): Promise<Attempt> {
  const at = clock.now();
  const waitMs = await db.transaction().execute(async (tx) => {
    const records = [];
    // One after another and in the same order for everybody, the busiest last: nobody waits crosswise.
    for (const { keyHash, pace } of counters) {
      const record = await getFailuresForUpdate(tx, keyHash, at);
      const wait = waitBeforeSignIn(record, at, pace);
      if (wait > 0) return wait;
      const isForgotten = at.getTime() - record.failedAt.getTime() >= pace.forgottenAfterMs;
      records.push({ keyHash, failures: isForgotten ? 1 : record.failures + 1 });
    }
    for (const { keyHash, failures } of records) await saveFailures(tx, keyHash, { failures, failedAt: at });
    return 0;
  });
  if (waitMs > 0) refuseForNow(waitMs);
  await deleteFailuresBefore(db, new Date(at.getTime() - 2 * FAILURES_KEPT_MS));
  return {
    async succeed() {
      for (const { keyHash, isShared } of counters) await (isShared ? forgiveFailure(db, keyHash) : deleteFailures(db, keyHash));
    },
  };
}

function refuseForNow(waitMs: number): never {
  const retryAfterSeconds = Math.ceil(waitMs / 1_000);
  throw new Problem('request.rate_limited', `Too many wrong attempts. Please wait ${retryAfterSeconds} seconds.`, { retryAfterSeconds });
}
