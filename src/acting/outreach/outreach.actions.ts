import { encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { getIssueForOutreach } from '../known-issues/known-issues.actions.ts';
import { idsInHeaders } from '../messages/message-id.logic.ts';
import type { Outreach, OutreachChange, OutreachInput, OutreachListQuery } from './outreach.contract.ts';
import { problemsOf, stateOf, textsOf } from './outreach.logic.ts';
import { deleteDraft, findByMessages, findOutreach, findOutreachForUpdate, insertOutreach, listOutreaches, type OfMessage, type OutreachRow, saveOutreach, switchCampaign } from './outreach.queries.ts';

/** A draft; nobody is told before it is started. @throws known_issue.not_found, outreach.text_invalid, request.invalid for advertising that is called essential */
export async function createOutreach(context: Context, actor: Actor, input: OutreachInput): Promise<Outreach> {
  const issue = input.issueId === null ? null : await getIssueForOutreach(context.db, input.issueId);
  const texts = input.texts.length > 0 || !issue ? input.texts : textsOf(issue);
  refuseBadTexts(texts, input.channels);
  const isEssential = input.isEssential ?? issue?.isSafetyCritical ?? false;
  refuseEssential({ isEssential, purpose: input.purpose });
  const id = newId(context.clock.now().getTime());
  await insertOutreach(context.db, { ...input, id, texts, isEssential, createdAt: context.clock.now(), createdBy: actor.label });
  return getOutreach(context, id);
}

/**
 * Changes a draft; of one that was started only the name, whether later buyers are told, and the rate.
 * @throws outreach.not_found, outreach.changed_meanwhile, outreach.started, outreach.text_invalid
 */
export async function changeOutreach(context: Context, id: string, { version, ...change }: OutreachChange): Promise<Outreach> {
  await context.db.transaction().execute(async (tx) => {
    const before = await getForUpdate(tx, id);
    if (before.version !== version) throw new Problem('outreach.changed_meanwhile', 'Somebody changed this outreach since you read it. Read it again, then change it.', { version: before.version });
    const { title: _title, isLive: _isLive, ratePerMinute: _ratePerMinute, ...whatIsSaid } = change;
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    if (before.startedAt && Object.values(whatIsSaid).some((value) => value !== undefined)) throw new Problem('outreach.started', 'This outreach was started: what is said and to whom stays as it is. Make a new one.', { id });
    const after: OutreachRow = { ...before, ...given };
    refuseBadTexts(after.texts, after.channels);
    refuseEssential(after);
    await saveOutreach(tx, after, context.clock.now());
    if (before.startedAt) await switchCampaign(tx, id, { pausedAt: after.pausedAt, stoppedAt: after.stoppedAt, endedAt: null, ratePerMinute: after.ratePerMinute });
  });
  return getOutreach(context, id);
}

/** @throws outreach.not_found, outreach.started */
export async function removeOutreach(context: Context, id: string): Promise<void> {
  if (await deleteDraft(context.db, id)) return;
  await getOutreach(context, id);
  throw new Problem('outreach.started', 'An outreach that was started stays: it is the proof of who was told.', { id });
}

/** @throws outreach.not_found */
export async function getOutreach({ db }: Pick<Context, 'db'>, id: string): Promise<Outreach> {
  return present(await getRow(db, id));
}

export async function listPageOfOutreaches({ db }: Context, { issueId, limit, cursor }: OutreachListQuery): Promise<{ items: Outreach[]; nextCursor: string | null }> {
  const place = placeByInstant(cursor || undefined);
  const rows = await listOutreaches(db, { issueId: issueId ?? null, after: place && { createdAt: place.at, id: place.id }, limit });
  const last = rows.at(-1);
  return { items: rows.map(present), nextCursor: last && rows.length === limit ? encodeCursor([last.createdAt.toISOString(), last.id]) : null };
}

/** The outreach that a customer answers, by Message-ID, In-Reply-To or References of the mail. */
export async function findOutreachByMessageIds(db: Db, headers: readonly string[]): Promise<OfMessage | null> {
  const ids = idsInHeaders(...headers);
  return ids.length === 0 ? null : findByMessages(db, ids);
}

export async function getRow(db: Db, id: string): Promise<OutreachRow> {
  return found(await findOutreach(db, id));
}

export async function getForUpdate(tx: Db, id: string): Promise<OutreachRow> {
  return found(await findOutreachForUpdate(tx, id));
}

function found(row: OutreachRow | null): OutreachRow {
  if (!row) throw new Problem('outreach.not_found', 'There is no such outreach.');
  return row;
}

/** What concerns safety is told to those who object as well, so nothing else may be called that. */
function refuseEssential({ isEssential, purpose }: Pick<OutreachRow, 'isEssential' | 'purpose'>): void {
  if (isEssential && purpose !== 'service') throw new Problem('request.invalid', 'Only a service message can concern safety.', {}, [{ at: 'body.isEssential', reason: 'is for the purpose service only' }]);
}

function refuseBadTexts(texts: OutreachRow['texts'], channels: OutreachRow['channels']): void {
  const places = problemsOf(texts, channels);
  if (places.length > 0) throw new Problem('outreach.text_invalid', 'A text cannot be sent as it stands.', {}, places);
}

function present({ lookedAt, createdByName, startedByName, ...row }: OutreachRow): Outreach {
  return {
    ...row, createdBy: createdByName ?? row.createdBy, startedBy: startedByName ?? row.startedBy, state: stateOf({ lookedAt, ...row }), createdAt: row.createdAt.toISOString(), startedAt: row.startedAt?.toISOString() ?? null, pausedAt: row.pausedAt?.toISOString() ?? null,
    stoppedAt: row.stoppedAt?.toISOString() ?? null, finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
