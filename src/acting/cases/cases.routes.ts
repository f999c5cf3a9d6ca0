import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Routes } from '../../platform/http/server.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import { readCloseAfterDays, saveCloseAfterDays } from './ageing.queries.ts';
import { registerAttachmentRoutes } from './conversation/attachments.routes.ts';
import { bulkInputSchema, bulkResultSchema, type Case, caseInputSchema, caseListQuerySchema, caseListSchema, caseSchema, caseSettingsSchema, changeRequestSchema, contactInputSchema, deskChoicesSchema, entryCreatedSchema, entryListQuerySchema, entryListSchema, linkInputSchema, macroRequestSchema, mergeInputSchema, noteInputSchema, openedCaseSchema, repliedSchema, replyInputSchema, snoozeInputSchema, splitInputSchema } from './cases.contract.ts';
import { changeCase, reopenCase, setWatching, snoozeCase, solveCase } from './changes/change-case.actions.ts';
import { readDeskChoices } from './list/desk-choices.actions.ts';
import { registerDeskRoutes } from './desk.routes.ts';
import { listCases, readCase, readEntries } from './list/list-cases.actions.ts';
import { linkCases, mergeCases, splitCase, unlinkCases } from './changes/merge-cases.actions.ts';
import { addContact, addNote, replyToCase } from './conversation/reply.actions.ts';
import { changeMany, type MacroParts, runMacro } from './changes/run-macro.actions.ts';
import { startCase } from './start-case.actions.ts';

const tags = ['cases'];
const params = z.object({ id: z.uuid() });
const reading = { config: { access: { can: 'read', on: 'case' } } } as const;
const looking = { config: { access: { can: 'read', on: 'case' }, looks: 'case' } } as const;
const creating = { config: { access: { can: 'create', on: 'case' } } } as const;
/** Answers with the case as it is now, and so shows the customer. */
const changing = { config: { access: { can: 'update', on: 'case' }, looks: 'case' } } as const;
const writing = { config: { access: { can: 'update', on: 'case' } } } as const;

/** Cases: the list, one case and its conversation, and what is done with it. */
export function registerCasesRoutes(routes: Routes, context: Context, parts: MacroParts = {}): void {
  routes.get('/api/cases', { ...looking, schema: { tags, summary: 'Cases of a view or a filter; without one, all that are not solved', querystring: caseListQuerySchema, response: { 200: caseListSchema } } },
    (request) => listCases(context, actorOf(request), request.query));
  routes.post('/api/cases', { ...creating, schema: { tags, summary: 'Start a case; with an externalKey, once', body: caseInputSchema, response: { 201: openedCaseSchema, 200: openedCaseSchema } } }, async (request, reply) => {
    const { caseId, number, isNew } = await startCase(context, actorOf(request), request.body);
    return reply.status(isNew ? 201 : 200).send({ id: caseId, number, isNew });
  });
  routes.post('/api/cases/bulk', { ...writing, schema: { tags, summary: 'The same change or macro in many cases; each that refuses says why', body: bulkInputSchema, response: { 200: bulkResultSchema } } },
    (request) => changeMany(context, actorOf(request), request.body, parts));
  routes.get('/api/cases/:id', { ...looking, schema: { tags, summary: 'One case', params, response: { 200: caseSchema } } },
    (request) => readCase(context, actorOf(request), request.params.id));
  routes.get('/api/cases/:id/entries', { ...looking, schema: { tags, summary: 'The conversation, newest first', params, querystring: entryListQuerySchema, response: { 200: entryListSchema } } },
    (request) => readEntries(context, actorOf(request), request.params.id, request.query));
  registerChangeRoutes(routes, context, parts);
  registerWritingRoutes(routes, context);
  registerSettingsRoutes(routes, context);
  registerAttachmentRoutes(routes, context);
  registerDeskRoutes(routes, context);
}

function registerChangeRoutes(routes: Routes, context: Context, parts: MacroParts): void {
  const after = async (request: Pick<FastifyRequest<{ Params: { id: string } }>, 'actor' | 'params'>, change: (actor: Actor, id: string) => Promise<unknown>): Promise<Case> => {
    const actor = actorOf(request);
    await change(actor, request.params.id);
    return readCase(context, actor, request.params.id);
  };
  const answers = { 200: caseSchema };
  routes.patch('/api/cases/:id', { ...changing, schema: { tags, summary: 'Change a case; with a version, only as it was seen', params, body: changeRequestSchema, response: answers } },
    (request) => after(request, (actor, id) => {
      const { version, ...change } = request.body;
      return changeCase(context, actor, id, change, { version });
    }));
  routes.post('/api/cases/:id/solve', { ...changing, schema: { tags, summary: 'Solved; closes by itself when the customer says nothing more', params, response: answers } }, (request) => after(request, (actor, id) => solveCase(context, actor, id)));
  routes.post('/api/cases/:id/reopen', { ...changing, schema: { tags, params, response: answers } }, (request) => after(request, (actor, id) => reopenCase(context, actor, id)));
  routes.post('/api/cases/:id/snooze', { ...changing, schema: { tags, summary: 'Put aside until an instant; a message of the customer wakes it earlier', params, body: snoozeInputSchema, response: answers } },
    (request) => after(request, (actor, id) => snoozeCase(context, actor, id, request.body.until === null ? null : new Date(request.body.until))));
  routes.post('/api/cases/:id/merge', { ...changing, schema: { tags, summary: 'This case goes on in another one; the answer is this one, closed', params, body: mergeInputSchema, response: answers } }, (request) => after(request, (actor, id) => mergeCases(context, actor, id, request.body.into)));
  routes.post('/api/cases/:id/link', { ...changing, schema: { tags, params, body: linkInputSchema, response: answers } }, (request) => after(request, (actor, id) => linkCases(context, actor, id, request.body.caseId)));
  routes.post('/api/cases/:id/unlink', { ...changing, schema: { tags, params, body: linkInputSchema, response: answers } }, (request) => after(request, (actor, id) => unlinkCases(context, actor, id, request.body.caseId)));
  routes.post('/api/cases/:id/macro', { ...changing, schema: { tags, summary: 'Do all steps of a macro, or none', params, body: macroRequestSchema, response: answers } }, (request) => after(request, (actor, id) => runMacro(context, actor, id, request.body, parts)));
  routes.post('/api/cases/:id/split', { ...writing, schema: { tags, summary: 'Messages and notes of another matter become a case of their own', params, body: splitInputSchema, response: { 201: openedCaseSchema } } }, async (request, reply) => {
    const { caseId, number } = await splitCase(context, actorOf(request), request.params.id, request.body);
    return reply.status(201).send({ id: caseId, number, isNew: true });
  });
  for (const [word, isWatching] of [['watch', true], ['unwatch', false]] as const) {
    routes.post(`/api/cases/:id/${word}`, { ...reading, schema: { tags, params, response: { 204: z.null() } } }, async (request, reply) => {
      await setWatching(context, actorOf(request), request.params.id, isWatching);
      return reply.status(204).send(null);
    });
  }
}

function registerWritingRoutes(routes: Routes, context: Context): void {
  routes.post('/api/cases/:id/replies', { ...writing, schema: { tags, summary: 'Answer the customer; with sinceEntryId only if no colleague has answered since', params, body: replyInputSchema, response: { 201: repliedSchema } } },
    async (request, reply) => reply.status(201).send(await replyToCase(context, actorOf(request), request.params.id, request.body)));
  routes.post('/api/cases/:id/notes', { ...writing, schema: { tags, summary: 'A note among colleagues; who is mentioned is told', params, body: noteInputSchema, response: { 201: entryCreatedSchema } } },
    async (request, reply) => reply.status(201).send(await addNote(context, actorOf(request), request.params.id, request.body)));
  routes.post('/api/cases/:id/contacts', { ...writing, schema: { tags, summary: 'Write down a call or a talk with the customer', params, body: contactInputSchema, response: { 201: entryCreatedSchema } } },
    async (request, reply) => reply.status(201).send(await addContact(context, actorOf(request), request.params.id, request.body)));
}

function registerSettingsRoutes(routes: Routes, context: Context): void {
  const read = async () => ({ closeAfterDays: await readCloseAfterDays(context.db) });
  routes.get('/api/desk/choices', { ...reading, schema: { tags, summary: 'Colleagues, categories and departments to choose from', response: { 200: deskChoicesSchema } } }, (request) => readDeskChoices(context, actorOf(request)));
  routes.get('/api/case-settings', { config: { access: { can: 'manage', on: 'settings' } }, schema: { tags, response: { 200: caseSettingsSchema } } }, read);
  routes.put('/api/case-settings', { config: { access: { can: 'manage', on: 'settings' } }, schema: { tags, body: caseSettingsSchema, response: { 200: caseSettingsSchema } } }, async (request) => {
    await saveCloseAfterDays(context.db, request.body.closeAfterDays);
    return read();
  });
}
