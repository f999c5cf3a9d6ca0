import { encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { maskTraits } from '../../governance/roles/masking.logic.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { getSurvey, visibleTouchpoints } from '../../listening/surveys/manage-surveys.actions.ts';
import { maySeePersonalData, readOpenKeys } from '../../people/customers/masked-customers.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { problemsOf, stateOf } from './distributions.logic.ts';
import { countOutcomes, deleteDraft, type DistributionRow, findDistribution, findDistributionForUpdate, insertDistribution, listDistributions, saveDistribution } from './distributions.queries.ts';
import type { CustomerFilter, Distribution, DistributionChange, DistributionInput, DistributionListQuery } from './invitations.contract.ts';

/** A draft; nobody is invited before it is started. @throws survey.not_found, distribution.text_invalid, request.invalid, permission.denied */
export async function createDistribution(context: Context, actor: Actor, { survey, kind, reminders, startsAt, expiresAt, ...input }: DistributionInput): Promise<Distribution> {
  refuseOtherPeople(kind, (await getSurvey(context, actor, survey)).kind);
  await refuseHiddenTraits(context, actor, input.filter ?? null);
  refuseBadTexts(input.texts);
  const createdAt = context.clock.now();
  const id = newId(createdAt.getTime());
  await insertDistribution(context.db, {
    ...input, id, survey, kind, filter: input.filter ?? (kind === 'filter' ? {} : null), staff: input.staff ?? (kind === 'staff' ? { departments: null } : null), trigger: input.trigger ?? null,
    reminders: reminders.times, remindAfterDays: reminders.afterDays, startsAt: asDate(startsAt), expiresAt: asDate(expiresAt), createdAt, createdBy: actor.label,
  });
  return getDistribution(context, actor, id);
}

/**
 * Changes a draft; of one that was started only its name, its reminders and its end.
 * @throws distribution.not_found, distribution.changed_meanwhile, distribution.started, distribution.text_invalid, request.invalid
 */
export async function changeDistribution(context: Context, actor: Actor, id: string, { version, reminders, startsAt, expiresAt, ...change }: DistributionChange): Promise<Distribution> {
  await getDistribution(context, actor, id);
  await refuseHiddenTraits(context, actor, change.filter ?? null);
  await context.db.transaction().execute(async (tx) => {
    const before = await getForUpdate(tx, id);
    if (before.version !== version) throw new Problem('distribution.changed_meanwhile', 'Somebody changed this since you read it. Read it again, then change it.', { version: before.version });
    if (before.stoppedAt || before.finishedAt) throw new Problem('distribution.not_running', 'This is over.', { id });
    const { title, ...whoAndHow } = change;
    if (before.startedAt && (startsAt !== undefined || Object.values(whoAndHow).some((value) => value !== undefined))) throw new Problem('distribution.started', 'Invitations are under way: who is asked and how stays as it is. Make a new one.', { id });
    const given = Object.fromEntries(Object.entries({ title, ...whoAndHow }).filter(([, value]) => value !== undefined));
    const after: DistributionRow = {
      ...before, ...given, ...(reminders === undefined ? {} : { reminders: reminders.times, remindAfterDays: reminders.afterDays }),
      ...(startsAt === undefined ? {} : { startsAt: asDate(startsAt) }), ...(expiresAt === undefined ? {} : { expiresAt: asDate(expiresAt) }),
    };
    refuseWrongKind(after);
    refuseBadTexts(after.texts);
    await saveDistribution(tx, after, context.clock.now());
  });
  return getDistribution(context, actor, id);
}

/** @throws distribution.not_found, distribution.started */
export async function removeDistribution(context: Context, actor: Actor, id: string): Promise<void> {
  await getDistribution(context, actor, id);
  if (!(await deleteDraft(context.db, id))) throw new Problem('distribution.started', 'What was started stays: it is the proof of who was asked.', { id });
}

/** @throws distribution.not_found – also for those of surveys that this actor does not see */
export async function getDistribution(context: Context, actor: Actor, id: string): Promise<Distribution> {
  const row = found(await findDistribution(context.db, id));
  const visible = await visibleTouchpoints(context, actor);
  if (visible !== null && (row.touchpoint === null || !visible.includes(row.touchpoint))) throw found(null);
  const [distribution] = await presentAll(context, [row]);
  if (!distribution) throw new Error('one row makes one distribution');
  return distribution;
}

export async function listPageOfDistributions(context: Context, actor: Actor, { survey, limit, cursor }: DistributionListQuery): Promise<{ items: Distribution[]; nextCursor: string | null }> {
  const place = placeByInstant(cursor);
  const rows = await listDistributions(context.db, { survey: survey ?? null, touchpoints: await visibleTouchpoints(context, actor), after: place && { createdAt: place.at, id: place.id }, limit });
  const last = rows.at(-1);
  return { items: await presentAll(context, rows), nextCursor: last && rows.length === limit ? encodeCursor([last.createdAt.toISOString(), last.id]) : null };
}

/** For those who have looked already whether this actor may. @throws distribution.not_found */
export async function getRow(db: Db, id: string): Promise<DistributionRow> {
  return found(await findDistribution(db, id));
}

/** Locked until the end of the transaction: whoever works on it, pauses or stops it waits. @throws distribution.not_found */
export async function getForUpdate(tx: Db, id: string): Promise<DistributionRow> {
  return found(await findDistributionForUpdate(tx, id));
}

function found(row: DistributionRow | null): DistributionRow {
  if (!row) throw new Problem('distribution.not_found', 'There are no such invitations.');
  return row;
}

/**
 * Only surveys among employees keep what staff are promised: no answer is shown by itself, and none leads to a link. Of
 * customers it is known who answered.
 * @throws request.invalid
 */
export function refuseOtherPeople(kind: DistributionRow['kind'], surveyKind: string): void {
  if ((kind === 'staff') === (surveyKind === 'employee')) return;
  const text = kind === 'staff' ? 'Staff answer without names, and only surveys of the kind employee keep that. Choose such a survey.' : 'This survey is among employees. Only staff can be invited to it.';
  throw new Problem('request.invalid', text, {}, [{ at: 'body.survey', reason: `is of the kind ${surveyKind}` }]);
}

/** The preview counts whom a selection finds: who may not read a field of customers could guess at it. @throws permission.denied */
async function refuseHiddenTraits(context: Context, actor: Actor, filter: CustomerFilter | null): Promise<void> {
  const names = filter?.traits?.map(({ name }) => name) ?? [];
  if (names.length === 0 || maySeePersonalData(actor)) return;
  const openKeys = await readOpenKeys(context);
  if (actor.can('read', 'customer') && names.every((name) => name in maskTraits({ [name]: 'x' }, openKeys))) return;
  throw new Problem('permission.denied', 'Your role does not allow to select by this field of customers.', { action: 'read', subject: 'personal_data' });
}

function refuseWrongKind({ kind, filter, staff, trigger, sample, reminders }: DistributionRow): void {
  const wrong = [
    ...(filter !== null && kind !== 'filter' ? ['body.filter'] : []), ...(staff !== null && kind !== 'staff' ? ['body.staff'] : []), ...(trigger !== null && kind !== 'trigger' ? ['body.trigger'] : []),
    ...(kind === 'staff' && reminders > 0 ? ['body.reminders'] : []), ...((kind === 'trigger' && sample.kind !== 'all' && sample.kind !== 'share') || (kind === 'staff' && sample.kind === 'strata') ? ['body.sample'] : []),
  ];
  if (wrong.length > 0) throw new Problem('request.invalid', 'This does not fit the kind of these invitations.', {}, wrong.map((at) => ({ at, reason: `does not fit the kind ${kind}` })));
}

function refuseBadTexts(texts: DistributionRow['texts']): void {
  const places = problemsOf(texts);
  if (places.length > 0) throw new Problem('distribution.text_invalid', 'A text cannot be sent as it stands.', {}, places);
}

async function presentAll({ db, clock }: Context, rows: readonly DistributionRow[]): Promise<Distribution[]> {
  const outcomes = await countOutcomes(db, rows.map(({ id }) => id));
  const now = clock.now();
  return rows.map((row): Distribution => ({
    id: row.id, survey: row.survey, surveyNameDe: row.surveyNameDe, surveyNameEn: row.surveyNameEn, title: row.title, kind: row.kind, filter: row.filter, staff: row.staff, trigger: row.trigger, listed: row.listed, skipsOpenCases: row.skipsOpenCases,
    channels: row.channels, texts: row.texts, sample: row.sample, reminders: { times: row.reminders, afterDays: row.remindAfterDays }, startsAt: iso(row.startsAt), expiresAt: iso(row.expiresAt), state: stateOf(row, now), version: row.version,
    createdAt: row.createdAt.toISOString(), createdBy: row.createdByName ?? row.createdBy, startedAt: iso(row.startedAt), startedBy: row.startedByName ?? row.startedBy, pausedAt: iso(row.pausedAt), stoppedAt: iso(row.stoppedAt), finishedAt: iso(row.finishedAt),
    invited: outcomes.get(row.id)?.invited ?? 0, finished: outcomes.get(row.id)?.finished ?? 0,
  }));
}

const iso = (at: Date | null) => at?.toISOString() ?? null;
const asDate = (at: string | null) => (at === null ? null : new Date(at));
