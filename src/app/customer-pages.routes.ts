import type { FastifyReply } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Routes } from '../platform/http/server.ts';

const folder = resolve(import.meta.dirname, '../../dist/widget');
const open = { config: { access: 'public' as const }, schema: { hide: true } };
const CHANGES_AFTER_SECONDS = 300;

/**
 * What customers load (dist/widget): the page of a survey, the kiosk, the editor's preview, and the scripts for other
 * people's pages. Needs @fastify/static, which page.routes.ts registers.
 */
export function registerCustomerPageRoutes(routes: Routes): void {
  if (!existsSync(join(folder, 'answer.html'))) return;
  const pages = { answer: read('answer.html'), kiosk: read('kiosk.html'), preview: read('preview.html') };

  // Scripts of other people's pages may load these; nothing in them depends on who asks.
  routes.get<{ Params: { '*': string } }>('/widget/*', open, (request, reply) => {
    const path = request.params['*'];
    if (!/^(assets\/)?[\w-]+(\.[\w-]+)?\.(js|css|svg|woff2)$/.test(path) || !existsSync(join(folder, path))) return reply.callNotFound();
    // Names of assets change with their content. The others keep their name, so a page asks again after some minutes.
    const keeps = path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : `public, max-age=${CHANGES_AFTER_SECONDS}, stale-while-revalidate=86400`;
    return reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin', 'timing-allow-origin': '*', 'cache-control': keeps }).sendFile(path, folder);
  });

  routes.get('/s/preview', open, (_request, reply) => sendPage(framedBy(reply, "'self'"), pages.preview));
  // A page of the company's may show the survey in a frame: it knows no cookies and nobody is signed in to it.
  routes.get<{ Querystring: { embed?: string } }>('/s/:code', open, (request, reply) => sendPage(request.query.embed === 'true' ? framedBy(reply, '*') : reply, pages.answer));

  // A worker looks after the addresses below its own.
  routes.get('/kiosk/worker.js', open, (_request, reply) => reply.header('cache-control', 'no-cache').sendFile('kiosk-worker.js', folder));
  routes.get('/kiosk/:code', open, (_request, reply) => sendPage(reply.header('permissions-policy', 'fullscreen=(self), screen-wake-lock=(self), camera=(), microphone=(), geolocation=()'), pages.kiosk));
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(html);
}

/** @param who - source for `frame-ancestors` */
function framedBy(reply: FastifyReply, who: "'self'" | '*'): FastifyReply {
  const policy = String(reply.getHeader('content-security-policy')).replace("frame-ancestors 'none'", `frame-ancestors ${who}`);
  return reply.removeHeader('x-frame-options').headers({ 'content-security-policy': policy, ...(who === '*' ? { 'cross-origin-opener-policy': 'unsafe-none', 'cross-origin-resource-policy': 'cross-origin' } : {}) });
}
