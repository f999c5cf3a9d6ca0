import { z } from 'zod';
import type { Routes } from '../platform/http/server.ts';
import type { Demo } from './demo.ts';

const stateSchema = z.object({ state: z.enum(['absent', 'loading', 'loaded', 'failed']), share: z.number().min(0).max(1), step: z.string() });

export function registerDemoRoutes(routes: Routes, demo: Demo): void {
  const tags = ['demo'];
  routes.get('/api/demo', { config: { access: 'signed_in' }, schema: { tags, response: { 200: stateSchema } } }, () => demo.read());
  routes.post('/api/demo', { config: { access: { can: 'create', on: 'demo' } }, schema: { tags, response: { 202: stateSchema } } }, async (_request, reply) => {
    await demo.start();
    return reply.status(202).send(await demo.read());
  });
}
