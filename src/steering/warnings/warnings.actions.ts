import { encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import { openCaseIn } from '../../acting/cases/open-case.actions.ts';
import type { OpenedCase } from '../../acting/cases/case-actors.contract.ts';
import { emit } from '../../governance/webhooks/emit.actions.ts';
import { touchpointsByCode } from '../../journeys/touchpoints/touchpoints.actions.ts';
import type { Touchpoint } from '../../journeys/touchpoints/touchpoints.contract.ts';
import { visibleTouchpoints } from '../../listening/surveys/manage-surveys.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { listAnswers } from '../../understanding/metrics/answers.actions.ts';
import { chartOf } from './judge-watches.logic.ts';
import { listWatched, withWeeks } from './look.actions.ts';
import { dataOf, evidenceOf, placeName, worded } from './tell-warnings.actions.ts';
import { sayWarning } from './warning-words.logic.ts';
import type { ClosedReason, Warning, WarningDetail, WarningList, WarningListQuery, WarningState } from './warnings.contract.ts';
import { countOpen, findWarning, findWarningForUpdate, listWarnings, saveFacts, type WarningRow } from './warnings.queries.ts';
import { countJudgeable, findWatch, updateWatch } from './watches.queries.ts';
import { lastDayOf, mondayOf } from './weeks.logic.ts';

const VOICES = 8;
type Language = 'de' | 'en';

/** Alarms, newest first; of own touchpoints only for those who are limited to departments. */
export async function listWarningsFor(context: Context, actor: Actor, { state, score, touchpoint, worse, lang, limit, cursor }: WarningListQuery): Promise<WarningList> {
  const now = context.clock.now();
  const touchpoints = await visibleTouchpoints(context, actor);
  const states: readonly WarningState[] = state === 'active' ? ['open', 'acknowledged'] : [state];
  const [rows, counts, watched, names] = await Promise.all([
    listWarnings(context.db, { touchpoints, touchpoint: touchpoint ?? null, score: score ?? null, states, onlyWorse: worse === 'true', after: placeByInstant(cursor), limit: limit + 1, now }),
    countOpen(context.db, touchpoints, now),
    listWatched(context),
    touchpointsByCode(context),
  ]);
  const own = watched.filter((one) => touchpoints === null || touchpoints.includes(one.touchpoint));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => presentWarning(row, names, lang, now)),
    nextCursor: rows.length > limit && last ? encodeCursor([last.raisedAt.toISOString(), last.id]) : null,
    ...counts, watched: own.length, ...(await countJudgeable(context.db, own.map(({ id }) => id))),
  };
}

/** How many alarms wait for somebody, for the rail of every page. */
export async function countWarningsFor(context: Context, actor: Actor): Promise<{ count: number }> {
  return { count: (await countOpen(context.db, await visibleTouchpoints(context, actor), context.clock.now())).open };
}

/** One alarm with its chart and the voices of those weeks. @throws warning.not_found also for foreign departments */
export async function describeWarning(context: Context, actor: Actor, id: string, lang: Language): Promise<WarningDetail> {
  const row = await visibleTo(context, actor, await findWarning(context.db, id));
  const watch = await findWatch(context.db, row.watchId);
  if (!watch) throw notFound();
  const to = watch.countedTo ?? mondayOf(context.clock.now());
  const [judged, voices, names] = await Promise.all([withWeeks(context.db, [watch], to), voicesOf(context, actor, row, lang), touchpointsByCode(context)]);
  return { warning: presentWarning(row, names, lang, context.clock.now()), chart: judged[0] && mayDraw(actor, watch) ? chartOf(judged[0], to) : { points: [], limit: row.limitValue, levels: [] }, voices };
}

async function voicesOf(context: Context, actor: Actor, { touchpoint, targetGroup, beganOn, raisedIn, score }: WarningRow, lang: Language): Promise<WarningDetail['voices']> {
  if (!actor.can('read', 'answer')) return null;
  if (score === 'volume') return [];
  const reader = { visible: await visibleTouchpoints(context, actor), mayReadCustomers: actor.can('read', 'customer'), mayReadPersonalData: actor.can('read', 'personal_data') };
  const filter = { ...(touchpoint === '' ? {} : { touchpoint }), ...(targetGroup === '' ? {} : { group: targetGroup }), from: beganOn, to: lastDayOf(raisedIn) };
  return (await listAnswers(context, { ...filter, role: 'comment', limit: VOICES, lang }, reader)).items;
}

/** All customers of a week without those of a group would be the few others: who may not read single answers gets no chart of a group. */
export const mayDraw = (actor: Actor, { targetGroup }: { targetGroup: string }): boolean => targetGroup === '' || actor.can('read', 'answer');

/** Seen: somebody takes care of it. @throws warning.not_found, warning.closed */
export function acknowledgeWarning(context: Context, actor: Actor, id: string, note: string | undefined): Promise<void> {
  return change(context, actor, id, (row, now) => ({ ...row, acknowledgedAt: now, acknowledgedByLabel: actor.label, snoozedUntil: null, note: note ?? row.note }));
}

/** Not now: until then it is out of sight. @throws warning.not_found, warning.closed, request.invalid when that is past */
export function snoozeWarning(context: Context, actor: Actor, id: string, { until, note }: { until: Date; note: string | undefined }): Promise<void> {
  if (until <= context.clock.now()) throw new Problem('request.invalid', 'Choose a time that is still to come.', {}, [{ at: 'body.until', reason: 'must lie in the future' }]);
  return change(context, actor, id, (row) => ({ ...row, snoozedUntil: until, note: note ?? row.note }));
}

/** Done. As a new level it becomes what is usual: the series is judged against what it has been since the change. @throws warning.not_found, warning.closed */
export function closeWarning(context: Context, actor: Actor, id: string, { because, note }: { because: ClosedReason; note?: string | undefined }): Promise<void> {
  return change(context, actor, id, async (row, now, tx) => {
    const watch = because === 'new_level' ? await findWatch(tx, row.watchId) : null;
    if (watch) await updateWatch(tx, { ...watch, levelFrom: row.beganOn }, now);
    await emit(context, tx, [{ kind: 'warning.closed', data: { ...dataOf(row, context.settings.publicUrl), because } }]);
    return { ...row, closedAt: now, closedByLabel: actor.label, closedBecause: because, snoozedUntil: null, note: note ?? row.note };
  });
}

/** Open again, and nobody has seen to it. @throws warning.not_found */
export async function reopenWarning(context: Context, actor: Actor, id: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const row = await visibleTo(context, actor, await findWarningForUpdate(tx, id));
    await saveFacts(tx, { ...row, acknowledgedAt: null, acknowledgedByLabel: null, snoozedUntil: null, closedAt: null, closedByLabel: null, closedBecause: null });
  });
}

/** A case is born from it, once: who asks again gets the same. @throws warning.not_found */
export async function openCaseOfWarning(context: Context, actor: Actor, id: string, note: string | undefined): Promise<OpenedCase> {
  if (!actor.can('read', 'warning')) throw notFound();
  return writeWithHistory(context, async (tx, journal) => {
    const row = await visibleTo(context, actor, await findWarningForUpdate(tx, id));
    const touchpoint = (await touchpointsByCode(context)).get(row.touchpoint);
    // Cases carry the company's language; people whose page is English read the figures all the same.
    const sentence = sayWarning({ ...worded(row), place: placeName(row, touchpoint, 'de') }, 'de');
    const opened = await openCaseIn(context, tx, journal, {
      subject: null, channel: 'other', subjectLine: sentence.slice(0, 300), text: [sentence, note ?? '', `${context.settings.publicUrl}/warnings/${id}`].filter((part) => part !== '').join('\n\n'),
      touchpoint: touchpoint?.code ?? null, department: touchpoint?.department ?? null, priority: 'high', source: { kind: 'rule', ref: 'warnings' }, externalKey: `warning:${id}`, isContact: false,
      direction: 'inbound', author: { kind: actor.kind, id: actor.id, label: actor.label },
    });
    const now = context.clock.now();
    await saveFacts(tx, { ...row, caseId: opened.caseId, acknowledgedAt: row.acknowledgedAt ?? now, acknowledgedByLabel: row.acknowledgedByLabel ?? actor.label });
    return opened;
  });
}

type Change = (row: WarningRow, now: Date, tx: Db) => WarningRow | Promise<WarningRow>;

function change(context: Context, actor: Actor, id: string, decide: Change): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const row = await visibleTo(context, actor, await findWarningForUpdate(tx, id));
    if (row.closedAt !== null) throw new Problem('warning.closed', 'This warning is closed. Open it again first.');
    await saveFacts(tx, await decide(row, context.clock.now(), tx));
  });
}

/** @throws warning.not_found where there is none, or none of their departments */
async function visibleTo(context: Context, actor: Actor, row: WarningRow | null): Promise<WarningRow> {
  const visible = await visibleTouchpoints(context, actor);
  if (!row || (visible !== null && !visible.includes(row.touchpoint))) throw notFound();
  return row;
}

const notFound = (): Problem => new Problem('warning.not_found', 'There is no such warning.');

/** A place is stored as '' where it is all touchpoints or everybody; outside that is null. */
export function placeOf({ touchpoint: code, targetGroup }: { touchpoint: string; targetGroup: string }, touchpoints: ReadonlyMap<string, Touchpoint>, lang: Language): Pick<Warning, 'touchpoint' | 'touchpointName' | 'department' | 'group'> {
  const touchpoint = touchpoints.get(code);
  return { touchpoint: code || null, touchpointName: touchpoint?.[lang === 'de' ? 'nameDe' : 'nameEn'] ?? (code || null), department: touchpoint?.department ?? null, group: targetGroup || null };
}

function presentWarning(row: WarningRow, touchpoints: ReadonlyMap<string, Touchpoint>, lang: Language, now: Date): Warning {
  const { value } = worded(row);
  return {
    id: row.id, watchId: row.watchId, state: stateOf(row, now), score: row.score, ...placeOf(row, touchpoints, lang),
    method: row.method, side: row.side, isWorse: row.side === 'down' && row.score !== 'volume',
    beganOn: row.beganOn, raisedIn: row.raisedIn, endedOn: row.endedOn, raisedAt: row.raisedAt.toISOString(), foundAt: row.foundAt.toISOString(),
    value, usual: value === null ? null : row.usual, effect: value === null ? null : value - row.usual, n: row.n, usualN: row.usualN, usualWeeks: row.usualWeeks,
    ...evidenceOf(row), limit: row.limitValue, seriesWatched: row.seriesWatched, minimumEffect: row.minimumEffect,
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null, acknowledgedBy: row.acknowledgedByLabel, snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null, closedBy: row.closedByLabel, closedBecause: row.closedBecause, note: row.note, caseId: row.caseId,
  };
}

function stateOf({ closedAt, snoozedUntil, acknowledgedAt }: WarningRow, now: Date): WarningState {
  if (closedAt !== null) return 'closed';
  if (snoozedUntil !== null && snoozedUntil > now) return 'snoozed';
  return acknowledgedAt === null ? 'open' : 'acknowledged';
}
