import { z } from 'zod';
import { shownTo } from '../../people/customers/masked-customers.actions.ts';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { listPeople, readFigures } from './figures.actions.ts';
import { changeOutreach, createOutreach, getOutreach, listPageOfOutreaches, removeOutreach } from './outreach.actions.ts';
import { outreachChangeSchema, outreachFiguresSchema, outreachInputSchema, outreachListQuerySchema, outreachListSchema, outreachSchema, peopleQuerySchema, peopleSchema } from './outreach.contract.ts';
import { pauseOutreach, resumeOutreach, startOutreach, stopOutreach } from './run-outreach.actions.ts';

const tags = ['outreach'];
const params = z.object({ id: z.uuid() });
const may = (can: 'read' | 'create' | 'update') => ({ access: { can, on: 'outreach' } });

/** Telling many customers the same thing once. */
export function registerOutreachRoutes(routes: Routes, context: Context): void {
  routes.get('/api/outreaches', { config: may('read'), schema: { tags, summary: 'Outreaches, newest first', querystring: outreachListQuerySchema, response: { 200: outreachListSchema } } },
    async (request) => listPageOfOutreaches(context, request.query));

  routes.post('/api/outreaches', { config: may('create'), schema: { tags, summary: 'A draft, from a known issue or for customers of your choice; nobody is told yet', body: outreachInputSchema, response: { 201: outreachSchema } } },
    async (request, reply) => reply.status(201).send(await createOutreach(context, actorOf(request), request.body)));

  routes.get('/api/outreaches/:id', { config: may('read'), schema: { tags, summary: 'One outreach', params, response: { 200: outreachSchema } } },
    async (request) => getOutreach(context, request.params.id));

  routes.patch('/api/outreaches/:id', { config: may('update'), schema: { tags, summary: 'Change a draft; of one that was started its name, its rate and whether later buyers are told', params, body: outreachChangeSchema, response: { 200: outreachSchema } } },
    async (request) => changeOutreach(context, request.params.id, request.body));

  routes.delete('/api/outreaches/:id', { config: may('update'), schema: { tags, summary: 'Remove a draft', params, response: { 204: z.null() } } }, async (request, reply) => {
    await removeOutreach(context, request.params.id);
    return reply.status(204).send(null);
  });

  routes.get('/api/outreaches/:id/figures', { config: may('read'), schema: { tags, summary: 'How many are told on which channel, and how many not and why: a preview before the start, then as it is', params, response: { 200: outreachFiguresSchema } } },
    async (request) => readFigures(context, request.params.id));

  routes.get('/api/outreaches/:id/people', { config: { access: { can: 'read', on: 'customer' }, looks: 'customer' }, schema: { tags, summary: 'The customers behind a number', params, querystring: peopleQuerySchema, response: { 200: peopleSchema } } },
    async (request) => shownTo(context, request.actor, await listPeople(context, request.params.id, request.query), (page) => ({ ...page, items: page.items.map((item) => ({ ...item, name: '•••', detail: null })) })));

  routes.post('/api/outreaches/:id/start', { config: may('update'), schema: { tags, summary: 'Tell them; a second start changes nothing', params, response: { 200: outreachSchema } } },
    async (request) => startOutreach(context, actorOf(request), request.params.id));

  routes.post('/api/outreaches/:id/pause', { config: may('update'), schema: { tags, summary: 'Hold it; nothing leaves until it goes on', params, response: { 200: outreachSchema } } },
    async (request) => pauseOutreach(context, request.params.id));

  routes.post('/api/outreaches/:id/resume', { config: may('update'), schema: { tags, summary: 'Go on; who is not affected any more is left out', params, response: { 200: outreachSchema } } },
    async (request) => resumeOutreach(context, request.params.id));

  routes.post('/api/outreaches/:id/stop', { config: may('update'), schema: { tags, summary: 'End it for good', params, response: { 200: outreachSchema } } },
    async (request) => stopOutreach(context, actorOf(request), request.params.id));
}
