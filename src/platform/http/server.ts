import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../context.ts';
import type { Access, Actor, DeclaredRoute } from './access.ts';
import { type LookKeeper, registerActing } from './acting.ts';
import { registerIdempotency } from './idempotency.ts';
import { answerError, sendProblem } from './problems.ts';
import { createLimits } from './rate-limits.ts';
import { type Patience, registerSlowBodies } from './slow-bodies.ts';
import { bareSecurityHeaders, registerSecurityHeaders } from './security-headers.ts';

export type Routes = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;

export interface ServerOptions {
  log: FastifyBaseLogger;
  /** Finds out who asks; null when no or no valid credentials came. @throws key.invalid */
  authenticate(request: FastifyRequest): Promise<Actor | null>;
  /** Registers the routes of all slices. */
  register(routes: Routes): void | Promise<void>;
  /** Whether cookies and links may assume https. */
  secure: boolean;
  /** Where writes with an Idempotency-Key are remembered; without, the header means nothing. */
  stores?: Pick<Context, 'db' | 'vault'>;
  /** Where looks at personal data are written down; without, they are not. */
  looks?: LookKeeper;
  /** How long a body may take to come. */
  patience?: Patience;
}

const BODY_LIMIT_BYTES = 1_048_576;
const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
export const REQUEST_HEADER = 'x-momente-request';

/** An HTTP server in which a route without a declared access cannot be registered. */
export async function createServer(options: ServerOptions): Promise<Routes> {
  const server = fastify({ loggerInstance: options.log, bodyLimit: BODY_LIMIT_BYTES, trustProxy: 'loopback', logController: new LogController({ disableRequestLogging: true }), requestIdHeader: false, routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true }, frameworkErrors: (error, request, reply) => void answerError(error, request, reply.headers(bareSecurityHeaders(options.secure))) }).withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler((error: Error, request, reply) => answerError(error, request, reply));
  // Many programs name a content type for a DELETE without a body; that is nothing, not bad JSON.
  const readJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => (body === '' ? done(null, undefined) : readJson(request, String(body), done)));
  server.setNotFoundHandler((request, reply) => sendProblem(reply, new Problem('route.not_found', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`), request.id));
  server.decorateRequest('actor', null);

  registerSlowBodies(server, options.patience);
  const declaredRoutes: DeclaredRoute[] = [];
  server.decorate('declaredRoutes', declaredRoutes);
  server.addHook('onRoute', (route) => {
    if (route.config?.access === undefined) throw new Error(`Route ${String(route.method)} ${route.url} declares no access. Say who may call it: config: { access: … }.`);
    const { access, looks } = route.config;
    declaredRoutes.push(...[route.method].flat().filter((method) => method !== 'HEAD').map((method) => ({ method, url: route.url, access, looks })));
  });
  // First of all, so that refusals carry them too.
  await registerSecurityHeaders(server, options.secure);
  await server.register(rateLimit, { global: false });
  const limits = createLimits(server);
  server.addHook('onRequest', async (request, reply) => {
    const access = request.routeOptions.config.access;
    if (access === 'write_key') return limits.limitWriteKey(request, reply);
    if (access === undefined || access === 'public') return;
    request.actor = await options.authenticate(request);
    if (request.actor?.kind === 'key') await limits.limitKey(request, reply);
    refuseStrangers(request, access);
  });

  registerActing(server, options.looks);
  if (options.stores) registerIdempotency(server, options.stores);
  await server.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Momente', version: '1', description: 'Customer Experience Management on your own machine.' } }, transform: jsonSchemaTransform });
  server.get('/api/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => server.swagger());
  await options.register(server);
  return server;
}

function refuseStrangers(request: FastifyRequest, access: Exclude<Access, 'public' | 'write_key'>): void {
  const { actor, routeOptions: { config } } = request;
  if (!actor) throw new Problem('session.required', 'Please sign in, or send an API key as "Authorization: Bearer …".');
  if (actor.byCookie && writes.has(request.method) && request.headers[REQUEST_HEADER] === undefined) throw new Problem('request.forged', `Writes with a cookie need the header ${REQUEST_HEADER}: 1.`);
  if (actor.secondFactorMissing && !config.beforeSecondFactor) throw new Problem('second_factor.missing', 'Your role needs a second factor. Set one up first: until then nothing else is open.');
  if (actor.viewsAs && writes.has(request.method)) throw new Problem('view_as.read_only', 'You are looking through another role: nothing can be changed. Go back to your own role first.');
  if (access !== 'signed_in' && !actor.can(access.can, access.on)) throw new Problem('permission.denied', 'Your role does not allow this.', { action: access.can, subject: access.on });
}
