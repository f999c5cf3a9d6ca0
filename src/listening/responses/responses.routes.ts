import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { codeInAddress } from '../surveys/surveys.contract.ts';
import { changeLink, createLinks, listLinksOf, removeLink } from './links/links.actions.ts';
import { linkChangeSchema, linkListQuerySchema, linkListSchema, linksInputSchema, linksSchema } from './links/links.contract.ts';
import { listResponsesOf } from './manage-responses.actions.ts';
import { registerPublicResponseRoutes } from './intake/public-responses.routes.ts';
import { changeQuota, createQuotas, listQuotasOf, removeQuota } from './quotas/quotas.actions.ts';
import { quotaChangeSchema, quotaInputSchema, quotaListSchema } from './quotas/quotas.contract.ts';
import { listFiles, openFile } from './files/response-files.actions.ts';
import { leaveOutResponse, releaseResponse } from './suspicions/decide.actions.ts';
import { responseFilesSchema, responseListQuerySchema, responseListSchema, responseParamsSchema } from './responses.contract.ts';

const codeParams = z.object({ code: codeInAddress });
const partParams = z.object({ code: codeInAddress, id: z.uuid() });
const read = { access: { can: 'read', on: 'survey' } } as const;
const update = { access: { can: 'update', on: 'survey' } } as const;
const readAnswers = { access: { can: 'read', on: 'answer' } } as const;

/** Links, quotas and what came in, for staff; and the doors for customers. */
export function registerResponsesRoutes(routes: Routes, context: Context): void {
  registerPublicResponseRoutes(routes, context);

  routes.post('/api/surveys/:code/links', { config: update, schema: { summary: 'The open link, or links of their own: personal, with an end, with a PIN', params: codeParams, body: linksInputSchema, response: { 201: linksSchema } } }, async (request, reply) =>
    reply.status(201).send(await createLinks(context, actorOf(request), request.params.code, request.body)));
  routes.get('/api/surveys/:code/links', { config: { ...update, looks: 'personal_data' }, schema: { summary: 'Links that were made, newest first, how far each came and what was answered with it', params: codeParams, querystring: linkListQuerySchema, response: { 200: linkListSchema } } }, (request) => listLinksOf(context, actorOf(request), request.params.code, request.query));
  routes.patch('/api/surveys/:code/links/:id', { config: update, schema: { summary: 'End a link, or let it be good again; whoever has begun may finish for a day', params: partParams, body: linkChangeSchema, response: { 204: z.null() } } }, async (request, reply) => {
    await changeLink(context, actorOf(request), request.params, request.body);
    return reply.status(204).send(null);
  });
  routes.delete('/api/surveys/:code/links/:id', { config: update, schema: { summary: 'Withdraw a link that nobody has answered', params: partParams, response: { 204: z.null() } } }, async (request, reply) => {
    await removeLink(context, actorOf(request), request.params.code, request.params.id);
    return reply.status(204).send(null);
  });

  routes.get('/api/surveys/:code/quotas', { config: read, schema: { summary: 'Quotas and how full they are', params: codeParams, response: { 200: quotaListSchema } } }, async (request) => ({ items: await listQuotasOf(context, actorOf(request), request.params.code) }));
  routes.post('/api/surveys/:code/quotas', { config: update, schema: { summary: 'A quota, or the cells of two lists crossed; what came before does not count', params: codeParams, body: quotaInputSchema, response: { 201: quotaListSchema } } }, async (request, reply) =>
    reply.status(201).send({ items: await createQuotas(context, actorOf(request), request.params.code, request.body) }));
  routes.patch('/api/surveys/:code/quotas/:id', { config: update, schema: { summary: 'Rename a quota or change its target', params: partParams, body: quotaChangeSchema, response: { 200: quotaListSchema } } }, async (request) => ({ items: await changeQuota(context, actorOf(request), request.params, request.body) }));
  routes.delete('/api/surveys/:code/quotas/:id', { config: update, schema: { summary: 'Remove a quota', params: partParams, response: { 204: z.null() } } }, async (request, reply) => {
    await removeQuota(context, actorOf(request), request.params);
    return reply.status(204).send(null);
  });

  routes.get('/api/surveys/:code/responses', { config: readAnswers, schema: { summary: 'What came in, newest first, without what was said', params: codeParams, querystring: responseListQuerySchema, response: { 200: responseListSchema } } }, (request) => listResponsesOf(context, actorOf(request), request.params.code, request.query));
  routes.post('/api/surveys/:code/responses/:id/release', { config: update, schema: { summary: 'Count a response that was kept apart because a machine may have written it', params: responseParamsSchema, response: { 204: z.null() } } }, async (request, reply) => {
    await releaseResponse(context, actorOf(request), request.params.code, request.params.id);
    return reply.status(204).send(null);
  });
  routes.post('/api/surveys/:code/responses/:id/leave-out', { config: update, schema: { summary: 'Leave a response that a machine may have written out of all figures, also after it was counted', params: responseParamsSchema, response: { 204: z.null() } } }, async (request, reply) => {
    await leaveOutResponse(context, actorOf(request), request.params.code, request.params.id);
    return reply.status(204).send(null);
  });
  registerFiles(routes, context);
}

/** What customers sent along: only for whoever sees personal data, and never as something that a browser shows. */
function registerFiles(routes: Routes, context: Context): void {
  const config = { access: { can: 'read', on: 'personal_data' }, looks: 'answer' } as const;
  routes.get('/api/surveys/:code/responses/:id/files', { config, schema: { summary: 'Files that came with a response', params: responseParamsSchema, response: { 200: responseFilesSchema } } }, async (request) => {
    request.lookedAt = [];
    const files = await listFiles(context, actorOf(request), request.params.code, request.params.id);
    return { items: files.map(({ id, question, name, contentType, bytes, uploadedAt }) => ({ id, question, name, contentType, bytes, uploadedAt: uploadedAt.toISOString() })) };
  });
  routes.get('/api/surveys/:code/responses/:id/files/:fileId', { config, schema: { summary: 'A file that came with a response, to be saved', params: responseParamsSchema.extend({ fileId: z.uuid() }), produces: ['application/octet-stream'] } }, async (request, reply) => {
    const { file, content } = await openFile(context, actorOf(request), request.params);
    request.lookedAt = [];
    return reply.header('content-type', 'application/octet-stream').header('content-length', file.bytes).header('cache-control', 'no-store').header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox").header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`).send(content);
  });
}
