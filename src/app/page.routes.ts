import fastifyStatic from '@fastify/static';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Routes } from '../platform/http/server.ts';
import { registerCustomerPageRoutes } from './customer-pages.routes.ts';

const folder = resolve(import.meta.dirname, '../../dist/web');

/** The built page: files by their name, every other address is answered by the page itself, which knows its routes. */
export async function registerPageRoutes(routes: Routes): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return;
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  await routes.register(fastifyStatic, { root: folder, serve: false, cacheControl: false, preCompressed: true });
  registerCustomerPageRoutes(routes);
  routes.get('/*', { config: { access: 'public' }, schema: { hide: true } }, (request, reply) => {
    const path = decodeURIComponent(request.url.split('?')[0] ?? '/');
    if (/^\/(api|v1|widget|metrics|health|ready)(\/|$)/.test(path)) return reply.callNotFound();
    if (path.startsWith('/assets/')) return reply.header('cache-control', 'public, max-age=31536000, immutable').sendFile(path.slice(1));
    if (/\.[a-z0-9]{2,5}$/i.test(path) && existsSync(join(folder, path))) return reply.header('cache-control', 'no-cache').sendFile(path.slice(1));
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page.replace('nonce=""', `nonce="${reply.cspNonce.style}"`));
  });
}
