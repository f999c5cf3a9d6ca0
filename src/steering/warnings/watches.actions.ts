import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { getTouchpoint, touchpointsByCode } from '../../journeys/touchpoints/touchpoints.actions.ts';
import type { Touchpoint } from '../../journeys/touchpoints/touchpoints.contract.ts';
import { visibleTouchpoints } from '../../listening/surveys/manage-surveys.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { chartOf } from './judge-watches.logic.ts';
import { withWeeks } from './look.actions.ts';
import { defaultMinimumEffect, type WarningSettings, type Watch, type WatchChange, type WatchDetail, type WatchInput, type WatchListQuery } from './warnings.contract.ts';
import { mayDraw, placeOf } from './warnings.actions.ts';
import { findWatch, insertWatches, type ListedWatch, pageOfWatches, readSettings, saveSettings, updateWatch } from './watches.queries.ts';
import { mondayOf } from './weeks.logic.ts';

type Language = 'de' | 'en';

export async function listWatchesFor(context: Context, actor: Actor, { score, touchpoint, state, lang, limit, cursor }: WatchListQuery): Promise<{ items: Watch[]; nextCursor: string | null }> {
  const visible = await visibleTouchpoints(context, actor);
  const touchpoints = touchpoint === undefined ? visible : [touchpoint].filter((code) => visible === null || visible.includes(code));
  const [rows, names] = await Promise.all([pageOfWatches(context.db, { touchpoints, score: score ?? null, isStopped: state === 'stopped', after: cursor === undefined ? null : readCursor(cursor), limit: limit + 1 }), touchpointsByCode(context)]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map((row) => presentWatch(row, names, lang)), nextCursor: rows.length > limit && last ? encodeCursor([last.touchpoint, last.score, last.targetGroup]) : null };
}

function readCursor(cursor: string): [string, string, string] {
  const [touchpoint, score, group] = decodeCursor(cursor, 3).map(String);
  return [touchpoint ?? '', score ?? '', group ?? ''];
}

/** @throws watch.not_found also for foreign departments */
export async function describeWatch(context: Context, actor: Actor, id: string, lang: Language): Promise<WatchDetail> {
  const row = await getWatch(context, actor, id);
  const to = row.countedTo ?? mondayOf(context.clock.now());
  const [judged] = await withWeeks(context.db, [row], to);
  return { watch: presentWatch(row, await touchpointsByCode(context), lang), chart: judged && mayDraw(actor, row) ? chartOf(judged, to) : { points: [], limit: 0, levels: [] } };
}

/** From the next look on; its history is looked at too. @throws touchpoint.not_found, watch.exists */
export async function addWatch(context: Context, actor: Actor, { score, touchpoint, group, minimumEffect }: WatchInput, lang: Language): Promise<Watch> {
  if (touchpoint !== null) await getTouchpoint(context, touchpoint, actor.departments);
  else if (actor.departments !== null) throw new Problem('touchpoint.not_found', 'Choose one of your touchpoints.');
  const now = context.clock.now();
  const id = newId(now.getTime());
  const isNew = await insertWatches(context.db, [{ id, score, touchpoint: touchpoint ?? '', targetGroup: group ?? '', origin: 'people', minimumEffect: minimumEffect ?? defaultMinimumEffect[score], madeByLabel: actor.label }], now);
  if (isNew === 0) throw new Problem('watch.exists', 'This is watched already, or was and has been stopped: change it in the list.');
  return presentWatch(await getWatch(context, actor, id), await touchpointsByCode(context), lang);
}

/** @throws watch.not_found */
export async function changeWatch(context: Context, actor: Actor, id: string, { minimumEffect, isStopped, levelFrom, lang }: WatchChange & { lang: Language }): Promise<Watch> {
  const row = await getWatch(context, actor, id);
  const now = context.clock.now();
  await updateWatch(context.db, {
    id,
    minimumEffect: minimumEffect ?? row.minimumEffect,
    levelFrom: levelFrom === undefined ? row.levelFrom : levelFrom === null ? null : mondayOf(new Date(levelFrom)),
    stoppedAt: isStopped === undefined ? row.stoppedAt : isStopped ? (row.stoppedAt ?? now) : null,
  }, now);
  return presentWatch(await getWatch(context, actor, id), await touchpointsByCode(context), lang);
}

export const getSettings = (context: Context): Promise<WarningSettings> => readSettings(context.db);

export async function changeSettings(context: Context, settings: WarningSettings): Promise<WarningSettings> {
  await saveSettings(context.db, settings, context.clock.now());
  return getSettings(context);
}

async function getWatch(context: Context, actor: Actor, id: string): Promise<ListedWatch> {
  const row = await findWatch(context.db, id);
  const visible = await visibleTouchpoints(context, actor);
  if (!row || (visible !== null && !visible.includes(row.touchpoint))) throw new Problem('watch.not_found', 'This is not watched.');
  return row;
}

function presentWatch(row: ListedWatch, touchpoints: ReadonlyMap<string, Touchpoint>, lang: Language): Watch {
  return {
    id: row.id, score: row.score, ...placeOf(row, touchpoints, lang), origin: row.origin, minimumEffect: row.minimumEffect, levelFrom: row.levelFrom,
    madeBy: row.madeByLabel, madeAt: row.madeAt.toISOString(), stoppedAt: row.stoppedAt?.toISOString() ?? null, countedTo: row.countedTo, weeks: row.weeks, warnings: row.warnings,
  };
}
