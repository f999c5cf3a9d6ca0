import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Routes } from '../../platform/http/server.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import { presenceInputSchema, presenceSchema, type View, viewChangeSchema, viewInputSchema, viewListSchema, viewSchema } from './cases.contract.ts';
import { countViews } from './list/counters.actions.ts';
import { deskHubOf } from './live/desk-hub.actions.ts';
import { bePresent } from './live/presence.actions.ts';
import { changeView, createView, dropView, type KnownView, listViewsFor } from './list/views.actions.ts';

const tags = ['cases'];
const reading = { config: { access: { can: 'read', on: 'case' } } } as const;
const writing = { config: { access: { can: 'update', on: 'case' } } } as const;
const BEAT_MS = 20 * SECOND_MS;
/** A page that does not read what it is told is cut off; it comes back and loads again. */
const MAX_UNREAD_BYTES = 1_000_000;

/** What open pages live on: views with their counters, what happens, and who is there. */
export function registerDeskRoutes(routes: Routes, context: Context): void {
  const viewed = async (actor: Actor, views: readonly KnownView[]): Promise<View[]> => {
    const [counts] = await countViews(context, [{ actor, views }]);
    const countedAt = context.clock.now().toISOString();
    return views.map((view) => ({ ...view, n: counts?.get(view.id) ?? null, countedAt }));
  };
  routes.get('/api/case-views', { ...reading, schema: { tags, summary: 'Views of the desk and how many cases each has', response: { 200: viewListSchema } } }, async (request) => {
    const actor = actorOf(request);
    return { items: await viewed(actor, await listViewsFor(context.db, actor)) };
  });
  routes.post('/api/case-views', { ...writing, schema: { tags, summary: 'Save a view for oneself or for everybody', body: viewInputSchema, response: { 201: viewSchema } } }, async (request, reply) => {
    const actor = actorOf(request);
    const [view] = await viewed(actor, [await createView(context, actor, request.body)]);
    return reply.status(201).send(view as View); // one in, one out
  });
  routes.patch('/api/case-views/:id', { ...writing, schema: { tags, params: z.object({ id: z.uuid() }), body: viewChangeSchema, response: { 200: viewSchema } } }, async (request) => {
    const actor = actorOf(request);
    const [view] = await viewed(actor, [await changeView(context, actor, request.params.id, request.body)]);
    return view as View; // one in, one out
  });
  routes.delete('/api/case-views/:id', { ...writing, schema: { tags, params: z.object({ id: z.uuid() }), response: { 204: z.null() } } }, async (request, reply) => {
    await dropView(context, actorOf(request), request.params.id);
    return reply.status(204).send(null);
  });
  routes.put('/api/cases/:id/presence', { ...reading, schema: { tags, summary: 'Say every ten seconds that you look at a case, or that you leave; the answer says who else does', params: z.object({ id: z.uuid() }), body: presenceInputSchema, response: { 200: presenceSchema } } },
    (request) => bePresent(context, actorOf(request), request.params.id, request.body));
  registerEvents(routes, context);
}

function registerEvents(routes: Routes, context: Context): void {
  const open = new Set<PassThrough>();
  // Calls are heard from the start, so that the first page of the morning learns of one that rang before it came.
  routes.addHook('onListen', () => deskHubOf(context).listen());
  // A server that stops waits for its answers; these have no end of their own.
  routes.addHook('preClose', (done) => {
    for (const stream of open) stream.end();
    done();
  });
  const querystring = z.object({ seconds: z.coerce.number().int().min(0).max(3_600).default(900).describe('how long the stream lasts: whoever comes back shows anew who they are') });
  routes.get('/api/desk/events', { ...reading, schema: { tags, summary: 'What happens on the desk, as server-sent events', querystring } }, async (request, reply) => {
    const actor = actorOf(request);
    const stream = new PassThrough();
    const say = (text: string) => {
      if (stream.writableLength > MAX_UNREAD_BYTES) stream.destroy();
      else if (!stream.writableEnded && !stream.destroyed) stream.write(text);
    };
    const send = (event: string, data: object) => say(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    const hub = deskHubOf(context);
    const leave = await hub.join({ actor, send });
    open.add(stream);
    const beat = setInterval(() => say(': still here\n\n'), BEAT_MS);
    const end = setTimeout(() => stream.end(), request.query.seconds * SECOND_MS);
    stream.on('close', () => {
      leave();
      clearInterval(beat);
      clearTimeout(end);
      open.delete(stream);
    });
    say('retry: 2000\n');
    send('hello', { connectionId: request.id });
    hub.tellRecentCalls({ actor, send });
    return reply.header('content-type', 'text/event-stream; charset=utf-8').header('cache-control', 'no-store').header('x-accel-buffering', 'no').send(stream);
  });
}
