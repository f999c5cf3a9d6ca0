import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { addCaseEvent, getOwnCase, linkKnownIssue } from '../cases/case-events.actions.ts';
import { systemDoer } from '../cases/case-actors.contract.ts';
import { showNumber } from '../cases/case-number.logic.ts';
import { solveCase } from '../cases/changes/change-case.actions.ts';
import { listAffectedAmong } from './affected.queries.ts';
import type { CaseIssues, SimilarCases } from './known-issues.contract.ts';
import { getIssueRow, present, todayOf } from './known-issues.actions.ts';
import { findIssue, type IssueRow, listIssues } from './known-issues.queries.ts';
import { type CandidateRow, type CaseWords, findWorksAt, listCandidates, listLinkedCases, listQuietCases, lockLinkable, readCaseWords } from './similar-cases.queries.ts';
import { likenessOf, patternOf, tellingWords } from './words-of.logic.ts';

type Reason = SimilarCases['items'][number]['reasons'][number];
const ALIKE_FROM = 0.34;
const MOST_SHOWN = 100;
const ISSUES_LOOKED_AT = 50;
const QUIET_AT_ONCE = 200;

/** @throws known_issue.not_found */
export async function listCasesOf(context: Context, actor: Actor, issueId: string): Promise<SimilarCases> {
  await getIssueRow(context.db, issueId);
  const rows = await listLinkedCases(context.db, issueId, actor.departments, MOST_SHOWN);
  return { items: rows.map((row) => presentCase(row, [], 1)) };
}

/**
 * Open cases that may be about an issue: the customer is affected and says something alike, or the words alone are alike
 * enough. At most a hundred, the likeliest first. @throws known_issue.not_found
 */
export async function listSimilarCases(context: Context, actor: Actor, issueId: string): Promise<SimilarCases> {
  const issue = await getIssueRow(context.db, issueId);
  const origin = issue.fromCaseId === null ? null : await readCaseWords(context.db, issue.fromCaseId);
  const words = wordsOf(issue, origin?.subjectLine ?? '');
  const rows = await listCandidates(context.db, { rule: issue.rule, today: todayOf(context), patterns: words.map(patternOf), departments: actor.departments });
  const judged = rows.flatMap((row) => {
    const { reasons, likeness, isAlike } = judge({ words, origin, ownsIt: row.ownsIt }, row);
    return isAlike ? [presentCase(row, reasons, likeness)] : [];
  });
  return { items: judged.sort((a, b) => b.likeness - a.likeness || (a.openedAt < b.openedAt ? 1 : -1)).slice(0, MOST_SHOWN) };
}

/** What is known about a case: the issue it is linked to, else open issues that fit. @throws case.not_found */
export async function readCaseIssues(context: Context, actor: Actor, caseId: string): Promise<CaseIssues> {
  const facts = await readOwnCase(context, actor, caseId);
  const worksAt = (await findWorksAt(context.db, caseId))?.toISOString() ?? null;
  const linked = facts.knownIssueId === null ? null : await findIssue(context.db, facts.knownIssueId);
  if (linked) return { linked: present(linked), suggested: [], worksAt };
  const issues = await listIssues(context.db, { search: '', state: 'open', after: null, limit: ISSUES_LOOKED_AT });
  const suggested: CaseIssues['suggested'] = [];
  for (const issue of issues) {
    const ownsIt = facts.customerId !== null && (await listAffectedAmong(context.db, issue.rule, todayOf(context), [facts.customerId])).has(facts.customerId);
    const origin = issue.fromCaseId === null ? null : await readCaseWords(context.db, issue.fromCaseId);
    const { reasons, isAlike } = judge({ words: wordsOf(issue, origin?.subjectLine ?? ''), origin, ownsIt }, facts);
    // Whoever has the affected device may not have found the right words yet: offered too, and an agent decides.
    if (isAlike || ownsIt) suggested.push({ ...present(issue), reasons });
  }
  return { linked: null, suggested: suggested.sort((a, b) => b.reasons.length - a.reasons.length).slice(0, 3), worksAt };
}

/** @returns how many are linked that were not before. @throws known_issue.not_found, known_issue.closed, case.not_found */
export async function linkCases(context: Context, actor: Actor, issueId: string, caseIds: readonly string[]): Promise<number> {
  const issue = await getIssueRow(context.db, issueId);
  if (issue.closedAt) throw new Problem('known_issue.closed', 'This known issue is closed. Reopen it before you link cases to it.');
  for (const caseId of caseIds) await readOwnCase(context, actor, caseId);
  return context.db.transaction().execute((tx) => linkCasesIn(context, tx, actor, { issueId, caseIds }));
}

export async function linkCasesIn(context: Context, tx: Db, actor: Actor, { issueId, caseIds }: { issueId: string; caseIds: readonly string[] }): Promise<number> {
  const linkable = await lockLinkable(tx, issueId, caseIds);
  for (const caseId of linkable) await linkKnownIssue(context, tx, caseId, issueId, actor);
  return linkable.length;
}

/** @throws case.not_found */
export async function unlinkCase(context: Context, actor: Actor, issueId: string, caseId: string): Promise<void> {
  const facts = await readOwnCase(context, actor, caseId);
  if (facts.knownIssueId !== issueId) return;
  await context.db.transaction().execute((tx) => linkKnownIssue(context, tx, caseId, null, actor));
}

/** The customer's "it works" is what solves a case about an issue. @throws case.not_found */
export async function noteThatItWorks(context: Context, actor: Actor, caseId: string): Promise<CaseIssues> {
  await readOwnCase(context, actor, caseId);
  if (!(await findWorksAt(context.db, caseId))) {
    await context.db.transaction().execute((tx) => addCaseEvent(context, tx, caseId, { what: 'known_issue.works', data: {}, actor }));
  }
  await solveCase(context, actor, caseId);
  return readCaseIssues(context, actor, caseId);
}

/** Solves linked cases that got the answer and have been quiet for long enough; each at most once, so it may run again. @returns how many */
export async function solveQuietCases(context: Context, signal: AbortSignal): Promise<number> {
  const doer = systemDoer('known-issues');
  let solved = 0;
  for (let quiet = await listQuietCases(context.db, context.clock.now(), QUIET_AT_ONCE); quiet.length > 0 && !signal.aborted; quiet = await listQuietCases(context.db, context.clock.now(), QUIET_AT_ONCE)) {
    for (const caseId of quiet) await solveCase(context, doer, caseId);
    solved += quiet.length;
  }
  return solved;
}

/** What is known of a case whose department the actor may see. @throws case.not_found */
export async function readOwnCase({ db }: Pick<Context, 'db'>, actor: Actor, caseId: string): Promise<CaseWords> {
  await getOwnCase(db, actor, caseId);
  const words = await readCaseWords(db, caseId);
  if (!words) throw new Problem('case.not_found', 'There is no such case.');
  return words;
}

const wordsOf = (issue: IssueRow, subjectLine: string): string[] => tellingWords(`${issue.title} ${subjectLine}`);

function judge({ words, origin, ownsIt }: { words: readonly string[]; origin: CaseWords | null; ownsIt: boolean }, row: Pick<CaseWords, 'subjectLine' | 'text' | 'touchpoint' | 'category'>): { reasons: Reason[]; likeness: number; isAlike: boolean } {
  const alike = likenessOf(words, `${row.subjectLine} ${row.text}`);
  const isSamePlace = origin !== null && ((origin.category !== null && origin.category === row.category) || (origin.touchpoint !== null && origin.touchpoint === row.touchpoint));
  const reasons: Reason[] = [...(ownsIt ? ['owns_it' as const] : []), ...(alike > 0 ? ['same_words' as const] : []), ...(isSamePlace ? ['same_place_in_journey' as const] : [])];
  return { reasons, likeness: Math.min(1, (ownsIt ? 0.5 : 0) + alike * 0.4 + (isSamePlace ? 0.1 : 0)), isAlike: (ownsIt && (alike > 0 || isSamePlace)) || alike >= ALIKE_FROM };
}

function presentCase({ caseId, number, subjectLine, customerId, customerName, openedAt, status }: CandidateRow, reasons: Reason[], likeness: number): SimilarCases['items'][number] {
  return { caseId, number: showNumber(number), subjectLine, customerId, customerName, openedAt: openedAt.toISOString(), status, reasons, likeness };
}
