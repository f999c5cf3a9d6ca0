import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { figureReaderOf } from '../metrics/explore/explore.actions.ts';
import { compareGroups, explainOutcome } from './drivers.actions.ts';
import { comparisonQuerySchema, driverComparisonSchema, driversQuerySchema, driversSchema } from './drivers.contract.ts';

const readMetric = { access: { can: 'read', on: 'metric' } } as const;

/** Whoever is limited to departments gets the figures of their touchpoints, never mixed with those of others. */
export function registerDriversRoutes(routes: Routes, context: Context): void {
  routes.get('/api/drivers', { config: readMetric, schema: { summary: 'What drives an outcome: relative importance with intervals, or why it cannot be said', querystring: driversQuerySchema, response: { 200: driversSchema } } }, async (request) =>
    explainOutcome(context, request.query, await figureReaderOf(context, actorOf(request))));
  routes.get('/api/drivers/comparison', { config: readMetric, schema: { summary: 'What drives an outcome in two target groups, and whether they differ', querystring: comparisonQuerySchema, response: { 200: driverComparisonSchema } } }, async (request) =>
    compareGroups(context, request.query, await figureReaderOf(context, actorOf(request))));
}
