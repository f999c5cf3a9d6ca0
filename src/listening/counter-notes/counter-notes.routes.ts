import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { listChoices, listPageOfBlocks, noteDown, sayMore, takeBack } from './counter-notes.actions.ts';
import { noteBlockListQuerySchema, noteBlockListSchema, noteChangeSchema, noteChoicesSchema, notedSchema, noteInputSchema } from './counter-notes.contract.ts';

const tags = ['counter notes'];
const create = { access: { can: 'create', on: 'voice' } } as const;
const one = z.object({ id: z.uuid() });

/** Heard at the counter: what staff hear from customers, in two taps and without their name. */
export function registerCounterNotesRoutes(routes: Routes, context: Context): void {
  routes.get('/api/counter-note-choices', { config: create, schema: { tags, summary: 'Touchpoints and topics for a note', response: { 200: noteChoicesSchema } } }, (request) => listChoices(context, actorOf(request)));
  routes.post('/api/counter-notes', { config: create, schema: { tags, summary: 'Note what was heard; the same id counts once', body: noteInputSchema, response: { 201: notedSchema } } }, async (request, reply) => reply.status(201).send(await noteDown(context, actorOf(request), request.body)));
  routes.patch('/api/counter-notes/:id', { config: create, schema: { tags, summary: 'Add a sentence to your own note, within 10 minutes', params: one, body: noteChangeSchema, response: { 200: notedSchema } } }, (request) => sayMore(context, actorOf(request), request.params.id, request.body.sentence));
  routes.delete('/api/counter-notes/:id', { config: create, schema: { tags, summary: 'Take your own note back, within 10 minutes', params: one, response: { 204: z.null() } } }, async (request, reply) => {
    await takeBack(context, actorOf(request), request.params.id);
    return reply.status(204).send(null);
  });
  routes.get('/api/counter-note-blocks', { config: { access: { can: 'read', on: 'voice' } }, schema: { tags, summary: 'What was noted, in blocks of whole weeks with at least five people each', querystring: noteBlockListQuerySchema, response: { 200: noteBlockListSchema } } }, (request) => listPageOfBlocks(context, actorOf(request), request.query));
}
