import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { listTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { countSurveys, visibleTouchpoints } from '../../listening/surveys/manage-surveys.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { RecentResults } from '../../platform/recent-results.ts';
import { rankTouchpoints } from '../../understanding/gaps/gaps.actions.ts';
import { computeCsat, computeCsatTrend, computeNps, computeNpsTrend, computeVolume, findNewKinds, listAnswers } from '../../understanding/metrics/metrics.actions.ts';
import type { Cockpit, CockpitQuery } from './cockpit.contract.ts';
import { countHistory } from './inventory.analytics.ts';

const SHORTFALLS = 5;
const VOICES = 6;
const NEW_KINDS = 5;
const NEW_SINCE_DAYS = 7;
const TREND_MONTHS = 14;

/** The start page in one go. Every part is computed beside the others and remembered, so that nobody waits for a long analysis twice. */
export async function readCockpit(context: Context, actor: Actor, { days, lang }: CockpitQuery): Promise<Cockpit> {
  const now = context.clock.now();
  const period = { from: dayOf(now.getTime() - days * DAY_MS), to: dayOf(now.getTime()) };
  const trend = { from: dayOf(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - TREND_MONTHS + 1, 1)), to: period.to };
  const visible = await visibleTouchpoints(context, actor);
  const reader = { visible, mayReadCustomers: actor.can('read', 'customer') };
  const [nps, npsTrend, csat, csatTrend, volume, shortfalls, voices, newKinds, inventory] = await Promise.all([
    remembered(context, ['nps', period], () => computeNps(context, period)),
    remembered(context, ['nps trend', trend], () => computeNpsTrend(context, trend)),
    remembered(context, ['csat', period], () => computeCsat(context, period)),
    remembered(context, ['csat trend', trend], () => computeCsatTrend(context, trend)),
    remembered(context, ['volume', period], () => computeVolume(context, period)),
    remembered(context, ['shortfalls', period, lang, actor.departments], () => rankTouchpoints(context, { from: period.from, lang, sort: '-priority', limit: SHORTFALLS }, actor)),
    actor.can('read', 'answer') ? remembered(context, ['voices', reader, lang], () => listAnswers(context, { role: 'comment', limit: VOICES, lang }, reader)) : null,
    remembered(context, ['new kinds'], () => findNewKinds(context, NEW_SINCE_DAYS, NEW_KINDS)),
    remembered(context, ['inventory', actor.departments], () => readInventory(context, actor)),
  ]);
  return {
    ...period, nps, csat, newKinds, inventory,
    npsTrend: npsTrend.items,
    csatTrend: csatTrend.items,
    volume: { total: volume.total, previousTotal: volume.previousTotal, byChannel: volume.byChannel },
    shortfalls: shortfalls.items.filter((touchpoint) => (touchpoint.priority ?? 0) > 0),
    voices: voices && voices.items,
  };
}

async function readInventory(context: Context, actor: Actor): Promise<Cockpit['inventory']> {
  const [touchpoints, surveys, history] = await Promise.all([listTouchpoints(context, actor.departments), countSurveys(context), countHistory(context.history)]);
  return { touchpoints: touchpoints.length, surveys, ...history };
}

const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

// The page asks again every half a minute, so a figure that is older than that is seen by nobody for long.
const memories = new WeakMap<Context['history'], RecentResults>();
function remembered<T>(context: Context, question: readonly unknown[], compute: () => Promise<T>): Promise<T> {
  const memory = memories.get(context.history) ?? new RecentResults({ freshMs: 5 * SECOND_MS, staleMs: 15 * MINUTE_MS, limit: 300 });
  memories.set(context.history, memory);
  return memory.get(JSON.stringify(question), compute);
}
