import { sql } from 'kysely';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';
import type { Context } from '../platform/context.ts';
import type { Routes } from '../platform/http/server.ts';

const CHECK_TIMEOUT_MS = 2_000;

/** For whoever keeps the machine running: is it alive, can it work, how is it doing. No personal data, no sign-in. */
export function registerOperationRoutes(routes: Routes, context: Context): void {
  const tags = ['operation'];
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({ name: 'momente_http_request_seconds', help: 'Duration of requests by route', labelNames: ['method', 'route', 'status'] as const, buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5], registers: [registry] });
  routes.addHook('onResponse', async (request, reply) => {
    seconds.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });
  routes.get('/health', { config: { access: 'public' }, schema: { tags, response: { 200: z.object({ status: z.literal('alive') }) } } }, async () => ({ status: 'alive' as const }));
  routes.get('/ready', { config: { access: 'public' }, schema: { tags, response: { 200: z.object({ status: z.literal('ready'), history: z.string() }) } } }, async () => {
    await within(CHECK_TIMEOUT_MS, Promise.all([sql`select 1`.execute(context.db), context.history.query('select 1 as one')]));
    return { status: 'ready' as const, history: context.history.place === 'embedded' ? 'embedded' : 'remote' };
  });
  routes.get('/metrics', { config: { access: 'public' }, schema: { tags, summary: 'Prometheus metrics' } }, async (_request, reply) => reply.header('content-type', registry.contentType).send(await registry.metrics()));
}

async function within(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Problem('engine.unavailable', 'A database does not answer.')), timeoutMs);
  });
  try {
    await Promise.race([work, late]);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('engine.unavailable', 'A database cannot be reached at the moment.');
  } finally {
    clearTimeout(timer);
  }
}
