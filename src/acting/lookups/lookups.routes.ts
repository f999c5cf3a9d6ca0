import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { changeLookup, createLookup, listLookups, removeLookup, testLookup } from './lookups.actions.ts';
import { lookupInputSchema, lookupListSchema, lookupSchema, lookupTestInputSchema, lookupTestSchema } from './lookups.contract.ts';

const config = { access: { can: 'manage', on: 'settings' } } as const;
const tags = ['lookups'];
const params = z.object({ id: z.uuid() });

/** Connected sources: what other systems know, beside a case. Asking them for a customer is a route of the context panel. */
export function registerLookupsRoutes(routes: Routes, context: Context): void {
  const by = (request: { actor: { label: string } | null }): string => {
    if (!request.actor) throw new Problem('session.required', 'Please sign in.');
    return request.actor.label;
  };
  routes.get('/api/lookups', { config, schema: { tags, summary: 'Connected sources and how they fare', response: { 200: lookupListSchema } } }, async () => ({ items: await listLookups(context) }));
  routes.post('/api/lookups', { config, schema: { tags, summary: 'Connect a source', body: lookupInputSchema, response: { 201: lookupSchema } } }, async (request, reply) => reply.status(201).send(await createLookup(context, request.body, by(request))));
  routes.put('/api/lookups/:id', { config, schema: { tags, summary: 'Change a source; a secret left out stays, unless the host changes', params, body: lookupInputSchema, response: { 200: lookupSchema } } }, (request) => changeLookup(context, request.params.id, request.body, by(request)));
  routes.delete('/api/lookups/:id', { config, schema: { tags, summary: 'Remove a source with its answers', params, response: { 204: z.null() } } }, async (request, reply) => {
    await removeLookup(context, request.params.id);
    return reply.status(204).send(null);
  });
  routes.post('/api/lookups/test', { config, schema: { tags, summary: 'Ask with a sample, saving nothing', body: lookupTestInputSchema, response: { 200: lookupTestSchema } } }, (request) => testLookup(context, request.body.lookup, request.body.id, request.body.values));
}
