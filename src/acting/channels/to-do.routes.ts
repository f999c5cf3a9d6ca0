import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { confirmNotice, readNotices } from './notices.actions.ts';
import { cancelLetter, listCalls, listLetters, readLettersPdf, readToDoCounts, refuseForeignCall, refuseForeignLetters, settleCall, settleLetters, type TellSettled } from './to-do.actions.ts';
import { callOutcomeSchema, letterIdsSchema, letterListSchema, letterPdfQuerySchema, letterQuerySchema, noticeCallSchema, noticeListSchema, phoneTaskListSchema, phoneTaskQuerySchema, toDoCountsSchema } from './to-do.contract.ts';

const tags = ['channels'];
const idParams = z.object({ id: z.uuid() });
// Letters and calls are messages to customers that somebody does by hand: whoever works on requests may do them.
const looking = { config: { access: { can: 'read', on: 'case' }, looks: 'customer' } } as const;
const doing = { config: { access: { can: 'update', on: 'case' } } } as const;
/** Nobody without an actor comes this far; none would see nothing. */
const scopeOf = ({ actor }: Pick<FastifyRequest, 'actor'>): readonly string[] | null => (actor ? actor.departments : []);
const who = (request: FastifyRequest) => request.actor?.label ?? 'unknown';

export function registerToDoRoutes(routes: Routes, context: Context, tell: TellSettled): void {
  routes.get('/api/to-do', { config: { access: { can: 'read', on: 'case' } }, schema: { tags, summary: 'How many letters and calls wait', response: { 200: toDoCountsSchema } } }, (request) => readToDoCounts(context, scopeOf(request)));
  routes.get('/api/letters', { ...looking, schema: { tags, summary: 'Letters that wait to be printed, or were printed', querystring: letterQuerySchema, response: { 200: letterListSchema } } }, (request) => listLetters(context, { ...request.query, departments: scopeOf(request) }));
  routes.get('/api/letters/pdf', { ...looking, schema: { tags, summary: 'Several letters as one PDF', querystring: letterPdfQuerySchema } }, async (request, reply) => {
    await refuseForeignLetters(context, request.query.ids, scopeOf(request));
    const { pdf, customerIds } = await readLettersPdf(context, request.query.ids);
    request.lookedAt = customerIds;
    return reply.type('application/pdf').header('content-disposition', 'inline; filename="letters.pdf"').send(pdf);
  });
  routes.post('/api/letters/printed', { ...doing, schema: { tags, summary: 'These letters are printed and on their way', body: letterIdsSchema, response: { 200: z.object({ printed: z.number() }) } } }, async (request) => {
    await refuseForeignLetters(context, request.body.ids, scopeOf(request));
    return { printed: await settleLetters(context, request.body.ids, who(request), tell) };
  });
  routes.delete('/api/letters/:id', { ...doing, schema: { tags, summary: 'Take a letter back before it is printed', params: idParams, response: { 204: z.null() } } }, async (request, reply) => {
    await refuseForeignLetters(context, [request.params.id], scopeOf(request));
    await cancelLetter(context, request.params.id, tell);
    return reply.status(204).send(null);
  });

  routes.get('/api/phone-tasks', { ...looking, schema: { tags, summary: 'Calls to make, or settled ones', querystring: phoneTaskQuerySchema, response: { 200: phoneTaskListSchema } } }, (request) => listCalls(context, { ...request.query, departments: scopeOf(request) }));
  routes.post('/api/phone-tasks/:id/calls', { ...doing, schema: { tags, summary: 'Somebody called: reached or not', params: idParams, body: callOutcomeSchema, response: { 204: z.null() } } }, async (request, reply) => {
    await refuseForeignCall(context, request.params.id, scopeOf(request));
    await settleCall(context, request.params.id, request.body, { by: who(request), tell });
    return reply.status(204).send(null);
  });
  registerNoticeRoutes(routes, context, tell);
}

/** For the company's own page, from any origin: the signature says who asks, no cookie does. */
function registerNoticeRoutes(routes: Routes, context: Context, tell: TellSettled): void {
  const config = { access: 'public', rateLimit: { max: 6_000, timeWindow: '1 minute' } } as const;
  void routes.register(async (scope) => {
    scope.addHook('onRequest', async (_request, reply) => {
      void reply.headers({ 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type', 'access-control-allow-methods': 'POST', 'access-control-max-age': '86400', 'cross-origin-resource-policy': 'cross-origin' });
    });
    scope.options('/api/public/notices', { config, schema: { hide: true } }, async (_request, reply) => reply.status(204).send());
    scope.options('/api/public/notices/*', { config, schema: { hide: true } }, async (_request, reply) => reply.status(204).send());
    const typed: Routes = scope.withTypeProvider();
    typed.post('/api/public/notices', { config, schema: { tags, summary: 'Notices for a customer who is signed in on the company’s page', body: noticeCallSchema, response: { 200: noticeListSchema } } }, (request) => readNotices(context, request.body, tell));
    typed.post('/api/public/notices/:id/acknowledgement', { config, schema: { tags, summary: 'The customer has read a notice', params: idParams, body: noticeCallSchema, response: { 204: z.null() } } }, async (request, reply) => {
      await confirmNotice(context, request.params.id, request.body);
      return reply.status(204).send(null);
    });
  });
}
