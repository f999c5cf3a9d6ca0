import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { getOwnCase } from '../cases/case-events.actions.ts';
import { tickStep } from '../playbooks/playbooks.actions.ts';
import { askLookupsForCase, askLookupsForCustomer, readContextOfCustomer, readContextPanel } from './context-panel.actions.ts';
import { contextLookupsSchema, contextPanelSchema, keptFactsListSchema, keptFactsSchema } from './context.contract.ts';
import { getKeptFacts, keepFactsNow, listKeptFacts } from './keep-facts.actions.ts';

const tags = ['context'];
const looking = { access: { can: 'read', on: 'case' }, looks: 'case' } as const;
const updating = { access: { can: 'update', on: 'case' } } as const;
const params = z.object({ id: z.uuid() });

/** The panel beside a case: who this is, what they have, how it has been lately, what to say. */
export function registerContextRoutes(routes: Routes, context: Context): void {
  routes.get('/api/cases/:id/context', { config: looking, schema: { tags, summary: 'All that is known beside a case', params, response: { 200: contextPanelSchema } } }, (request) => readContextPanel(context, actorOf(request), request.params.id));
  routes.get('/api/cases/:id/context/lookups', { config: looking, schema: { tags, summary: 'What connected sources say; as slow as they are', params, response: { 200: contextLookupsSchema } } }, (request) => askLookupsForCase(context, actorOf(request), request.params.id));
  routes.get('/api/customers/:id/context', { config: looking, schema: { tags, summary: 'The same without a case', params, response: { 200: contextPanelSchema } } }, (request) => readContextOfCustomer(context, actorOf(request), request.params.id));
  routes.get('/api/customers/:id/context/lookups', { config: looking, schema: { tags, summary: 'What connected sources say about a customer', params, response: { 200: contextLookupsSchema } } }, (request) => askLookupsForCustomer(context, request.params.id));
  routes.get('/api/cases/:id/facts', { config: { access: looking.access }, schema: { tags, summary: 'When facts were kept with this case, newest first', params, querystring: z.object({ limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().max(300).optional() }), response: { 200: keptFactsListSchema } } }, (request) => listKeptFacts(context, actorOf(request), request.params.id, request.query));
  routes.get('/api/cases/:id/facts/:factsId', { config: looking, schema: { tags, summary: 'What was known then', params: params.extend({ factsId: z.uuid() }), response: { 200: keptFactsSchema } } }, (request) => getKeptFacts(context, actorOf(request), request.params.id, request.params.factsId));
  routes.post('/api/cases/:id/facts', { config: updating, schema: { tags, summary: 'Keep what is known now', params, response: { 201: z.object({ id: z.uuid() }) } } }, async (request, reply) => reply.status(201).send({ id: await keepFactsNow(context, actorOf(request), request.params.id, 'kept_by_hand') }));
  routes.put('/api/cases/:id/playbook-ticks', { config: updating, schema: { tags, summary: 'Tick or untick a step of a playbook', params, body: z.strictObject({ versionId: z.uuid(), stepId: z.string().max(20), isTicked: z.boolean() }), response: { 204: z.null() } } }, async (request, reply) => {
    await getOwnCase(context.db, actorOf(request), request.params.id);
    await tickStep(context, actorOf(request), { caseId: request.params.id, ...request.body });
    return reply.status(204).send(null);
  });
}
