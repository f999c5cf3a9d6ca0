import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { getCustomerIdOf } from '../identity/merge.actions.ts';
import { refuseRestricted } from '../privacy/restrictions.actions.ts';
import { consentInputSchema, contactChannelSchema, customerConsentsSchema, preferencesInputSchema, preferencesSchema, publicOptInSchema, publicUnsubscribeSchema, purposeInputSchema, purposeKeySchema, purposeListSchema, purposeSchema, suppressInputSchema, suppressionListSchema } from './consent.contract.ts';
import { changePurpose, decideForCustomer, readCustomerConsents, readPurposes } from './customer-consents.actions.ts';
import { confirmOptIn, readOptIn, type SendOptIn } from './opt-in.actions.ts';
import { readPreferences, savePreferences, strongestSubjectOf } from './preferences.actions.ts';
import { listSuppressions, releaseAddress, suppressByHand } from './suppression.actions.ts';
import { readUnsubscribe, unsubscribe } from './unsubscribe.actions.ts';

const tags = ['consent'];
const idParams = z.object({ id: z.uuid() });
const tokenParams = z.object({ token: z.string().min(1).max(200) });
const pageQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(300).optional() });
const looking = { config: { access: { can: 'read', on: 'consent' }, looks: 'consent' } } as const;
const changing = { config: { access: { can: 'update', on: 'consent' } } } as const;
const managing = { config: { access: { can: 'manage', on: 'settings' } } } as const;
// Mail providers unsubscribe for thousands of their customers from few addresses: generous, but no flood.
const forCustomers = { access: 'public', rateLimit: { max: 3_000, timeWindow: '1 minute' } } as const;
const who = (request: FastifyRequest) => request.actor?.label ?? 'unknown';

export interface ConsentParts {
  /** Sends the link of a double opt-in; messages come after consents, so the root hands it in. */
  sendOptIn: SendOptIn;
}

export function registerConsentRoutes(routes: Routes, context: Context, parts: ConsentParts): void {
  routes.get('/api/consent-purposes', { config: { access: 'signed_in' }, schema: { tags, summary: 'What messages are for, and what each purpose needs', response: { 200: purposeListSchema } } }, async () => ({ items: await readPurposes(context) }));
  routes.put('/api/consent-purposes/:key', { ...managing, schema: { tags, summary: 'Add or change a purpose', params: z.object({ key: purposeKeySchema }), body: purposeInputSchema, response: { 200: purposeSchema } } }, (request) => changePurpose(context, request.params.key, request.body));

  routes.get('/api/customers/:id/consents', { ...looking, schema: { tags, summary: 'What a customer consented to and objected to, with the ledger', params: idParams, querystring: pageQuery, response: { 200: customerConsentsSchema } } }, (request) => readCustomerConsents(context, request.params.id, request.query));
  routes.post('/api/customers/:id/consents', { ...changing, schema: { tags, summary: 'Write down a consent or a withdrawal, or send the link of a double opt-in', params: idParams, body: consentInputSchema, response: { 200: customerConsentsSchema.extend({ optIn: z.enum(['sent', 'granted_already', 'too_many']).nullable() }) } } }, async (request) => {
    const started = await decideForCustomer(context, request.params.id, request.body, { actor: who(request), send: parts.sendOptIn });
    return { ...(await readCustomerConsents(context, request.params.id, { limit: 50 })), optIn: started?.kind ?? null };
  });
  routes.get('/api/customers/:id/preferences', { ...looking, schema: { tags, summary: 'How and when a customer wants to be reached', params: idParams, response: { 200: preferencesSchema } } }, async (request) => readPreferences(context.db, await getCustomerIdOf(context.db, request.params.id)));
  routes.put('/api/customers/:id/preferences', { ...changing, schema: { tags, summary: 'Write down how and when a customer wants to be reached', params: idParams, body: preferencesInputSchema, response: { 200: preferencesSchema } } }, async (request) => {
    const customerId = await getCustomerIdOf(context.db, request.params.id);
    await refuseRestricted(context, customerId);
    await context.db.transaction().execute(async (tx) => savePreferences(context, tx, { subject: await strongestSubjectOf(tx, customerId), by: who(request) }, request.body));
    return readPreferences(context.db, customerId);
  });

  routes.get('/api/suppressed-addresses', { ...looking, schema: { tags, summary: 'Addresses that are not used any more, newest first', querystring: pageQuery.extend({ search: z.string().max(200).optional() }), response: { 200: suppressionListSchema } } }, (request) => listSuppressions(context, request.query));
  routes.post('/api/suppressed-addresses', { ...changing, schema: { tags, summary: 'Do not use an address any more', body: suppressInputSchema, response: { 204: z.null() } } }, async (request, reply) => {
    await suppressByHand(context, request.body);
    return reply.status(204).send(null);
  });
  routes.delete('/api/suppressed-addresses/:channel/:key', { ...changing, schema: { tags, summary: 'Use an address again', params: z.object({ channel: contactChannelSchema, key: z.string().regex(/^[0-9a-f]{64}$/) }), response: { 204: z.null() } } }, async (request, reply) => {
    await releaseAddress(context, request.params);
    return reply.status(204).send(null);
  });
  registerPublicRoutes(routes, context);
}

/** Pages behind links in messages: no sign-in, no cookies; only POST changes anything. */
function registerPublicRoutes(routes: Routes, context: Context): void {
  routes.get('/api/public/unsubscribe/:token', { config: forCustomers, schema: { tags, summary: 'What an unsubscribe link is for; changes nothing', params: tokenParams, response: { 200: publicUnsubscribeSchema } } }, (request) => readUnsubscribe(context, request.params.token));
  routes.post('/api/public/unsubscribe/:token', { config: forCustomers, schema: { tags, summary: 'Unsubscribe on the page behind the link', params: tokenParams, response: { 200: publicUnsubscribeSchema } } }, async (request) => {
    await unsubscribe(context, request.params.token, 'link_page');
    return readUnsubscribe(context, request.params.token);
  });
  routes.get('/api/public/optin/:token', { config: forCustomers, schema: { tags, summary: 'What a link of a double opt-in is for; changes nothing', params: tokenParams, response: { 200: publicOptInSchema } } }, (request) => readOptIn(context, request.params.token));
  routes.post('/api/public/optin/:token', { config: forCustomers, schema: { tags, summary: 'Confirm a consent', params: tokenParams, response: { 200: publicOptInSchema } } }, (request) => confirmOptIn(context, request.params.token, { ip: request.ip, browser: request.headers['user-agent'] ?? '' }));
  void routes.register(async (scope) => {
    // RFC 8058 section 3.1: multipart/form-data or application/x-www-form-urlencoded, from a program without cookies.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 10_000 }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { token: string } }>('/u/:token', { config: forCustomers, schema: { tags, summary: 'One-click unsubscribe of RFC 8058', params: tokenParams } }, async (request, reply) => {
      if (!isOneClick(request.headers['content-type'] ?? '', typeof request.body === 'string' ? request.body : '')) throw new Problem('request.invalid', 'The body must be List-Unsubscribe=One-Click.');
      await unsubscribe(context, request.params.token, 'one_click');
      return reply.status(200).type('text/plain; charset=utf-8').send('OK');
    });
  });
}

/** Part by part: one expression over the whole body would take as long as whoever sends it wants. */
function isOneClick(contentType: string, body: string): boolean {
  if (!contentType.startsWith('multipart/form-data')) return new URLSearchParams(body.trim()).get('List-Unsubscribe') === 'One-Click';
  const lines = body.split(/\r?\n/);
  const named = lines.findIndex((line) => /\bname="?List-Unsubscribe"?/.test(line));
  const blank = named < 0 ? -1 : lines.indexOf('', named);
  return blank >= 0 && lines[blank + 1] === 'One-Click';
}
