import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { copyInputSchema } from './drafts/drafts.contract.ts';
import { registerDraftRoutes } from './drafts/drafts.routes.ts';
import { changeSurvey, copySurvey, createSurvey, getSurvey, listSurveysFor, removeSurvey } from './manage-surveys.actions.ts';
import { registerSurveyLooksRoutes } from './looks/survey-looks.routes.ts';
import { registerTextsRoutes } from './drafts/texts.routes.ts';
import { codeInAddress, surveyChangeSchema, surveyInputSchema, surveyListQuerySchema, surveyListSchema, surveySchema } from './surveys.contract.ts';

const codeParams = z.object({ code: codeInAddress });
const read = { access: { can: 'read', on: 'survey' } } as const;
const create = { access: { can: 'create', on: 'survey' } } as const;
const update = { access: { can: 'update', on: 'survey' } } as const;

export function registerSurveysRoutes(routes: Routes, context: Context): void {
  routes.get('/api/surveys', { config: read, schema: { summary: 'Surveys, newest first', querystring: surveyListQuerySchema, response: { 200: surveyListSchema } } }, (request) => listSurveysFor(context, actorOf(request), request.query));
  routes.post('/api/surveys', { config: create, schema: { summary: 'A new survey: from a template, a definition or empty', body: surveyInputSchema, response: { 201: surveySchema } } }, async (request, reply) => reply.status(201).send(await createSurvey(context, request.body, actorOf(request))));
  routes.get('/api/surveys/:code', { config: read, schema: { summary: 'One survey', params: codeParams, response: { 200: surveySchema } } }, (request) => getSurvey(context, actorOf(request), request.params.code));
  routes.patch('/api/surveys/:code', { config: update, schema: { summary: 'Change, close, reopen or archive a survey', params: codeParams, body: surveyChangeSchema, response: { 200: surveySchema } } }, (request) => changeSurvey(context, actorOf(request), request.params.code, request.body));
  routes.delete('/api/surveys/:code', { config: update, schema: { summary: 'Delete a survey that nobody has answered', params: codeParams, response: { 204: z.null() } } }, async (request, reply) => {
    await removeSurvey(context, actorOf(request), request.params.code);
    return reply.status(204).send(null);
  });
  routes.post('/api/surveys/:code/copy', { config: create, schema: { summary: 'A new draft that asks the same', params: codeParams, body: copyInputSchema, response: { 201: surveySchema } } }, async (request, reply) =>
    reply.status(201).send(await copySurvey(context, actorOf(request), request.params.code, request.body)));
  registerDraftRoutes(routes, context);
  registerTextsRoutes(routes, context);
  registerSurveyLooksRoutes(routes, context);
}
