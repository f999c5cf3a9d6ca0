import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { actAs } from '../../platform/acting.ts';
import { findCaseFacts, getOwnCase } from '../cases/case-events.actions.ts';
import { recallLookups } from '../lookups/ask-lookups.actions.ts';
import { type Asker, readAbout } from './context-panel.actions.ts';
import type { Because, KeptFacts } from './context.contract.ts';
import { findKept, insertKept, listKept, takeDue } from './context.queries.ts';
import { placeholderValues } from './placeholders.logic.ts';

const AT_ONCE = 50;

interface Decision {
  caseId: string;
  because: Because;
  at: Date;
  by: string;
  entryId: string | null;
}

/** Keeps what is known about the customer of a case at this moment. @returns id of what was kept @throws case.not_found */
export async function keepFactsNow(context: Context, actor: Asker, caseId: string, because: Because): Promise<string> {
  await getOwnCase(context.db, actor, caseId);
  return keep(context, { caseId, because, at: context.clock.now(), by: actor.label, entryId: null });
}

async function keep(context: Context, decision: Decision): Promise<string> {
  const facts = await findCaseFacts(context.db, decision.caseId);
  const about = await readAbout(context, { departments: null }, facts?.customerId ?? null, decision.caseId);
  // Only what was on the desk already: nobody is asked now for what an agent did not see.
  const lookups = await recallLookups(context, { values: placeholderValues(about, { category: facts?.category ?? null, touchpoint: facts?.touchpoint ?? null }), subject: facts?.customerId ?? null });
  const id = newId(context.clock.now().getTime());
  await insertKept(context.db, { ...decision, id, subject: facts?.subject ?? null, facts: { ...about, lookups } });
  return id;
}

/**
 * Keeps the facts of every decision that waits for it: a promise, goodwill, an inquiry, a solution. They were written down
 * with the decision, so none is lost, whoever made it and whatever crashed. @returns how many
 */
export async function keepDueFacts(context: Context): Promise<number> {
  let kept = 0;
  for (; kept < AT_ONCE; kept += 1) {
    const isDone = await context.db.transaction().execute(async (tx) => {
      const due = await takeDue(tx);
      if (!due) return true;
      await keep(context, { caseId: due.caseId, because: due.because, at: due.at, by: due.byLabel, entryId: due.entryId });
      return false;
    });
    if (isDone) break;
  }
  return kept;
}

/** Newest first. @throws case.not_found, request.cursor_invalid */
export async function listKeptFacts(context: Context, actor: Asker, caseId: string, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  await getOwnCase(context.db, actor, caseId);
  const rows = await listKept(context.db, caseId, cursor === undefined ? null : readCursor(cursor), limit);
  const last = rows.at(-1);
  return { items: rows.map(({ at, byLabel, ...row }) => ({ ...row, at: at.toISOString(), by: byLabel })), nextCursor: last && rows.length === limit ? encodeCursor([last.at.getTime(), last.id]) : null };
}

function readCursor(cursor: string): { at: Date; id: string } {
  const [atMs, id] = decodeCursor(cursor, 2);
  const at = new Date(Number(atMs));
  if (Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(String(id))) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  return { at, id: String(id) };
}

/** "What we knew on 12 November at 14:03." @throws case.not_found, resource.not_found */
export async function getKeptFacts(context: Context, actor: Asker, caseId: string, id: string): Promise<KeptFacts> {
  await getOwnCase(context.db, actor, caseId);
  const row = await findKept(context.db, caseId, id);
  if (!row) throw new Problem('resource.not_found', 'Nothing was kept here.', { id });
  const { at, byLabel, ...rest } = row;
  return { ...rest, at: at.toISOString(), by: byLabel };
}

const LOOK_EVERY_MS = 1_000;

/** Keeps facts as soon as something was decided. @returns stops it, when the one under way is done */
export function watchForDecisions(context: Context): () => Promise<void> {
  let looking: Promise<unknown> | null = null;
  const timer = setInterval(() => {
    looking ??= actAs({ kind: 'system', id: 'context', label: 'context' }, () => keepDueFacts(context))
      .catch((error: unknown) => context.log.error({ err: error }, 'facts of a decision are not kept yet'))
      .finally(() => (looking = null));
  }, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
