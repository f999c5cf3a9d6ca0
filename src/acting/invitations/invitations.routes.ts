import { z } from 'zod';
import { shownTo } from '../../people/customers/masked-customers.actions.ts';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { changeDistribution, createDistribution, getDistribution, listPageOfDistributions, removeDistribution } from './distributions.actions.ts';
import { addFatigueRule, changeFatigueRule, listFatigueRules, removeFatigueRule } from './fatigue-rules.actions.ts';
import { listInvitationsOf, listInvited, readFigures } from './figures.actions.ts';
import {
  customerInvitationsQuerySchema, customerInvitationsSchema, distributionChangeSchema, distributionFiguresSchema, distributionInputSchema, distributionListQuerySchema, distributionListSchema, distributionSchema,
  fatigueRuleInputSchema, fatigueRuleListSchema, fatigueRuleSchema, invitedListSchema, invitedQuerySchema, triggerEventsSchema, uploadedSchema, uploadSchema, wordsQuerySchema, wordsSchema,
} from './invitations.contract.ts';
import { uploadList } from './list.actions.ts';
import { pauseDistribution, resumeDistribution, startDistribution, stopDistribution } from './run.actions.ts';
import { listTriggerEvents } from './trigger.actions.ts';
import { readWords } from './words.actions.ts';

const tags = ['invitations'];
const params = z.object({ id: z.uuid() });
const LIST_BYTES = 8_000_000;
const may = (can: 'read' | 'create' | 'update', on = 'survey') => ({ access: { can, on } });

/** Reaching people with a survey, and how often one may. */
export function registerInvitationsRoutes(routes: Routes, context: Context): void {
  routes.get('/api/distributions', { config: may('read'), schema: { tags, summary: 'Whom surveys were and are sent to, newest first', querystring: distributionListQuerySchema, response: { 200: distributionListSchema } } },
    async (request) => listPageOfDistributions(context, actorOf(request), request.query));

  routes.post('/api/distributions', { config: may('create'), schema: { tags, summary: 'A draft: whom to invite, when and how; nobody is invited yet', body: distributionInputSchema, response: { 201: distributionSchema } } },
    async (request, reply) => reply.status(201).send(await createDistribution(context, actorOf(request), request.body)));

  routes.get('/api/distributions/:id', { config: may('read'), schema: { tags, summary: 'One of them', params, response: { 200: distributionSchema } } },
    async (request) => getDistribution(context, actorOf(request), request.params.id));

  routes.patch('/api/distributions/:id', { config: may('update'), schema: { tags, summary: 'Change a draft; of one that was started its name, its reminders and its end', params, body: distributionChangeSchema, response: { 200: distributionSchema } } },
    async (request) => changeDistribution(context, actorOf(request), request.params.id, request.body));

  routes.delete('/api/distributions/:id', { config: may('update'), schema: { tags, summary: 'Remove a draft', params, response: { 204: z.null() } } }, async (request, reply) => {
    await removeDistribution(context, actorOf(request), request.params.id);
    return reply.status(204).send(null);
  });

  routes.put('/api/distributions/:id/list', { bodyLimit: LIST_BYTES, config: may('update'), schema: { tags, summary: 'Upload the list: identifiers of customers, or e-mail addresses of staff; replaces the one before', params, body: uploadSchema, response: { 200: uploadedSchema } } },
    async (request) => uploadList(context, actorOf(request), request.params.id, request.body));

  routes.get('/api/distributions/:id/figures', { config: may('read'), schema: { tags, summary: 'How many are asked, how many not and why, and what came of it: a preview before the start, then as it is', params, response: { 200: distributionFiguresSchema } } },
    async (request) => readFigures(context, actorOf(request), request.params.id));

  routes.get('/api/distributions/:id/people', { config: { access: { can: 'read', on: 'customer' }, looks: 'customer' }, schema: { tags, summary: 'The customers behind a number', params, querystring: invitedQuerySchema, response: { 200: invitedListSchema } } },
    async (request) => shownTo(context, request.actor, await listInvited(context, actorOf(request), request.params.id, request.query), (page) => ({ ...page, items: page.items.map((item) => ({ ...item, name: '•••', detail: null })) })));

  routes.get('/api/distributions/:id/words', { config: may('read'), schema: { tags, summary: 'What the mail and the text message say, filled in for an example', params, querystring: wordsQuerySchema, response: { 200: wordsSchema } } },
    async (request) => readWords(context, actorOf(request), request.params.id, request.query));

  routes.post('/api/distributions/:id/start', { config: may('update'), schema: { tags, summary: 'Invite them; a second start changes nothing', params, response: { 200: distributionSchema } } },
    async (request) => startDistribution(context, actorOf(request), request.params.id));

  routes.post('/api/distributions/:id/pause', { config: may('update'), schema: { tags, summary: 'Hold it; nothing leaves until it goes on', params, response: { 200: distributionSchema } } },
    async (request) => pauseDistribution(context, actorOf(request), request.params.id));

  routes.post('/api/distributions/:id/resume', { config: may('update'), schema: { tags, summary: 'Go on; everybody who waits is decided about again', params, response: { 200: distributionSchema } } },
    async (request) => resumeDistribution(context, actorOf(request), request.params.id));

  routes.post('/api/distributions/:id/stop', { config: may('update'), schema: { tags, summary: 'End it for good; who has a link may still answer', params, response: { 200: distributionSchema } } },
    async (request) => stopDistribution(context, actorOf(request), request.params.id));

  routes.get('/api/trigger-events', { config: may('read'), schema: { tags, summary: 'Events of the last four weeks after which one can ask, the frequent ones first', response: { 200: triggerEventsSchema } } },
    async () => ({ items: await listTriggerEvents(context) }));

  routes.get('/api/customers/:id/invitations', { config: { access: { can: 'read', on: 'customer' }, looks: 'customer' }, schema: { tags, summary: 'What a customer was asked, newest first', params, querystring: customerInvitationsQuerySchema, response: { 200: customerInvitationsSchema } } },
    async (request) => listInvitationsOf(context, request.params.id, request.query));

  routes.get('/api/fatigue-rules', { config: may('read'), schema: { tags, summary: 'How often somebody is asked at most', response: { 200: fatigueRuleListSchema } } },
    async () => ({ items: await listFatigueRules(context) }));

  routes.post('/api/fatigue-rules', { config: may('update', 'outreach'), schema: { tags, summary: 'Add a rule; who waits because of one is decided about again', body: fatigueRuleInputSchema, response: { 201: fatigueRuleSchema } } },
    async (request, reply) => reply.status(201).send(await addFatigueRule(context, actorOf(request), request.body)));

  routes.put('/api/fatigue-rules/:id', { config: may('update', 'outreach'), schema: { tags, summary: 'Change a rule', params, body: fatigueRuleInputSchema, response: { 200: fatigueRuleSchema } } },
    async (request) => changeFatigueRule(context, request.params.id, request.body));

  routes.delete('/api/fatigue-rules/:id', { config: may('update', 'outreach'), schema: { tags, summary: 'Remove a rule', params, response: { 204: z.null() } } }, async (request, reply) => {
    await removeFatigueRule(context, request.params.id);
    return reply.status(204).send(null);
  });
}
