import { encodeCursor } from '../../kernel/cursor.ts';
import { DAY_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { getSurvey, visibleTouchpoints } from '../surveys/manage-surveys.actions.ts';
import type { Placement, PlacementChange, PlacementInput, PlacementListQuery } from './placements.contract.ts';
import { deletePlacement, findPlacement, insertPlacement, listPlacements, type PlacementFields, type PlacementRow, setLive, updatePlacement } from './placements.queries.ts';
import { forgetLive } from './show-surveys.actions.ts';
import { endOf, getSiteOf } from './sites.actions.ts';

const FIGURES_DAYS = 30;

export async function listPlacementsFor(context: Context, actor: Actor, { survey, limit, cursor }: PlacementListQuery): Promise<{ items: Placement[]; nextCursor: string | null }> {
  const rows = await listPlacements(context.db, { survey: survey ?? null, touchpoints: await visibleTouchpoints(context, actor), since: since(context), after: endOf(cursor), limit });
  const last = rows.at(-1);
  return { items: rows.map(present), nextCursor: last && rows.length === limit ? encodeCursor([last.createdAt.toISOString(), last.id]) : null };
}

/** @throws placement.not_found – also for surveys of foreign departments */
export async function getPlacement(context: Context, actor: Actor, id: string): Promise<Placement> {
  return present(await getRow(context, actor, id));
}

/** @throws survey.not_found, widget_site.not_found */
export async function createPlacement(context: Context, actor: Actor, input: PlacementInput): Promise<Placement> {
  await refuseForeign(context, actor, input);
  const at = context.clock.now();
  const id = newId();
  await insertPlacement(context.db, id, fieldsOf(input, null, at), { at, by: actor.label });
  forgetLive(context);
  return getPlacement(context, actor, id);
}

/** @throws placement.not_found, placement.changed_meanwhile, survey.not_found, widget_site.not_found */
export async function changePlacement(context: Context, actor: Actor, id: string, { version, ...input }: PlacementChange): Promise<Placement> {
  const before = await getRow(context, actor, id);
  await refuseForeign(context, actor, input);
  const at = context.clock.now();
  if (!(await updatePlacement(context.db, id, fieldsOf(input, before.liveAt, at), { at, version }))) throw new Problem('placement.changed_meanwhile', 'Somebody else has changed this meanwhile. Load it again and repeat your change.', { version: before.version });
  forgetLive(context);
  return getPlacement(context, actor, id);
}

/** @throws placement.not_found */
export async function switchPlacement(context: Context, actor: Actor, id: string, isLive: boolean): Promise<Placement> {
  await getRow(context, actor, id);
  await setLive(context.db, id, isLive, context.clock.now());
  forgetLive(context);
  return getPlacement(context, actor, id);
}

/** What was answered stays; how often it was shown is forgotten. @throws placement.not_found */
export async function removePlacement(context: Context, actor: Actor, id: string): Promise<void> {
  await getRow(context, actor, id);
  await deletePlacement(context.db, id);
  forgetLive(context);
}

async function getRow(context: Context, actor: Actor, id: string): Promise<PlacementRow> {
  const row = await findPlacement(context.db, id, since(context));
  const visible = row ? await visibleTouchpoints(context, actor) : null;
  if (!row || (visible !== null && (row.touchpoint === null || !visible.includes(row.touchpoint)))) throw new Problem('placement.not_found', 'There is no such placement.');
  return row;
}

async function refuseForeign(context: Context, actor: Actor, { survey, sourceId }: PlacementInput): Promise<void> {
  await getSurvey(context, actor, survey);
  if (sourceId !== null) await getSiteOf(context, sourceId);
}

const fieldsOf = ({ name, survey, sourceId, rules, rank, isLive }: PlacementInput, liveAt: Date | null, at: Date): PlacementFields => ({ name, survey, sourceId, rules, rank, liveAt: isLive ? (liveAt ?? at) : null });
const since = ({ clock }: Context): Date => new Date(clock.now().getTime() - FIGURES_DAYS * DAY_MS);

function present({ touchpoint: _, liveAt, createdAt, updatedAt, ...row }: PlacementRow): Placement {
  return { ...row, liveAt: liveAt?.toISOString() ?? null, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
