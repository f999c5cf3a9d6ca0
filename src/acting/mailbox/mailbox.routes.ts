import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { changeAccount, createAccount, dropAccount, getAccount, listAccounts, listPageOfIntakes, testAccount } from './imap/accounts.actions.ts';
import { createCallInlet, dropCallInlet, listCallInlets } from './calls/calls.actions.ts';
import { changeForm, createForm, dropForm, getForm, listForms } from './forms/forms.actions.ts';
import { accountChangeSchema, accountInputSchema, accountListSchema, accountSchema, accountTestSchema, callInletInputSchema, callInletListSchema, formInputSchema, formListSchema, formSchema, intakeListSchema, issuedCallInletSchema, listQuerySchema, testResultSchema } from './mailbox.contract.ts';
import { registerPublicDoors } from './public-doors.routes.ts';

const tags = ['mailboxes'];
const config = { access: { can: 'manage', on: 'settings' } } as const;
const params = z.object({ id: z.uuid() });
const who = (request: FastifyRequest) => request.actor?.label ?? 'unknown';

/** Ways in: mailboxes, forms, telephone systems; and the doors through which what customers send comes in. */
export function registerMailboxRoutes(routes: Routes, context: Context): void {
  routes.get('/api/mail-accounts', { config, schema: { tags, summary: 'Mailboxes that are read', querystring: listQuerySchema, response: { 200: accountListSchema } } }, async (request) => listAccounts(context, request.query));
  routes.post('/api/mail-accounts', { config, schema: { tags, summary: 'Read a mailbox; it is signed in to before it is saved', body: accountInputSchema, response: { 201: accountSchema } } },
    async (request, reply) => reply.status(201).send(await createAccount(context, who(request), request.body)));
  routes.post('/api/mail-accounts/test', { config, schema: { tags, summary: 'Try a mail server: its folders, and what it can', body: accountTestSchema, response: { 200: testResultSchema } } }, async (request) => testAccount(context, request.body));
  routes.get('/api/mail-accounts/:id', { config, schema: { tags, summary: 'One mailbox', params, response: { 200: accountSchema } } }, async (request) => getAccount(context, request.params.id));
  routes.put('/api/mail-accounts/:id', { config, schema: { tags, summary: 'Change or pause a mailbox', params, body: accountChangeSchema, response: { 200: accountSchema } } }, async (request) => changeAccount(context, request.params.id, request.body));
  routes.delete('/api/mail-accounts/:id', { config, schema: { tags, summary: 'Read a mailbox no more', params, response: { 204: z.null() } } }, async (request, reply) => {
    await dropAccount(context, request.params.id);
    return reply.status(204).send(null);
  });
  routes.get('/api/mail-accounts/:id/intakes', { config, schema: { tags, summary: 'What became of the mails of a mailbox, newest first; names nobody', params, querystring: listQuerySchema, response: { 200: intakeListSchema } } },
    async (request) => listPageOfIntakes(context, request.params.id, request.query));

  routes.get('/api/web-forms', { config, schema: { tags, summary: 'Forms for customers', querystring: listQuerySchema, response: { 200: formListSchema } } }, async (request) => listForms(context, request.query));
  routes.post('/api/web-forms', { config, schema: { tags, summary: 'Add a form', body: formInputSchema, response: { 201: formSchema } } }, async (request, reply) => reply.status(201).send(await createForm(context, who(request), request.body)));
  routes.get('/api/web-forms/:id', { config, schema: { tags, summary: 'One form', params, response: { 200: formSchema } } }, async (request) => getForm(context, request.params.id));
  routes.put('/api/web-forms/:id', { config, schema: { tags, summary: 'Change or pause a form', params, body: formInputSchema, response: { 200: formSchema } } }, async (request) => changeForm(context, request.params.id, request.body));
  routes.delete('/api/web-forms/:id', { config, schema: { tags, summary: 'Remove a form', params, response: { 204: z.null() } } }, async (request, reply) => {
    await dropForm(context, request.params.id);
    return reply.status(204).send(null);
  });

  routes.get('/api/call-inlets', { config, schema: { tags, summary: 'Telephone systems that tell who rings', querystring: listQuerySchema, response: { 200: callInletListSchema } } }, async (request) => listCallInlets(context, request.query));
  routes.post('/api/call-inlets', { config, schema: { tags, summary: 'Let a telephone system tell; a secret made by us is in this answer only', body: callInletInputSchema, response: { 201: issuedCallInletSchema } } },
    async (request, reply) => reply.status(201).send(await createCallInlet(context, who(request), request.body)));
  routes.delete('/api/call-inlets/:id', { config, schema: { tags, summary: 'Hear a telephone system no more', params, response: { 204: z.null() } } }, async (request, reply) => {
    await dropCallInlet(context, request.params.id);
    return reply.status(204).send(null);
  });
  registerPublicDoors(routes, context);
}
