import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Routes } from '../../platform/http/server.ts';
import { changeApiKey, issueApiKey, listPageOfApiKeys, revokeApiKey, rotateApiKey } from './api-keys.actions.ts';
import { apiKeyChangeSchema, apiKeyInputSchema, apiKeyListSchema, apiKeySchema, issuedApiKeySchema, keyListQuerySchema, rotationSchema, sourceInputSchema, sourceListSchema, sourceSchema } from './keys.contract.ts';
import { createSource, listPageOfSources, revokeSource } from './sources.actions.ts';

const access = { can: 'manage', on: 'key' };
const params = z.object({ id: z.uuid() });

export function registerKeysRoutes(routes: Routes, context: Context): void {
  routes.get('/api/api-keys', {
    config: { access },
    schema: { tags: ['keys'], summary: 'API keys, working ones first', querystring: keyListQuerySchema, response: { 200: apiKeyListSchema } },
  }, async (request) => listPageOfApiKeys(context, request.query));

  routes.post('/api/api-keys', {
    config: { access },
    schema: { tags: ['keys'], summary: 'Make an API key; it is in this answer only', body: apiKeyInputSchema, response: { 201: issuedApiKeySchema } },
  }, async (request, reply) => reply.status(201).send(await issueApiKey(context, creatorOf(request), request.body)));

  routes.patch('/api/api-keys/:id', {
    config: { access },
    schema: { tags: ['keys'], summary: 'Change name, scopes, end or rate limit of an API key', params, body: apiKeyChangeSchema, response: { 200: apiKeySchema } },
  }, async (request) => changeApiKey(context, creatorOf(request), request.params.id, request.body));

  routes.post('/api/api-keys/:id/rotation', {
    config: { access },
    schema: { tags: ['keys'], summary: 'A new secret for an API key; it is in this answer only, and the old one works on for a while', params, body: rotationSchema, response: { 201: issuedApiKeySchema } },
  }, async (request, reply) => reply.status(201).send(await rotateApiKey(context, creatorOf(request), request.params.id, request.body.overlapHours)));

  routes.delete('/api/api-keys/:id', {
    config: { access },
    schema: { tags: ['keys'], summary: 'Revoke an API key', params, response: { 204: z.null() } },
  }, async (request, reply) => {
    await revokeApiKey(context, request.params.id);
    return reply.status(204).send(null);
  });

  routes.get('/api/sources', {
    config: { access },
    schema: { tags: ['keys'], summary: 'Sources of events and their write keys, working ones first', querystring: keyListQuerySchema, response: { 200: sourceListSchema } },
  }, async (request) => listPageOfSources(context, request.query));

  routes.post('/api/sources', {
    config: { access },
    schema: { tags: ['keys'], summary: 'Add a source of events', body: sourceInputSchema, response: { 201: sourceSchema } },
  }, async (request, reply) => reply.status(201).send(await createSource(context, creatorOf(request), request.body)));

  routes.delete('/api/sources/:id', {
    config: { access },
    schema: { tags: ['keys'], summary: 'Revoke the write key of a source', params, response: { 204: z.null() } },
  }, async (request, reply) => {
    await revokeSource(context, request.params.id);
    return reply.status(204).send(null);
  });
}

function creatorOf({ actor }: FastifyRequest): Actor {
  if (!actor) throw new Problem('session.required', 'Please sign in.');
  return actor;
}
