import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { acknowledgePlaybook, archivePlaybook, changePlaybook, createPlaybook, discardPlaybookDraft, getPlaybook, getPublishedVersion, listPlaybooks, publishPlaybook, readAcknowledgements } from './playbooks.actions.ts';
import { acknowledgementsSchema, playbookInputSchema, playbookListQuerySchema, playbookListSchema, playbookSchema, playbookVersionSchema } from './playbooks.contract.ts';

const tags = ['playbooks'];
const may = (can: 'read' | 'create' | 'update' | 'delete') => ({ access: { can, on: 'playbook' } });
const params = z.object({ id: z.uuid() });

/** Guidelines and playbooks: what holds at a touchpoint, and what to do and say in which case. */
export function registerPlaybooksRoutes(routes: Routes, context: Context): void {
  routes.get('/api/playbooks', { config: may('read'), schema: { tags, summary: 'Playbooks and guidelines, by title', querystring: playbookListQuerySchema, response: { 200: playbookListSchema } } }, (request) => listPlaybooks(context, actorOf(request), request.query));
  routes.post('/api/playbooks', { config: may('create'), schema: { tags, summary: 'A new one, as a draft', body: playbookInputSchema, response: { 201: playbookSchema } } }, async (request, reply) => reply.status(201).send(await createPlaybook(context, actorOf(request), request.body)));
  routes.get('/api/playbooks/:id', { config: may('read'), schema: { tags, summary: 'One of them with what holds now, and its draft for those who may change it', params, response: { 200: playbookSchema } } }, (request) => getPlaybook(context, actorOf(request), request.params.id));
  routes.get('/api/playbooks/:id/versions/:versionId', { config: may('read'), schema: { tags, summary: 'A published version as it was', params: params.extend({ versionId: z.uuid() }), response: { 200: playbookVersionSchema } } }, (request) => getPublishedVersion(context, actorOf(request), request.params.id, request.params.versionId));
  routes.put('/api/playbooks/:id', { config: may('update'), schema: { tags, summary: 'Change where it holds, and its draft', params, body: playbookInputSchema, response: { 200: playbookSchema } } }, (request) => changePlaybook(context, actorOf(request), request.params.id, request.body));
  routes.post('/api/playbooks/:id/publication', { config: may('update'), schema: { tags, summary: 'Publish the draft as the next version, which never changes', params, response: { 200: playbookSchema } } }, (request) => publishPlaybook(context, actorOf(request), request.params.id));
  routes.delete('/api/playbooks/:id/draft', { config: may('update'), schema: { tags, summary: 'Throw the draft away', params, response: { 204: z.null() } } }, async (request, reply) => {
    await discardPlaybookDraft(context, actorOf(request), request.params.id);
    return reply.status(204).send(null);
  });
  routes.put('/api/playbooks/:id/archived', { config: may('update'), schema: { tags, summary: 'Put it away, or take it back', params, body: z.strictObject({ isArchived: z.boolean() }), response: { 200: playbookSchema } } }, (request) => archivePlaybook(context, actorOf(request), request.params.id, request.body.isArchived));
  routes.post('/api/playbooks/:id/acknowledgement', { config: may('read'), schema: { tags, summary: 'Read and understood: by who is signed in, for the version named', params, body: z.strictObject({ versionId: z.uuid() }), response: { 200: playbookSchema } } }, (request) => acknowledgePlaybook(context, actorOf(request), request.params.id, request.body.versionId));
  routes.get('/api/playbooks/:id/acknowledgements', { config: may('update'), schema: { tags, summary: 'Who has confirmed what holds now; the missing first', params, querystring: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.string().max(700).optional() }), response: { 200: acknowledgementsSchema } } }, (request) => readAcknowledgements(context, actorOf(request), request.params.id, request.query));
}
