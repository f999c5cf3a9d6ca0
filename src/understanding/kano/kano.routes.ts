import { z } from 'zod';
import { codeInAddress } from '../../listening/surveys/surveys.contract.ts';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { listSurveys, readBoard } from './kano.actions.ts';
import { kanoBoardSchema, kanoQuerySchema, kanoSurveysSchema } from './kano.contract.ts';

const read = { access: { can: 'read', on: 'metric' } } as const;

export function registerKanoRoutes(routes: Routes, context: Context): void {
  routes.get('/api/kano', { config: read, schema: { summary: 'Surveys that ask how customers feel with a feature and without it', response: { 200: kanoSurveysSchema } } }, (request) => listSurveys(context, actorOf(request)));
  routes.get('/api/kano/:survey', { config: read, schema: { summary: 'What kind of feature each is after Kano, with better and worse, by target group and quarter', params: z.object({ survey: codeInAddress }), querystring: kanoQuerySchema, response: { 200: kanoBoardSchema } } }, (request) =>
    readBoard(context, actorOf(request), request.params.survey, request.query));
}
