import { z } from 'zod';
import { Problem } from '../../../kernel/problem.ts';
import { visibleTouchpoints } from '../../../listening/surveys/manage-surveys.actions.ts';
import type { Context } from '../../../platform/context.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { listChoices } from './choices.actions.ts';
import { compareFigures, exploreScore, figureReaderOf } from './explore.actions.ts';
import { choicesSchema, comparedScoresSchema, compareQuerySchema, exploreQuerySchema, exploreSchema } from './explore.contract.ts';
import { listWeightings, removeWeighting, saveWeighting } from '../weightings.actions.ts';
import { weightingInputSchema, weightingListSchema, weightingSchema } from '../weightings.contract.ts';

const readMetric = { access: { can: 'read', on: 'metric' } } as const;
const updateMetric = { access: { can: 'update', on: 'metric' } } as const;
const params = z.object({ id: z.uuid() });

export function registerExploreRoutes(routes: Routes, context: Context): void {
  routes.get('/api/metrics/explore', { config: readMetric, schema: { summary: 'A score as a whole, by group and over time, with 95 % intervals', querystring: exploreQuerySchema, response: { 200: exploreSchema } } }, async ({ query, actor }) => exploreScore(context, query, await figureReaderOf(context, actor)));
  routes.get('/api/metrics/compare', { config: readMetric, schema: { summary: 'Two periods or two groups, and whether their difference is more than chance', querystring: compareQuerySchema, response: { 200: comparedScoresSchema } } }, async ({ query, actor }) => compareFigures(context, query, await figureReaderOf(context, actor)));
  routes.get('/api/metrics/choices', { config: readMetric, schema: { summary: 'Questions, groups and attributes of customers that scores can be asked for by', querystring: z.object({ lang: z.enum(['de', 'en']).default('en') }), response: { 200: choicesSchema } } }, async ({ query, actor }) => {
    if (!actor) throw new Problem('session.required', 'Please sign in.');
    return listChoices(context, await visibleTouchpoints(context, actor), query.lang);
  });

  routes.get('/api/weightings', { config: readMetric, schema: { summary: 'Known structures of the customers that answers can be weighted to', response: { 200: weightingListSchema } } }, async () => ({ items: await listWeightings(context) }));
  routes.put('/api/weightings/:id', { config: updateMetric, schema: { summary: 'Write or replace a weighting', params, body: weightingInputSchema, response: { 200: weightingSchema } } }, ({ params: { id }, body, actor }) => saveWeighting(context, id, body, actor?.label ?? ''));
  routes.delete('/api/weightings/:id', { config: updateMetric, schema: { summary: 'Remove a weighting', params, response: { 204: z.null() } } }, async ({ params: { id } }, reply) => {
    await removeWeighting(context, id);
    return reply.code(204).send(null);
  });
}
