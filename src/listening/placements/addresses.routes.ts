import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { addressInputSchema, addressListQuerySchema, addressListSchema, addressSchema, posterQuerySchema, shortSchema } from './addresses.contract.ts';
import { createAddress, followAddress, getAddress, listAddressesFor, removeAddress } from './addresses.actions.ts';
import { surveyCodeInPathSchema } from './placements.contract.ts';
import { printPoster } from './poster.actions.ts';
import { qrSvg } from './qr-code.logic.ts';

const tags = ['placements'];
const read = { access: { can: 'read', on: 'survey' } } as const;
const update = { access: { can: 'update', on: 'survey' } } as const;
const surveyParams = z.object({ code: surveyCodeInPathSchema });
const params = surveyParams.extend({ short: shortSchema });

/** Short addresses for paper, with their QR codes and posters. */
export function registerAddressRoutes(routes: Routes, context: Context): void {
  routes.get('/api/surveys/:code/addresses', { config: read, schema: { tags, summary: 'Short addresses of a survey, newest first', params: surveyParams, querystring: addressListQuerySchema, response: { 200: addressListSchema } } },
    (request) => listAddressesFor(context, actorOf(request), request.params.code, request.query));
  routes.post('/api/surveys/:code/addresses', { config: update, schema: { tags, summary: 'A short address for paper', params: surveyParams, body: addressInputSchema, response: { 201: addressSchema } } },
    async (request, reply) => reply.status(201).send(await createAddress(context, actorOf(request), request.params.code, request.body)));
  routes.delete('/api/surveys/:code/addresses/:short', { config: update, schema: { tags, summary: 'Take a short address out of use', params, response: { 204: z.null() } } }, async (request, reply) => {
    await removeAddress(context, actorOf(request), request.params.code, request.params.short);
    return reply.status(204).send(null);
  });
  routes.get('/api/surveys/:code/addresses/:short/qr.svg', { config: read, schema: { tags, summary: 'The QR code of a short address, as a picture of any size', params, produces: ['image/svg+xml'] } }, async (request, reply) => {
    const { url, name } = await getAddress(context, actorOf(request), request.params.code, request.params.short);
    return reply.type('image/svg+xml; charset=utf-8').header('content-disposition', `attachment; filename="qr-${request.params.short}.svg"`).send(qrSvg(url, `${name}: ${url}`));
  });
  routes.get('/api/surveys/:code/addresses/:short/poster.pdf', { config: read, schema: { tags, summary: 'A poster with the QR code of a short address, to print', params, querystring: posterQuerySchema, produces: ['application/pdf'] } }, async (request, reply) => {
    const pdf = await printPoster(context, actorOf(request), { survey: request.params.code, short: request.params.short }, request.query);
    return reply.type('application/pdf').header('content-disposition', `attachment; filename="poster-${request.params.short}-${request.query.paper}.pdf"`).send(pdf);
  });

  // What is printed stays short and goes on to the survey; no cache remembers it, so that each opening counts.
  routes.get('/k/:short', { config: { access: 'public', rateLimit: { max: 300, timeWindow: '1 minute' } }, schema: { tags, summary: 'From a short address on to its survey', params: z.object({ short: shortSchema }) } },
    async (request, reply) => reply.header('cache-control', 'no-store').redirect(await followAddress(context, request.params.short), 302));
}
