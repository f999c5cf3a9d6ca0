import { z } from 'zod';
import type { Routes } from '../../platform/http/server.ts';

/** A page that carries the script, to try a placement before it is live. */
export function registerTestPage(routes: Routes): void {
  routes.get('/widget/test', { config: { access: 'public' }, schema: { hide: true, querystring: z.object({}) } }, async (_request, reply) => reply.type('text/html; charset=utf-8').send('<!doctype html>'));
}
