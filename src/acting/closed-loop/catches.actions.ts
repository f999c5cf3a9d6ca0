import { encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { addCaseEvent, getCaseFacts } from '../cases/case-events.actions.ts';
import { showNumber } from '../cases/case-number.logic.ts';
import { type CatchRow, listCatches, markTold } from './catches.queries.ts';
import type { LoopCatch, LoopCatchListQuery, ToldInput } from './closed-loop.contract.ts';

export async function listPageOfCatches(context: Context, actor: Actor, query: LoopCatchListQuery): Promise<{ items: LoopCatch[]; nextCursor: string | null }> {
  const place = placeByInstant(query.cursor);
  const rows = await listCatches(context.db, {
    caseId: query.caseId ?? null, ruleId: query.rule ?? null, isOpen: query.state === undefined ? null : query.state === 'open', departments: actor.departments,
    after: place && { caughtAt: place.at, id: place.id }, limit: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const now = context.clock.now();
  return { items: page.map((row) => present(row, actor, now)), nextCursor: rows.length > query.limit && last ? encodeCursor([last.caughtAt.toISOString(), last.id]) : null };
}

/**
 * The customer has heard from us on another way than a reply in the case, or will not hear from us, and why.
 * @throws case.not_found, loop_catch.not_found
 */
export async function sayTold(context: Context, actor: Actor, caseId: string, { how, because }: ToldInput): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const matter = await getCaseFacts(tx, caseId);
    if (actor.departments !== null && (matter.department === null || !actor.departments.includes(matter.department))) throw new Problem('case.not_found', 'There is no such case.');
    const told = await markTold(tx, caseId, { at: context.clock.now(), by: actor.label, how, because: because ?? null });
    if (told === 0) throw new Problem('loop_catch.not_found', 'Nothing in this case waits for the customer to hear from us.');
    await addCaseEvent(context, tx, caseId, { what: how === 'not_told' ? 'loop.not_told' : 'loop.told', data: { how }, actor, ...(because === undefined ? {} : { text: because }) });
  });
}

function present({ isOpen: _, caseNumber, happenedAt, caughtAt, dueAt, contactedAt, closedAt, customerName, ...row }: CatchRow, actor: Actor, now: Date): LoopCatch {
  return {
    ...row, caseNumber: caseNumber === null ? null : showNumber(caseNumber), customerName: actor.can('read', 'personal_data') ? customerName : null,
    happenedAt: happenedAt.toISOString(), caughtAt: caughtAt.toISOString(), dueAt: dueAt.toISOString(), contactedAt: contactedAt?.toISOString() ?? null, closedAt: closedAt?.toISOString() ?? null,
    isLate: row.toldHow !== 'not_told' && (contactedAt ?? now) > dueAt,
  };
}
