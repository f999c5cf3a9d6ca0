import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { LOOK_JOB } from './warnings.jobs.ts';
import { acknowledgeWarning, closeWarning, countWarningsFor, describeWarning, listWarningsFor, openCaseOfWarning, reopenWarning, snoozeWarning } from './warnings.actions.ts';
import { acknowledgeSchema, caseOfWarningSchema, closeSchema, openedOfWarningSchema, snoozeSchema, warningCountSchema, warningDetailSchema, warningListQuerySchema, warningListSchema, warningSettingsSchema, watchChangeSchema, watchDetailSchema, watchInputSchema, watchListQuerySchema, watchListSchema, watchSchema } from './warnings.contract.ts';
import { addWatch, changeSettings, changeWatch, describeWatch, getSettings, listWatchesFor } from './watches.actions.ts';

const tags = ['early warnings'];
const read = { access: { can: 'read', on: 'warning' } } as const;
const update = { access: { can: 'update', on: 'warning' } } as const;
const one = z.object({ id: z.uuid() });
const inLanguage = z.object({ lang: z.enum(['de', 'en']).default('en').describe('language of the names') });
const nothing = { 204: z.null() };

/** Early warnings: what is watched, what fell out of the ordinary since when, and who takes care of it. */
export function registerWarningsRoutes(routes: Routes, context: Context): void {
  routes.get('/api/warnings', { config: read, schema: { tags, summary: 'Early warnings, newest first', querystring: warningListQuerySchema, response: { 200: warningListSchema } } }, (request) => listWarningsFor(context, actorOf(request), request.query));
  routes.get('/api/warnings/count', { config: read, schema: { tags, summary: 'How many early warnings nobody has seen to yet', response: { 200: warningCountSchema } } }, (request) => countWarningsFor(context, actorOf(request)));
  routes.get('/api/warnings/:id', { config: { ...read, looks: 'answer' }, schema: { tags, summary: 'An early warning with its chart, and what customers wrote in those weeks', params: one, querystring: inLanguage, response: { 200: warningDetailSchema } } },
    (request) => describeWarning(context, actorOf(request), request.params.id, request.query.lang));
  routes.post('/api/warnings/looks', { config: { access: { can: 'create', on: 'warning' } }, schema: { tags, summary: 'Look now instead of tomorrow morning; what is new is looked at from the beginning of history on', response: { 202: z.null() } } }, async (_request, reply) => {
    await context.jobs.enqueue(LOOK_JOB, {}, { key: 'asked' });
    return reply.status(202).send(null);
  });
  routes.post('/api/warnings/:id/acknowledge', { config: update, schema: { tags, summary: 'Say that you have seen it and take care', params: one, body: acknowledgeSchema, response: nothing } }, async (request, reply) => {
    await acknowledgeWarning(context, actorOf(request), request.params.id, request.body.note);
    return reply.status(204).send(null);
  });
  routes.post('/api/warnings/:id/snooze', { config: update, schema: { tags, summary: 'Put it out of sight until then', params: one, body: snoozeSchema, response: nothing } }, async (request, reply) => {
    await snoozeWarning(context, actorOf(request), request.params.id, { until: new Date(request.body.until), note: request.body.note });
    return reply.status(204).send(null);
  });
  routes.post('/api/warnings/:id/close', { config: update, schema: { tags, summary: 'Close it; as a new level it becomes what is usual', params: one, body: closeSchema, response: nothing } }, async (request, reply) => {
    await closeWarning(context, actorOf(request), request.params.id, request.body);
    return reply.status(204).send(null);
  });
  routes.post('/api/warnings/:id/reopen', { config: update, schema: { tags, summary: 'Open it again', params: one, response: nothing } }, async (request, reply) => {
    await reopenWarning(context, actorOf(request), request.params.id);
    return reply.status(204).send(null);
  });
  routes.post('/api/warnings/:id/case', { config: { access: { can: 'create', on: 'case' } }, schema: { tags, summary: 'Open a case from it, once', params: one, body: caseOfWarningSchema, response: { 201: openedOfWarningSchema } } }, async (request, reply) =>
    reply.status(201).send(await openCaseOfWarning(context, actorOf(request), request.params.id, request.body.note)));

  routes.get('/api/watches', { config: read, schema: { tags, summary: 'What is watched', querystring: watchListQuerySchema, response: { 200: watchListSchema } } }, (request) => listWatchesFor(context, actorOf(request), request.query));
  routes.post('/api/watches', { config: { access: { can: 'create', on: 'warning' } }, schema: { tags, summary: 'Watch a score at a touchpoint, for everybody or one target group', querystring: inLanguage, body: watchInputSchema, response: { 201: watchSchema } } }, async (request, reply) =>
    reply.status(201).send(await addWatch(context, actorOf(request), request.body, request.query.lang)));
  routes.get('/api/watches/:id', { config: read, schema: { tags, summary: 'A watched series with its chart', params: one, querystring: inLanguage, response: { 200: watchDetailSchema } } }, (request) => describeWatch(context, actorOf(request), request.params.id, request.query.lang));
  routes.patch('/api/watches/:id', { config: update, schema: { tags, summary: 'Change the smallest change that is told, the beginning of the usual level, or stop watching', params: one, querystring: inLanguage, body: watchChangeSchema, response: { 200: watchSchema } } },
    (request) => changeWatch(context, actorOf(request), request.params.id, { ...request.body, lang: request.query.lang }));

  routes.get('/api/warnings/settings', { config: { access: { can: 'create', on: 'warning' } }, schema: { tags, summary: 'What is watched by itself, and who is told', response: { 200: warningSettingsSchema } } }, () => getSettings(context));
  routes.put('/api/warnings/settings', { config: { access: { can: 'manage', on: 'settings' } }, schema: { tags, summary: 'Set what is watched by itself, and who is told', body: warningSettingsSchema, response: { 200: warningSettingsSchema } } }, (request) => changeSettings(context, request.body));
}
