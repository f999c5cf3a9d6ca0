import { encodeCursor, placeByInstant, placeByText } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { checkTemplate } from '../templates/check-template.logic.ts';
import { countAffected, listAffected, listModels } from './affected.queries.ts';
import type { AffectedList, AffectedRule, IssueChange, IssueForOutreach, IssueListQuery, IssueTexts, KnownIssue, ModelList, Reach } from './known-issues.contract.ts';
import { findIssue, type IssueRow, listIssues, setClosed, updateIssue } from './known-issues.queries.ts';

/** Day of the company on which "now" is decided. */
export const todayOf = ({ clock }: Pick<Context, 'clock'>): string => clock.now().toISOString().slice(0, 10);

export async function listPageOfIssues(context: Context, { search = '', state, limit, cursor }: IssueListQuery): Promise<{ items: KnownIssue[]; nextCursor: string | null }> {
  const place = placeByInstant(cursor || undefined);
  const rows = await listIssues(context.db, { search: search.trim(), state, after: place && { createdAt: place.at, id: place.id }, limit });
  const last = rows.at(-1);
  return { items: rows.map(present), nextCursor: last && rows.length === limit ? encodeCursor([last.createdAt.toISOString(), last.id]) : null };
}

/** @throws known_issue.not_found */
export async function getIssue({ db }: Pick<Context, 'db'>, id: string): Promise<KnownIssue> {
  return present(await getIssueRow(db, id));
}

/** @throws known_issue.not_found, known_issue.changed_meanwhile, known_issue.text_invalid */
export async function changeIssue(context: Context, id: string, { version, ...change }: IssueChange): Promise<KnownIssue> {
  if (change.texts) refuseBadTexts(change.texts);
  const before = await getIssueRow(context.db, id);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const isChanged = await updateIssue(context.db, { ...before, ...given, version, changedAt: context.clock.now() });
  if (!isChanged) throw new Problem('known_issue.changed_meanwhile', 'Somebody changed this known issue since you read it. Read it again, then change it.', { version: before.version });
  return getIssue(context, id);
}

/** @throws known_issue.not_found */
export async function closeIssue(context: Context, id: string, isClosed: boolean): Promise<KnownIssue> {
  await getIssueRow(context.db, id);
  await setClosed(context.db, id, isClosed ? context.clock.now() : null);
  return getIssue(context, id);
}

export async function readReach(context: Context, rule: AffectedRule): Promise<Reach> {
  return countAffected(context.db, rule, todayOf(context));
}

/** @throws known_issue.not_found */
export async function listPageOfAffected(context: Context, id: string, { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<AffectedList> {
  const { rule } = await getIssueRow(context.db, id);
  const place = placeByText(cursor || undefined);
  const items = await listAffected(context.db, rule, { today: todayOf(context), after: place && { name: place.text, id: place.id }, limit });
  const last = items.at(-1);
  return { items, nextCursor: last && items.length === limit ? encodeCursor([last.name, last.customerId]) : null };
}

export async function listKnownModels(context: Context, search: string): Promise<ModelList> {
  return { items: await listModels(context.db, { search: search.trim(), today: todayOf(context), limit: 50 }) };
}

/** What an outreach needs. @throws known_issue.not_found */
export async function getIssueForOutreach(db: Db, id: string): Promise<IssueForOutreach> {
  const { number, title, rule, texts, downloadUrl, isSafetyCritical, solveAfterDays, closedAt } = await getIssueRow(db, id);
  return { id, number: numberOf(number), title, rule, texts, downloadUrl, isSafetyCritical, solveAfterDays, closedAt };
}

export async function getIssueRow(db: Db, id: string): Promise<IssueRow> {
  const row = await findIssue(db, id);
  if (!row) throw new Problem('known_issue.not_found', 'There is no such known issue.');
  return row;
}

export function present({ number, createdAt, changedAt, closedAt, linked, open, ...row }: IssueRow): KnownIssue {
  return { ...row, number: numberOf(number), createdAt: createdAt.toISOString(), changedAt: changedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null, cases: { linked, open } };
}

const numberOf = (number: number): string => `B-${number}`;

/** A mistyped variable would be found by thousands of customers; here one agent finds it. */
export function refuseBadTexts(texts: IssueTexts): void {
  const places = (['de', 'en'] as const).flatMap((language) => {
    const text = texts[language];
    if (!text) return [];
    return Object.entries({ subjectLine: text.subjectLine, text: text.text, steps: text.steps.join('\n') }).flatMap(([part, source]) =>
      checkTemplate(source).map(({ line, column, problem }) => ({ at: `body.texts.${language}.${part}`, reason: `line ${line}, column ${column}: ${problem}` })));
  });
  if (places.length > 0) throw new Problem('known_issue.text_invalid', 'A text cannot be filled in as it stands.', {}, places);
}
