import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { countLately, forgetVoice, getVoice, listVoices, moveVoice } from './list-voices.actions.ts';
import { voiceChangeSchema, voiceCountsSchema, voiceDetailSchema, voiceListQuerySchema, voiceListSchema } from './voices.contract.ts';

const tags = ['voices'];
const read = { access: { can: 'read', on: 'voice' } } as const;
const one = z.object({ id: z.uuid() });

/** What customers say elsewhere: reviews, posts, feedback. */
export function registerVoicesRoutes(routes: Routes, context: Context): void {
  routes.get('/api/voices', { config: { ...read, looks: 'voice' }, schema: { tags, summary: 'Reviews, posts and feedback, newest first', querystring: voiceListQuerySchema, response: { 200: voiceListSchema } } },
    (request) => listVoices(context, actorOf(request), request.query));
  routes.get('/api/voice-counts', { config: read, schema: { tags, summary: 'How voices stand in the last 30 days', response: { 200: voiceCountsSchema } } },
    (request) => countLately(context, actorOf(request)));
  routes.get('/api/voices/:id', { config: { ...read, looks: 'voice' }, schema: { tags, summary: 'One voice with its versions', params: one, response: { 200: voiceDetailSchema } } },
    (request) => getVoice(context, actorOf(request), request.params.id));
  routes.patch('/api/voices/:id', { config: { access: { can: 'update', on: 'voice' } }, schema: { tags, summary: 'Put a voice at another touchpoint', params: one, body: voiceChangeSchema, response: { 200: voiceDetailSchema } } },
    (request) => moveVoice(context, actorOf(request), request.params.id, request.body.touchpoint));
  routes.delete('/api/voices/:id', { config: { access: { can: 'manage', on: 'voice' } }, schema: { tags, summary: 'Remove words and author for good; the same voice does not come back', params: one, response: { 204: z.null() } } }, async (request, reply) => {
    await forgetVoice(context, actorOf(request), request.params.id);
    return reply.status(204).send(null);
  });
}
