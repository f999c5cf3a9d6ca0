import { z } from 'zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import {
  type Ask, askedSchema, askSchema, placementChangeSchema, placementInputSchema, placementListQuerySchema, placementListSchema, placementSchema, placementStateSchema, publicPlacementSchema, publicPlacementsQuerySchema, publicPlacementsSchema,
  siteChangeSchema, siteListQuerySchema, siteListSchema, siteSchema,
} from './placements.contract.ts';
import { changePlacement, createPlacement, getPlacement, listPlacementsFor, removePlacement, switchPlacement } from './placements.actions.ts';
import { askToShow, type PlacementParts, readLive } from './show-surveys.actions.ts';
import { changeSite, findSiteSource, listPageOfSites } from './sites.actions.ts';
import { registerAddressRoutes } from './addresses.routes.ts';
import { registerTestPage, TEST_ELEMENT } from './test-page.routes.ts';

const tags = ['placements'];
const read = { access: { can: 'read', on: 'survey' } } as const;
const update = { access: { can: 'update', on: 'survey' } } as const;
const params = z.object({ id: z.uuid() });
/** Each page view of the company's site asks, and a whole office may sit behind one address. */
const forPages = { access: 'public', rateLimit: { max: 3_000, timeWindow: '1 minute' } } as const;
const ASK_BYTES = 4_000;
/** What a page was told it may go on with for so long, so that most page views ask nobody. */
const KEPT_SECONDS = 60;

export function registerPlacementsRoutes(routes: Routes, context: Context, parts: PlacementParts): void {
  routes.get('/api/placements', { config: read, schema: { tags, summary: 'Which survey shows where on the company’s pages, newest first', querystring: placementListQuerySchema, response: { 200: placementListSchema } } },
    (request) => listPlacementsFor(context, actorOf(request), request.query));
  routes.post('/api/placements', { config: update, schema: { tags, summary: 'Show a survey on the company’s pages', body: placementInputSchema, response: { 201: placementSchema } } },
    async (request, reply) => reply.status(201).send(await createPlacement(context, actorOf(request), request.body)));
  routes.get('/api/placements/:id', { config: read, schema: { tags, summary: 'One placement', params, response: { 200: placementSchema } } },
    (request) => getPlacement(context, actorOf(request), request.params.id));
  routes.put('/api/placements/:id', { config: update, schema: { tags, summary: 'Change a placement', params, body: placementChangeSchema, response: { 200: placementSchema } } },
    (request) => changePlacement(context, actorOf(request), request.params.id, request.body));
  routes.put('/api/placements/:id/state', { config: update, schema: { tags, summary: 'Switch a placement on or off', params, body: placementStateSchema, response: { 200: placementSchema } } },
    (request) => switchPlacement(context, actorOf(request), request.params.id, request.body.isLive));
  routes.delete('/api/placements/:id', { config: update, schema: { tags, summary: 'Show it no more', params, response: { 204: z.null() } } }, async (request, reply) => {
    await removePlacement(context, actorOf(request), request.params.id);
    return reply.status(204).send(null);
  });
  routes.get('/api/placements/:id/preview', { config: read, schema: { tags, summary: 'What the script on a page would get of one placement, live or not', params, response: { 200: publicPlacementSchema } } }, async (request) => {
    const { id, survey, rules } = await getPlacement(context, actorOf(request), request.params.id);
    // As the test page needs it: there is one element, and no address but its own.
    return { id, survey, rules: { ...rules, selector: rules.way === 'inline' ? TEST_ELEMENT : null, pages: [], exceptPages: [] } };
  });

  routes.get('/api/widget-sites', { config: update, schema: { tags, summary: 'Sources whose key pages carry, and which pages may', querystring: siteListQuerySchema, response: { 200: siteListSchema } } },
    (request) => listPageOfSites(context, request.query));
  routes.put('/api/widget-sites/:id', { config: update, schema: { tags, summary: 'Say which pages may use the key of a source; none: any', params, body: siteChangeSchema, response: { 200: siteSchema } } },
    (request) => changeSite(context, request.params.id, request.body.origins));

  registerPublicRoutes(routes, context, parts);
  registerAddressRoutes(routes, context);
  registerTestPage(routes);
}

/** For the script on other people's pages. No cookies; the write key says whose page it is. */
function registerPublicRoutes(routes: Routes, context: Context, parts: PlacementParts): void {
  routes.get('/api/public/placements', { config: forPages, schema: { tags, summary: 'For the script on a page: what may show there', querystring: publicPlacementsQuerySchema, response: { 200: publicPlacementsSchema } } }, async (request, reply) => {
    const source = await sourceOf(context, request, request.query.writeKey);
    void allowAll(reply).header('cache-control', `public, max-age=${KEPT_SECONDS}`);
    return { placements: source ? await readLive(context, source) : [] };
  });
  void routes.register(async (scope) => {
    // As text: a browser sends that to another origin without asking first, which would cost the visitor a second trip.
    scope.addContentTypeParser('text/plain', { parseAs: 'string', bodyLimit: ASK_BYTES }, (_request, body, done) => {
      try {
        done(null, JSON.parse(String(body)));
      } catch {
        done(new Problem('request.malformed_json', 'The body is not valid JSON.'));
      }
    });
    scope.post<{ Params: { id: string }; Body: Ask }>('/api/public/placements/:id/ask', { config: forPages, bodyLimit: ASK_BYTES, schema: { tags, summary: 'For the script on a page: whether it may show a survey now', params, body: askSchema, response: { 200: askedSchema } } }, async (request, reply) => {
      const { writeKey, ...showing } = request.body;
      void allowAll(reply);
      const source = await sourceOf(context, request, writeKey);
      return { show: source !== null && (await askToShow(context, source, parts, { placement: request.params.id, ...showing })) };
    });
  });
}

function allowAll(reply: FastifyReply): FastifyReply {
  return reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin', vary: 'origin' });
}

/** @returns null for a page that the source does not name: it is told nothing */
function sourceOf(context: Context, { headers }: FastifyRequest, writeKey: string): ReturnType<typeof findSiteSource> {
  return findSiteSource(context, writeKey, typeof headers.origin === 'string' ? headers.origin.slice(0, 300) : null);
}
