import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { changeWebhook, createWebhook, getWebhook, listPageOfDeliveries, listPageOfWebhooks, removeWebhook, replayDead, replayOne, rotateSecret, sendTest } from './webhooks.actions.ts';
import { deliveryListQuerySchema, deliveryListSchema, issuedWebhookSchema, replayedSchema, secretRotationSchema, webhookChangeSchema, webhookInputSchema, webhookListQuerySchema, webhookListSchema, webhookSchema } from './webhooks.contract.ts';

const config = { access: { can: 'manage', on: 'webhook' } };
const tags = ['webhooks'];
const params = z.object({ id: z.uuid() });

/** Webhooks out: whom we tell what happened, and what became of each telling. */
export function registerWebhooksRoutes(routes: Routes, context: Context): void {
  routes.get('/api/webhooks', { config, schema: { tags, summary: 'Webhooks, newest first', querystring: webhookListQuerySchema, response: { 200: webhookListSchema } } },
    async (request) => listPageOfWebhooks(context, request.query));

  routes.post('/api/webhooks', { config, schema: { tags, summary: 'Add a webhook; its secret is in this answer only', body: webhookInputSchema, response: { 201: issuedWebhookSchema } } }, async (request, reply) => {
    if (!request.actor) throw new Problem('session.required', 'Please sign in.');
    return reply.status(201).send(await createWebhook(context, request.actor, request.body));
  });

  routes.get('/api/webhooks/:id', { config, schema: { tags, summary: 'One webhook', params, response: { 200: webhookSchema } } },
    async (request) => getWebhook(context, request.params.id));

  routes.patch('/api/webhooks/:id', { config, schema: { tags, summary: 'Change a webhook, switch it off or on again', params, body: webhookChangeSchema, response: { 200: webhookSchema } } },
    async (request) => changeWebhook(context, request.params.id, request.body));

  routes.delete('/api/webhooks/:id', { config, schema: { tags, summary: 'Remove a webhook with its log', params, response: { 204: z.null() } } }, async (request, reply) => {
    await removeWebhook(context, request.params.id);
    return reply.status(204).send(null);
  });

  routes.post('/api/webhooks/:id/secret', { config, schema: { tags, summary: 'A new secret; it is in this answer only, and the old one signs too for a while', params, body: secretRotationSchema, response: { 201: issuedWebhookSchema } } },
    async (request, reply) => reply.status(201).send(await rotateSecret(context, request.params.id, request.body.overlapHours)));

  routes.post('/api/webhooks/:id/test', { config, schema: { tags, summary: 'Send a test event', params, response: { 202: z.object({ eventId: z.string() }) } } },
    async (request, reply) => reply.status(202).send(await sendTest(context, request.params.id)));

  routes.get('/api/webhooks/:id/deliveries', { config, schema: { tags, summary: 'What was sent, newest first, with the log of attempts', params, querystring: deliveryListQuerySchema, response: { 200: deliveryListSchema } } },
    async (request) => listPageOfDeliveries(context, request.params.id, request.query));

  routes.post('/api/webhooks/:id/replay', { config, schema: { tags, summary: 'Send everything again that was given up', params, response: { 202: replayedSchema } } },
    async (request, reply) => reply.status(202).send({ replayed: await replayDead(context, request.params.id) }));

  routes.post('/api/webhooks/:id/deliveries/:deliveryId/replay', { config, schema: { tags, summary: 'Send one event again', params: params.extend({ deliveryId: z.uuid() }), response: { 202: replayedSchema } } }, async (request, reply) => {
    await replayOne(context, request.params.id, request.params.deliveryId);
    return reply.status(202).send({ replayed: 1 });
  });
}
