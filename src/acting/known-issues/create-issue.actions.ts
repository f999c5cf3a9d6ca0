import { newId } from '../../kernel/ids.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { linkCasesIn, readOwnCase } from './issue-cases.actions.ts';
import { getIssue, refuseBadTexts } from './known-issues.actions.ts';
import type { IssueInput, KnownIssue } from './known-issues.contract.ts';
import { insertIssue } from './known-issues.queries.ts';

/** Writes down what is known; the case that showed it belongs to it at once. @throws known_issue.text_invalid, case.not_found */
export async function createIssue(context: Context, actor: Actor, input: IssueInput): Promise<KnownIssue> {
  refuseBadTexts(input.texts);
  const id = newId();
  if (input.fromCaseId !== null) await readOwnCase(context, actor, input.fromCaseId);
  await context.db.transaction().execute(async (tx) => {
    await insertIssue(tx, { ...input, id, createdAt: context.clock.now(), createdBy: actor.label });
    if (input.fromCaseId !== null) await linkCasesIn(context, tx, actor, { issueId: id, caseIds: [input.fromCaseId] });
  });
  return getIssue(context, id);
}
