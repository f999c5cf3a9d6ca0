import { DAY_MS, SECOND_MS } from '../../kernel/clock.ts';
import { listTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { countSurveys, visibleTouchpoints } from '../../listening/surveys/manage-surveys.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { remembering } from '../../platform/recent-results.ts';
import { rankTouchpoints } from '../../understanding/gaps/gaps.actions.ts';
import { listAnswers } from '../../understanding/metrics/answers.actions.ts';
import { computeCsat, computeCsatTrend, computeNps, computeNpsTrend, computeVolume, findNewKinds } from '../../understanding/metrics/metrics.actions.ts';
import type { Cockpit, CockpitQuery } from './cockpit.contract.ts';
import { countHistory } from './inventory.analytics.ts';

const SHORTFALLS = 5;
const VOICES = 6;
const NEW_KINDS = 5;
const NEW_SINCE_DAYS = 7;
const TREND_MONTHS = 14;

/**
 * The start page in one go. Every part is computed beside the others and remembered, so that nobody waits for a long
 * analysis that somebody else has waited for; `computedAt` says how old the oldest part is.
 */
export async function readCockpit(context: Context, actor: Actor, { days, lang }: CockpitQuery): Promise<Cockpit> {
  const now = context.clock.now();
  const period = { from: dayOf(now.getTime() - days * DAY_MS), to: dayOf(now.getTime()) };
  const trend = { from: dayOf(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - TREND_MONTHS + 1, 1)), to: period.to };
  const visible = await visibleTouchpoints(context, actor);
  // Days that slide have no blocks of months: here everybody sees the same figures.
  const figures = { visible, mayReadAnswers: true };
  const reader = { visible, mayReadCustomers: actor.can('read', 'customer'), mayReadPersonalData: actor.can('read', 'personal_data') };
  // The names of the questions hold no dates: past midnight the figures of the day before are shown until the new ones are there.
  const [nps, npsTrend, csat, csatTrend, volume, shortfalls, voices, newKinds, inventory] = await Promise.all([
    remembered(context, ['nps', days, visible], () => computeNps(context, period, figures)),
    remembered(context, ['nps trend', visible], () => computeNpsTrend(context, trend, figures)),
    remembered(context, ['csat', days, visible], () => computeCsat(context, period, figures)),
    remembered(context, ['csat trend', visible], () => computeCsatTrend(context, trend, figures)),
    remembered(context, ['volume', days, visible], () => computeVolume(context, period, visible)),
    remembered(context, ['shortfalls', days, lang, actor.departments, actor.can('read', 'answer')], () => rankTouchpoints(context, { from: period.from, lang, sort: '-priority', limit: SHORTFALLS }, actor)),
    actor.can('read', 'answer') ? remembered(context, ['voices', reader, lang], () => listAnswers(context, { role: 'comment', limit: VOICES, lang }, reader)) : null,
    remembered(context, ['new kinds'], () => findNewKinds(context, NEW_SINCE_DAYS, NEW_KINDS)),
    remembered(context, ['inventory', actor.departments], () => readInventory(context, actor)),
  ]);
  const ages = [nps, npsTrend, csat, csatTrend, volume, shortfalls, newKinds, inventory, ...(voices ? [voices] : [])].map(({ computedAt }) => computedAt.getTime());
  return {
    ...period,
    departments: actor.departments === null ? null : [...actor.departments],
    computedAt: new Date(Math.min(...ages)).toISOString(),
    nps: nps.value,
    npsTrend: npsTrend.value.items,
    csat: csat.value,
    csatTrend: csatTrend.value.items,
    volume: { total: volume.value.total, previousTotal: volume.value.previousTotal, byChannel: volume.value.byChannel },
    shortfalls: shortfalls.value.items.filter((touchpoint) => (touchpoint.priority ?? 0) > 0),
    voices: voices && voices.value.items,
    // What belongs to no touchpoint yet belongs to no department either.
    newKinds: actor.departments === null ? newKinds.value : [],
    inventory: inventory.value,
  };
}

async function readInventory(context: Context, actor: Actor): Promise<Cockpit['inventory']> {
  const [touchpoints, surveys, history] = await Promise.all([listTouchpoints(context, actor.departments), countSurveys(context, await visibleTouchpoints(context, actor)), countHistory(context.history)]);
  return { touchpoints: touchpoints.length, surveys, ...history };
}

const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

// The page asks again soon when a part is old, so that stale figures are replaced under the reader's eyes within seconds.
const parts = remembering({ freshMs: 5 * SECOND_MS, staleMs: DAY_MS, limit: 300 });
function remembered<T>(context: Context, question: readonly unknown[], compute: () => Promise<T>): Promise<{ value: T; computedAt: Date }> {
  return parts(context, question, async () => {
    const computedAt = context.clock.now();
    return { value: await compute(), computedAt };
  });
}
