import { SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { sql } from 'kysely';
import type { ReapplicationState } from './inventory.contract.ts';
import { countMisplaced, findMoveProgress, startMove } from './matching.analytics.ts';
import { orderRules, testOf } from './matching.logic.ts';
import { getMatching, markApplied, markFailed, markStarted, type MatchingRow } from './reapplication.queries.ts';
import { listAllTouchpoints } from './touchpoints.queries.ts';

/**
 * Every process at the door has the new rules after 1 s (see `loadMatcher`); what it matched before is written soon
 * after. Waiting that long also joins changes that are made one after the other into one run.
 */
const SETTLE_MS = 3 * SECOND_MS;
/** What was still on its way in the journal is looked for once more after this time. */
const RECHECK_MS = 60 * SECOND_MS;
const RETRY_MS = 30 * SECOND_MS;
const POLL_MS = 200;
const LONGEST_RUN_MS = 3_600 * SECOND_MS;
const REAPPLY_LOCK = 7_041_981;

export type ReapplyOutcome = { kind: 'nothing_to_do' } | { kind: 'applied'; movedContacts: number } | { kind: 'elsewhere' };

/**
 * Moves the contacts of history to where today's rules place them, when a change of the rules asks for it. What is to
 * be done stands in the records store, so a run that a crash cut off is done again; running twice changes nothing.
 */
export async function reapplyRules(context: Context, { settleMs = SETTLE_MS } = {}): Promise<ReapplyOutcome> {
  if (!isDue(await getMatching(context.db), context.clock.now(), settleMs)) return { kind: 'nothing_to_do' };
  return context.db.connection().execute(async (session) => {
    const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${REAPPLY_LOCK}) as taken`.execute(session);
    if (!rows[0]?.taken) return { kind: 'elsewhere' };
    try {
      return await applyPending(context, settleMs);
    } finally {
      await sql`select pg_advisory_unlock(${REAPPLY_LOCK})`.execute(session);
    }
  });
}

async function applyPending(context: Context, settleMs: number): Promise<ReapplyOutcome> {
  const state = await getMatching(context.db);
  if (!isDue(state, context.clock.now(), settleMs)) return { kind: 'nothing_to_do' };
  const isSecondLook = state.revision === state.appliedRevision;
  await markStarted(context.db, context.clock.now());
  try {
    const movedContacts = await moveContacts(context, context.db, state.changedCodes);
    const now = context.clock.now();
    await markApplied(context.db, { revision: state.revision, moved: movedContacts, at: now, recheckAt: isSecondLook ? null : new Date(now.getTime() + RECHECK_MS) });
    return { kind: 'applied', movedContacts };
  } catch (error) {
    await markFailed(context.db, error instanceof Error ? error.message : String(error), context.clock.now());
    throw error;
  }
}

async function moveContacts(context: Context, db: Db, changedCodes: readonly string[]): Promise<number> {
  const touchpoints = await listAllTouchpoints(db);
  const change = {
    rules: orderRules(touchpoints),
    changedCodes,
    changedTests: touchpoints.filter(({ code }) => changedCodes.includes(code)).flatMap(({ rules }) => rules.map(testOf)),
  };
  const misplaced = await countMisplaced(context.history, change);
  if (misplaced === 0) return 0;
  await startMove(context.history, change);
  const startedAtMs = performance.now();
  for (;;) {
    const { partsToDo, failure } = await findMoveProgress(context.history);
    if (failure !== '') throw new Error(`The history engine could not move contacts: ${failure}`);
    if (partsToDo === 0) return misplaced;
    if (performance.now() - startedAtMs > LONGEST_RUN_MS) throw new Error('Moving contacts took longer than an hour.');
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}

function isDue({ revision, appliedRevision, changedAt, recheckAt, failedAt }: MatchingRow, now: Date, settleMs: number): boolean {
  if (failedAt && now.getTime() - failedAt.getTime() < RETRY_MS) return false;
  if (revision > appliedRevision) return now.getTime() - (changedAt?.getTime() ?? 0) >= settleMs;
  return recheckAt !== null && recheckAt <= now;
}

/** What the page shows while rules are being applied to earlier contacts. */
export async function getReapplicationState(context: Context): Promise<ReapplicationState> {
  const row = await getMatching(context.db);
  const isRunning = row.startedAt !== null && row.finishedAt === null && row.failedAt === null;
  const state = row.failedAt ? 'failed' : row.revision === row.appliedRevision ? 'current' : isRunning ? 'running' : 'waiting';
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return { state, changedAt: iso(row.changedAt), startedAt: iso(row.startedAt), finishedAt: iso(row.finishedAt), movedContacts: row.movedContacts, failure: row.failure };
}
