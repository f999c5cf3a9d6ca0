import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { listBarometers, readBarometer } from './barometer.actions.ts';
import {
  barometerChangeSchema, barometerComparisonSchema, barometerFileQuerySchema, barometerListSchema, barometerPathsSchema, barometerQuerySchema, barometerSchema, changeQuerySchema, comparisonQuerySchema, pathsQuerySchema, waveChangeSchema, waveInputSchema, waveSchema,
} from './barometer.contract.ts';
import { writeFigures } from './figures-file.actions.ts';
import { compareGroups, explainChange } from './groups.actions.ts';
import { readPaths } from './paths.actions.ts';
import { changeWave, createWave, removeWave } from './waves.actions.ts';

const params = z.object({ survey: z.string().max(200) });
const one = params.extend({ id: z.uuid() });
const read = { access: { can: 'read', on: 'metric' } } as const;
/** Waves and targets belong to how a survey is run. */
const set = { access: { can: 'update', on: 'survey' } } as const;

export function registerBarometerRoutes(routes: Routes, context: Context): void {
  routes.get('/api/barometers', { config: read, schema: { summary: 'Surveys that are customer barometers', response: { 200: barometerListSchema } } }, (request) => listBarometers(context, actorOf(request)));
  routes.get('/api/barometers/:survey', { config: read, schema: { summary: 'The barometer: index and factors of all waves with intervals, reliability, targets and change', params, querystring: barometerQuerySchema, response: { 200: barometerSchema } } }, (request) =>
    readBarometer(context, actorOf(request), request.params.survey, request.query));
  routes.get('/api/barometers/:survey/paths', { config: read, schema: { summary: 'How the factors depend on one another in one wave (path model)', params, querystring: pathsQuerySchema, response: { 200: barometerPathsSchema } } }, (request) =>
    readPaths(context, actorOf(request), request.params.survey, request.query));
  routes.get('/api/barometers/:survey/comparison', { config: read, schema: { summary: 'Groups of one wave, each against all others', params, querystring: comparisonQuerySchema, response: { 200: barometerComparisonSchema } } }, (request) =>
    compareGroups(context, actorOf(request), request.params.survey, request.query));
  routes.get('/api/barometers/:survey/change', { config: read, schema: { summary: 'A change between two waves: who answered differently, and who answered', params, querystring: changeQuerySchema, response: { 200: barometerChangeSchema } } }, (request) =>
    explainChange(context, actorOf(request), request.params.survey, request.query));
  routes.get('/api/barometers/:survey/figures.csv', { config: read, schema: { summary: 'All figures of a barometer as one table', params, querystring: barometerFileQuerySchema, produces: ['text/csv'] } }, async (request, reply) => {
    const content = await writeFigures(context, actorOf(request), request.params.survey, request.query);
    return reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename="barometer-${request.params.survey.replaceAll(/[^a-z0-9_-]/g, '')}.csv"`).send(content);
  });

  routes.post('/api/barometers/:survey/waves', { config: set, schema: { summary: 'Set a wave: which days count as one measurement, and what is aimed at', params, body: waveInputSchema, response: { 201: waveSchema } } }, async (request, reply) =>
    reply.status(201).send(await createWave(context, actorOf(request), request.params.survey, request.body)));
  routes.put('/api/barometers/:survey/waves/:id', { config: set, schema: { summary: 'Change a wave', params: one, body: waveChangeSchema, response: { 200: waveSchema } } }, (request) =>
    changeWave(context, actorOf(request), request.params.survey, { ...request.body, id: request.params.id }));
  routes.delete('/api/barometers/:survey/waves/:id', { config: set, schema: { summary: 'Delete a wave; its answers stay', params: one, response: { 204: z.null() } } }, async (request, reply) => {
    await removeWave(context, actorOf(request), request.params.survey, request.params.id);
    return reply.status(204).send(null);
  });
}
