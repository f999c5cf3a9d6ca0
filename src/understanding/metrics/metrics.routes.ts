import { Problem } from '../../kernel/problem.ts';
import { visibleTouchpoints } from '../../listening/surveys/manage-surveys.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Routes } from '../../platform/http/server.ts';
import { readPeriod, wholeMonths } from './period.logic.ts';
import { listAnswers } from './answers.actions.ts';
import { computeCsat, computeCsatTrend, computeNps, computeNpsTrend, computeVolume } from './metrics.actions.ts';
import { figureReaderOf } from './explore/explore.actions.ts';
import { registerExploreRoutes } from './explore/explore.routes.ts';
import { answeredPageSchema, type AnswersQuery, answersQuerySchema, csatMetricSchema, csatTrendSchema, type MetricFilter, metricFilterSchema, npsMetricSchema, npsTrendSchema, volumeSchema } from './metrics.contract.ts';

const readMetric = { access: { can: 'read', on: 'metric' } } as const;
const readAnswer = { access: { can: 'read', on: 'answer' }, looks: 'answer' } as const;

export function registerMetricsRoutes(routes: Routes, context: Context): void {
  registerExploreRoutes(routes, context);
  const querystring = metricFilterSchema;
  routes.get('/api/metrics/nps', { config: readMetric, schema: { summary: 'Net Promoter Score with its 95 % interval', querystring, response: { 200: npsMetricSchema } } }, async ({ query, actor }) => computeNps(context, unsubtractable(query, actor), await figureReaderOf(context, actor)));
  routes.get('/api/metrics/nps/trend', { config: readMetric, schema: { summary: 'Net Promoter Score by month', querystring, response: { 200: npsTrendSchema } } }, async ({ query, actor }) => computeNpsTrend(context, unsubtractable(query, actor), await figureReaderOf(context, actor)));
  routes.get('/api/metrics/csat', { config: readMetric, schema: { summary: 'Share of satisfied customers (4–5 of 5) with its 95 % interval', querystring, response: { 200: csatMetricSchema } } }, async ({ query, actor }) => computeCsat(context, unsubtractable(query, actor), await figureReaderOf(context, actor)));
  routes.get('/api/metrics/csat/trend', { config: readMetric, schema: { summary: 'Share of satisfied customers by month', querystring, response: { 200: csatTrendSchema } } }, async ({ query, actor }) => computeCsatTrend(context, unsubtractable(query, actor), await figureReaderOf(context, actor)));
  routes.get('/api/metrics/volume', { config: readMetric, schema: { summary: 'Contacts by channel and by week', querystring, response: { 200: volumeSchema } } }, async ({ query, actor }) => computeVolume(context, query, (await figureReaderOf(context, actor)).visible));

  routes.get('/api/answers', { config: readAnswer, schema: { summary: 'The responses behind a figure, newest first', querystring: answersQuerySchema, response: { 200: answeredPageSchema } } }, (request) => answersFor(request.query, request.actor));
  routes.get('/api/metrics/voices', { config: readAnswer, schema: { summary: 'What customers wrote, newest first', querystring: answersQuerySchema.omit({ role: true }), response: { 200: answeredPageSchema } } }, (request) =>
    answersFor({ ...request.query, role: 'comment' }, request.actor));

  async function answersFor(query: AnswersQuery, actor: Actor | null) {
    if (!actor) throw new Problem('session.required', 'Please sign in.');
    return listAnswers(context, query, { visible: await visibleTouchpoints(context, actor), mayReadCustomers: actor.can('read', 'customer'), mayReadPersonalData: actor.can('read', 'personal_data') });
  }
}

/**
 * Of two figures that differ by few answers, one taken from the other gives these away. Who may not read answers gets these
 * figures for everybody and for whole months, as far as no two periods differ by a few customers; broken down they come from /api/metrics/explore, which protects small groups.
 * @throws permission.denied
 */
function unsubtractable(query: MetricFilter, actor: Actor | null): MetricFilter {
  if (!actor || actor.can('read', 'answer')) return query;
  const { from: _, to: __, ...filters } = query;
  const asked = readPeriod(query);
  const months = wholeMonths(asked);
  const isOfMonths = months.from.getTime() === asked.from.getTime() && (query.to === undefined || months.to.getTime() === asked.to.getTime());
  if (isOfMonths && Object.values(filters).every((filter) => filter === undefined)) return query;
  throw new Problem('permission.denied', 'Your role reads figures and no answers: here they come for everybody and for whole months (from=2026-03-01&to=2026-04-30). Broken down, and with small groups protected, they come from /api/metrics/explore.', { action: 'read', subject: 'answer' });
}
