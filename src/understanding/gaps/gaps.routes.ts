import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { listExpectationsFor, removeExpectation, setExpectation } from './expectations.actions.ts';
import { describeGap, listAnswers, rankTouchpoints } from './gaps.actions.ts';
import { readHeatMap } from './heat-map.actions.ts';
import { heatMapQuerySchema, heatMapSchema } from './heat-map.contract.ts';
import {
  answerListSchema, answersQuerySchema, expectationInputSchema, expectationPlaceSchema, expectationSchema, expectationsSchema, gapQuerySchema, rankingQuerySchema, rankingSchema, touchpointGapSchema,
} from './gaps.contract.ts';

const codeParams = z.object({ code: z.string().max(200) });
const readTouchpoints = { access: { can: 'read', on: 'touchpoint' } } as const;
const readFigures = { access: { can: 'read', on: 'metric' } } as const;
const readAnswers = { access: { can: 'read', on: 'answer' }, looks: 'answer' } as const;
const readExpectations = { access: { can: 'read', on: 'expectation' } } as const;
const setExpectations = { access: { can: 'update', on: 'expectation' } } as const;

export function registerGapsRoutes(routes: Routes, context: Context): void {
  routes.get('/api/touchpoints', { config: readTouchpoints, schema: { summary: 'Touchpoints ranked by importance × shortfall × reach, or by any of the parts', querystring: rankingQuerySchema, response: { 200: rankingSchema } } }, (request) =>
    rankTouchpoints(context, request.query, actorOf(request)));
  routes.get('/api/touchpoints/:code/gap', { config: readFigures, schema: { summary: 'Expectation and experience at one touchpoint: by dimension, month and target group', params: codeParams, querystring: gapQuerySchema.extend({ lang: z.enum(['de', 'en']).default('en') }), response: { 200: touchpointGapSchema } } }, (request) =>
    describeGap(context, request.params.code, request.query, actorOf(request)));
  routes.get('/api/touchpoints/:code/answers', { config: readAnswers, schema: { summary: 'The answers behind the figures of one touchpoint, newest first', params: codeParams, querystring: answersQuerySchema, response: { 200: answerListSchema } } }, (request) =>
    listAnswers(context, request.params.code, request.query, actorOf(request)));
  routes.get('/api/gaps/heat-map', { config: readFigures, schema: { summary: 'Expectation against experience at every touchpoint in every dimension, what falls shortest, and what would close it', querystring: heatMapQuerySchema, response: { 200: heatMapSchema } } }, (request) =>
    readHeatMap(context, request.query, actorOf(request)));

  routes.get('/api/touchpoints/:code/expectations', { config: readExpectations, schema: { summary: 'What customers may expect (Soll), set by hand', params: codeParams, response: { 200: expectationsSchema } } }, async (request) => ({
    items: await listExpectationsFor(context, request.params.code, actorOf(request)),
  }));
  routes.put('/api/touchpoints/:code/expectations', { config: setExpectations, schema: { summary: 'Set what customers may expect', params: codeParams, body: expectationInputSchema, response: { 200: expectationSchema } } }, (request) =>
    setExpectation(context, request.params.code, request.body, actorOf(request)));
  routes.delete('/api/touchpoints/:code/expectations', { config: setExpectations, schema: { summary: 'Take back what was set', params: codeParams, querystring: expectationPlaceSchema, response: { 204: z.null() } } }, async (request, reply) => {
    await removeExpectation(context, request.params.code, request.query, actorOf(request));
    return reply.status(204).send(null);
  });
}
