import { getTouchpoint } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { OpenedCase } from './case-actors.contract.ts';
import { afterReply } from './changes/case-moves.logic.ts';
import { readAssignee, readSubject } from './changes/change-case.actions.ts';
import type { CaseInput, CaseSource } from './cases.contract.ts';
import { lockCase } from './cases.queries.ts';
import { notifyDesk } from './live/notify-desk.actions.ts';
import { openCaseIn } from './open-case.actions.ts';
import { authorOf, isCaseInScope, saveCase, writeStatusEvent } from './changes/save-case.actions.ts';

/** Where customer and agent talk while the case is opened: the first answer is given at once. */
const spoken: readonly string[] = ['call_center', 'shop', 'chat'];

/**
 * An agent or a program starts a case. Somebody limited to departments opens it in one of theirs.
 * @throws customer.not_found, customer.restricted, case.assignee_unknown, permission.denied, touchpoint.not_found
 */
export function startCase(context: Context, actor: Actor, input: CaseInput): Promise<OpenedCase> {
  return writeWithHistory(context, async (tx, journal) => {
    const department = input.department ?? (await departmentOf(context, actor, input));
    if (!isCaseInScope({ department }, actor.departments)) throw new Problem('permission.denied', 'Your role does not allow you to open a case in a department that is not yours.');
    const isSpoken = actor.kind === 'user' && spoken.includes(input.channel);
    const assignee = input.assignee === undefined && isSpoken ? 'me' : (input.assignee ?? null);
    const opened = await openCaseIn(context, tx, journal, {
      subject: input.customerId === null ? null : await readSubject(context, tx, input.customerId), channel: input.channel, subjectLine: input.subjectLine, text: input.text, category: input.category, touchpoint: input.touchpoint, department,
      priority: input.priority, language: input.language, assignee: await readAssignee(tx, actor, assignee), source: input.source ?? sourceOf(actor, input.channel), externalKey: input.externalKey, fromAddress: input.fromAddress, direction: input.direction,
      ...(input.direction === 'outbound' ? { author: authorOf(actor) } : {}),
    });
    if (opened.isNew && isSpoken) await answerAtOnce(context, tx, actor, opened.caseId);
    // Whoever else is told that it rings need not be told any longer.
    if (input.source?.kind === 'phone' && input.source.ref !== undefined) await notifyDesk(tx, { kind: 'call.taken', data: { callId: input.source.ref } });
    return opened;
  });
}

const sourceOf = (actor: Actor, channel: string): CaseSource => ({ kind: actor.kind === 'key' ? 'api' : channel === 'mail' ? 'mail' : 'phone' });

async function departmentOf(context: Context, actor: Actor, { touchpoint }: CaseInput): Promise<string | null> {
  if (touchpoint !== undefined && touchpoint !== null) return (await getTouchpoint(context, touchpoint, actor.departments)).department;
  return actor.departments?.length === 1 ? (actor.departments[0] ?? null) : null;
}

async function answerAtOnce(context: Context, tx: Db, actor: Actor, caseId: string): Promise<void> {
  const before = await lockCase(tx, caseId);
  if (!before) return;
  const at = context.clock.now();
  const { after, moments } = afterReply(before, at, 'open');
  await writeStatusEvent(context, tx, { before, after, by: actor, at });
  await saveCase(context, tx, after, { at, moments });
}
