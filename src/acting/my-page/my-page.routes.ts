import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { decideCorrection, listCorrections, proposeCorrection } from './corrections.actions.ts';
import { askForLink, endMyPage, sendCode, sendLinkTo } from './links.actions.ts';
import { askForErasure, changeConsent, changePreferences, downloadOwnData, type MyPageParts, openPage, readMyPage } from './my-page.actions.ts';
import {
  codeSchema, consentChangeSchema, correctionInputSchema, correctionListSchema, correctionQuerySchema, correctionSchema, decisionSchema, downloadRequestSchema, linkForCustomerSchema, linkRequestSchema, myLinkSentSchema, myPageSchema, openedSchema,
  openRequestSchema, preferencesChangeSchema, ticketAnswerSchema,
} from './my-page.contract.ts';

const tags = ['my page'];
const limited = (max: number) => ({ access: 'public', rateLimit: { max, timeWindow: '1 minute' } }) as const;
/** Who asks is a household or an office at most; the address itself has a limit of its own. */
const asking = limited(10);
const opening = limited(30);
const open = limited(120);
const deciding = { access: { can: 'update', on: 'case' }, looks: 'customer' } as const;

/**
 * The customer's own page. Its key travels in a header, never in an address, so it is in no log and no history of a
 * browser; no cookie is needed.
 */
export function registerMyPageRoutes(routes: Routes, context: Context, parts: MyPageParts): void {
  routes.post('/api/my/links', { config: asking, schema: { tags, summary: 'A customer asks for a link to their own page; answered alike, known or not', body: linkRequestSchema, response: { 202: z.object({ asked: z.literal(true) }) } } }, async (request, reply) => {
    await askForLink(context, request.body);
    return reply.status(202).send({ asked: true });
  });
  routes.post('/api/my/open', { config: opening, schema: { tags, summary: 'Open the page with a link, once', body: openRequestSchema, response: { 200: openedSchema } } }, (request) => openPage(context, request.body.token));
  routes.get('/api/my', { config: open, schema: { tags, summary: 'The page, for whoever holds its key', response: { 200: myPageSchema } } }, (request) => readMyPage(context, keyOf(request)));
  routes.put('/api/my/preferences', { config: open, schema: { tags, summary: 'How and when I want to be reached', body: preferencesChangeSchema, response: { 200: myPageSchema } } }, (request) => changePreferences(context, keyOf(request), request.body));
  routes.post('/api/my/consents', { config: open, schema: { tags, summary: 'Yes or no to messages for one purpose on one channel', body: consentChangeSchema, response: { 200: myPageSchema } } }, (request) => changeConsent(context, parts, keyOf(request), request.body));
  routes.post('/api/my/corrections', { config: open, schema: { tags, summary: 'Say what is wrong; staff check it', body: correctionInputSchema, response: { 202: ticketAnswerSchema } } }, async (request, reply) => reply.status(202).send(await proposeCorrection(context, keyOf(request), request.body)));
  routes.post('/api/my/code', { config: asking, schema: { tags, summary: 'Send six digits to the address behind the link', response: { 202: z.object({ addressHint: z.string(), minutes: z.number() }) } } }, async (request, reply) => reply.status(202).send(await sendCode(context, keyOf(request))));
  routes.post('/api/my/download', { config: opening, schema: { tags, summary: 'Everything that is stored about me, as a file; needs a code', body: downloadRequestSchema } }, async (request, reply) => {
    const { fileName, contentType, body } = await downloadOwnData(context, parts, keyOf(request), request.body);
    return reply.header('content-type', contentType).header('content-disposition', `attachment; filename="${fileName}"`).header('cache-control', 'no-store').send(Readable.from(body));
  });
  routes.post('/api/my/erasure', { config: opening, schema: { tags, summary: 'Ask for everything about me to be erased; needs a code', body: codeSchema, response: { 202: z.object({ asked: z.literal(true) }) } } }, async (request, reply) => {
    await askForErasure(context, parts, keyOf(request), request.body.code);
    return reply.status(202).send({ asked: true });
  });
  routes.post('/api/my/end', { config: open, schema: { tags, summary: 'Close the page for good', response: { 204: z.null() } } }, async (request, reply) => {
    await endMyPage(context, keyOf(request));
    return reply.status(204).send(null);
  });
  registerForStaff(routes, context);
}

function registerForStaff(routes: Routes, context: Context): void {
  routes.post('/api/customers/:id/my-link', { config: { access: { can: 'update', on: 'case' } }, schema: { tags, summary: 'Send a customer a link to their own page', params: z.object({ id: z.uuid() }), body: linkForCustomerSchema, response: { 202: myLinkSentSchema } } }, async (request, reply) =>
    reply.status(202).send(await sendLinkTo(context, { label: who(request) }, request.params.id, request.body.channel)));
  routes.get('/api/corrections', { config: deciding, schema: { tags, summary: 'What customers say is wrong about them', querystring: correctionQuerySchema, response: { 200: correctionListSchema } } }, (request) => listCorrections(context, request.query));
  routes.post('/api/corrections/:id/decision', { config: deciding, schema: { tags, summary: 'Accept a correction, which makes it, or decline it', params: z.object({ id: z.uuid() }), body: decisionSchema, response: { 200: correctionSchema } } }, (request) => decideCorrection(context, request.params.id, request.body, who(request)));
}

const who = (request: FastifyRequest): string => request.actor?.label ?? 'unknown';

/** @throws my_link.not_valid – the same as for a key that is wrong */
function keyOf({ headers }: FastifyRequest): string {
  const key = headers['x-momente-my'];
  if (typeof key !== 'string' || key.length < 20 || key.length > 100) throw new Problem('my_link.not_valid', 'This link does not work any more. Please ask for a new one.');
  return key;
}
