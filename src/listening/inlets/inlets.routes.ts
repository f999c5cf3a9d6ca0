import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import type { Ingest } from '../events/ingest.actions.ts';
import { MAX_BATCH_BYTES } from '../events/segment.contract.ts';
import { changeInlet, createInlet, dropInlet, getInlet, listPageOfInlets, listPageOfRefusals, previewMapping, receiveWebhook } from './inlets.actions.ts';
import { inletChangeSchema, inletInputSchema, inletListQuerySchema, inletListSchema, inletSchema, issuedInletSchema, previewInputSchema, previewSchema, refusalListSchema } from './inlets.contract.ts';

const config = { access: { can: 'manage', on: 'webhook' } };
const tags = ['webhooks'];
const params = z.object({ id: z.uuid() });
/** Whoever has no right signature is no customer of ours: enough for any sender, little for somebody who guesses. */
const perSender = { rateLimit: { max: 6_000, timeWindow: '1 minute' } };

/** Webhooks in: messages of other programs, proved by their signature, as events. */
export function registerInletRoutes(routes: Routes, context: Context, ingest: Ingest): void {
  void routes.register(async (scope) => {
    // The signature is over the bytes as they came.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BATCH_BYTES }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { id: string } }>('/v1/inlets/:id', { config: { access: 'public', ...perSender }, schema: { tags, summary: 'A signed webhook of another program', params } }, async (request, reply) => {
      const { isRepeated } = await receiveWebhook(context, ingest, request.params.id, { headers: request.headers, body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) });
      return reply.status(200).send({ success: true, repeated: isRepeated });
    });
  });

  routes.get('/api/inlets', { config, schema: { tags, summary: 'Webhooks in, newest first', querystring: inletListQuerySchema, response: { 200: inletListSchema } } },
    async (request) => listPageOfInlets(context, request.query));

  routes.post('/api/inlets', { config, schema: { tags, summary: 'Receive webhooks of another program; a secret made by us is in this answer only', body: inletInputSchema, response: { 201: issuedInletSchema } } }, async (request, reply) => {
    if (!request.actor) throw new Problem('session.required', 'Please sign in.');
    return reply.status(201).send(await createInlet(context, request.actor, request.body));
  });

  routes.post('/api/inlets/preview', { config, schema: { tags, summary: 'What a mapping makes of an example', body: previewInputSchema, response: { 200: previewSchema } } },
    async (request) => previewMapping(request.body.mapping, request.body.body));

  routes.get('/api/inlets/:id', { config, schema: { tags, summary: 'One webhook in', params, response: { 200: inletSchema } } },
    async (request) => getInlet(context, request.params.id));

  routes.patch('/api/inlets/:id', { config, schema: { tags, summary: 'Change name, mapping or secret of a webhook in', params, body: inletChangeSchema, response: { 200: inletSchema } } },
    async (request) => changeInlet(context, request.params.id, request.body));

  routes.delete('/api/inlets/:id', { config, schema: { tags, summary: 'Receive no more', params, response: { 204: z.null() } } }, async (request, reply) => {
    await dropInlet(context, request.params.id);
    return reply.status(204).send(null);
  });

  routes.get('/api/inlets/:id/refusals', { config, schema: { tags, summary: 'What was refused lately, and why', params, querystring: inletListQuerySchema, response: { 200: refusalListSchema } } },
    async (request) => listPageOfRefusals(context, request.params.id, request.query));
}
