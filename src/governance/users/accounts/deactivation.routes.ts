import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { actorOf } from '../../../platform/http/actor-of.ts';
import { SMALL_BODY_BYTES } from '../sessions/caller.actions.ts';
import { deactivate, previewDeparture, reactivate } from './deactivation.actions.ts';
import { deactivatedSchema, deactivationInputSchema, departureSchema } from './deactivation.contract.ts';
import type { OwnedThings } from './owned-things.actions.ts';

const manage = { access: { can: 'manage', on: 'user' } } as const;
const params = z.object({ id: z.uuid() });

export function registerDeactivationRoutes(routes: Routes, context: Context, things: readonly OwnedThings[]): void {
  const tags = ['users'];
  routes.get('/api/users/:id/departure', { config: manage, schema: { tags, summary: 'What would happen if this person left: sessions, what goes to a colleague, keys', params, response: { 200: departureSchema } } }, (request) => previewDeparture(context, things, request.params.id));
  routes.post('/api/users/:id/deactivation', { bodyLimit: SMALL_BODY_BYTES * 2, config: manage, schema: { tags, summary: 'Somebody leaves: no sign-in any more, what they owned goes to a colleague, their name stays', params, body: deactivationInputSchema, response: { 200: deactivatedSchema } } }, (request) => deactivate(context, things, { actor: actorOf(request), id: request.params.id }, request.body));
  routes.delete('/api/users/:id/deactivation', { config: manage, schema: { tags, summary: 'Somebody comes back', params, response: { 204: z.null() } } }, async (request, reply) => {
    await reactivate(context, actorOf(request), request.params.id);
    return reply.status(204).send(null);
  });
}
