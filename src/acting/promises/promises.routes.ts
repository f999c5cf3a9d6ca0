import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { readPromiseFigure } from './figure.actions.ts';
import { makePromise, readLine, readLineSetting } from './make-promise.actions.ts';
import { absenceInputSchema, absenceListSchema, absenceSchema, promisePoliciesInputSchema, promisePolicyListSchema } from './promise-settings.contract.ts';
import { addAbsence, readAbsences, readPromisePolicies, removeAbsence, savePromisePolicies } from './promise-settings.actions.ts';
import {
  handoverSchema, keptSchema, lineSettingSchema, promiseEventListSchema, promiseFigureQuerySchema, promiseFigureSchema, promiseInputSchema, promiseListQuerySchema, promiseListSchema, promiseSchema, readingInputSchema, readingSchema, withdrawalSchema,
} from './promises.contract.ts';
import { handOverPromise, keepPromise, withdrawPromise } from './settle-promise.actions.ts';
import { getPromise, listEventsOfPromise, listPromises } from './show-promises.actions.ts';

const idParams = z.object({ id: z.uuid() });
const may = (can: 'read' | 'create' | 'update') => ({ access: { can, on: 'promise' } });
const looks = { ...may('read'), looks: 'promise' };
const setting = (can: 'read' | 'update') => ({ access: { can, on: 'service_level' } });

export function registerPromisesRoutes(routes: Routes, context: Context): void {
  routes.get('/api/promises', { config: looks, schema: { summary: 'Promises by due time: mine, my team’s, all; of one case or customer', querystring: promiseListQuerySchema, response: { 200: promiseListSchema } } }, (request) => listPromises(context, actorOf(request), request.query));
  routes.post('/api/promises', { config: may('create'), schema: { summary: 'Promise something: in one line, or as text and due time', body: promiseInputSchema, response: { 201: promiseSchema } } }, async (request, reply) => reply.status(201).send(await makePromise(context, actorOf(request), request.body)));
  routes.post('/api/promises/reading', { config: may('create'), schema: { summary: 'How a line would be read; makes nothing', body: readingInputSchema, response: { 200: readingSchema } } }, (request) => readLine(context, actorOf(request), request.body));
  routes.get('/api/promises/setting', { config: may('create'), schema: { summary: 'What is needed to read a line while it is typed: zone, calendar, who can be responsible', querystring: z.object({ caseId: z.uuid().optional() }), response: { 200: lineSettingSchema } } }, (request) => readLineSetting(context, actorOf(request), request.query.caseId));
  routes.get('/api/promises/figure', { config: { access: { can: 'read', on: 'metric' } }, schema: { summary: 'Share of promises kept in time, with interval', querystring: promiseFigureQuerySchema, response: { 200: promiseFigureSchema } } }, (request) => readPromiseFigure(context, actorOf(request).departments, request.query));
  routes.get('/api/promises/:id', { config: looks, schema: { summary: 'One promise', params: idParams, response: { 200: promiseSchema } } }, (request) => getPromise(context, actorOf(request), request.params.id));
  routes.get('/api/promises/:id/events', { config: may('read'), schema: { summary: 'What happened to a promise', params: idParams, response: { 200: promiseEventListSchema } } }, async (request) => ({ items: await listEventsOfPromise(context, actorOf(request), request.params.id) }));
  routes.post('/api/promises/:id/keep', { config: may('update'), schema: { summary: 'It is done', params: idParams, body: keptSchema, response: { 200: promiseSchema } } }, (request) => keepPromise(context, actorOf(request), request.params.id, request.body.version));
  routes.post('/api/promises/:id/withdraw', { config: may('update'), schema: { summary: 'Take it back, with a reason', params: idParams, body: withdrawalSchema, response: { 200: promiseSchema } } }, (request) => withdrawPromise(context, actorOf(request), request.params.id, request.body));
  routes.post('/api/promises/:id/handover', { config: may('update'), schema: { summary: 'Somebody else answers for it', params: idParams, body: handoverSchema, response: { 200: promiseSchema } } }, (request) => handOverPromise(context, actorOf(request), request.params.id, request.body));
  registerSettings(routes, context);
}

function registerSettings(routes: Routes, context: Context): void {
  routes.get('/api/promise-policies', { config: setting('read'), schema: { summary: 'When to remind, and whom to tell', response: { 200: promisePolicyListSchema } } }, async () => ({ items: await readPromisePolicies(context) }));
  routes.put('/api/promise-policies', { config: setting('update'), schema: { summary: 'Set all policies in their order', body: promisePoliciesInputSchema, response: { 200: promisePolicyListSchema } } }, async (request) => ({ items: await savePromisePolicies(context, request.body.items) }));
  routes.get('/api/absences', { config: may('read'), schema: { summary: 'Who is away, now and later', response: { 200: absenceListSchema } } }, async () => ({ items: await readAbsences(context) }));
  routes.post('/api/absences', { config: may('update'), schema: { summary: 'Say that somebody is away', body: absenceInputSchema, response: { 201: absenceSchema } } }, async (request, reply) => reply.status(201).send(await addAbsence(context, actorOf(request), request.body)));
  routes.delete('/api/absences/:id', { config: may('update'), schema: { summary: 'Back again, or not away after all', params: idParams, response: { 204: z.null() } } }, async (request, reply) => {
    await removeAbsence(context, request.params.id);
    return reply.status(204).send(null);
  });
}
