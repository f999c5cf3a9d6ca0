import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import { actorOf } from '../../../platform/http/actor-of.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { getDraft, getWholeVersion, listVersionsOf, publishSurvey, saveDraft } from './drafts.actions.ts';
import { draftInputSchema, draftSavedSchema, draftSchema, publishedSchema, publishInputSchema, versionListQuerySchema, versionListSchema, wholeVersionSchema } from './drafts.contract.ts';
import { codeInAddress } from '../surveys.contract.ts';

const params = z.object({ code: codeInAddress });
const read = { access: { can: 'read', on: 'survey' } } as const;
const update = { access: { can: 'update', on: 'survey' } } as const;
/** Three hundred questions in thirty languages. */
const DRAFT_BYTES = 10_000_000;

export function registerDraftRoutes(routes: Routes, context: Context): void {
  routes.get('/api/surveys/:code/draft', { config: read, schema: { summary: 'What the survey asks, as it is being edited', params, response: { 200: draftSchema } } }, (request) => getDraft(context, actorOf(request), request.params.code));
  routes.put('/api/surveys/:code/draft', { config: update, bodyLimit: DRAFT_BYTES, schema: { summary: 'Save the draft, unless somebody else has meanwhile', params, body: draftInputSchema, response: { 200: draftSavedSchema } } }, (request) =>
    saveDraft(context, actorOf(request), request.params.code, request.body));
  routes.post('/api/surveys/:code/publish', { config: update, schema: { summary: 'Make the draft the version that customers get', params, body: publishInputSchema, response: { 201: publishedSchema } } }, async (request, reply) =>
    reply.status(201).send(await publishSurvey(context, actorOf(request), request.params.code, request.body)));
  routes.get('/api/surveys/:code/versions', { config: read, schema: { summary: 'Published versions, newest first', params, querystring: versionListQuerySchema, response: { 200: versionListSchema } } }, (request) => listVersionsOf(context, actorOf(request), request.params.code, request.query));
  routes.get('/api/surveys/:code/versions/:version', { config: read, schema: { summary: 'What a version asks', params: params.extend({ version: z.coerce.number().int().min(1).max(1_000_000) }), response: { 200: wholeVersionSchema } } }, (request) =>
    getWholeVersion(context, actorOf(request), request.params.code, request.params.version));
}
