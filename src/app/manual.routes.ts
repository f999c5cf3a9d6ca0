import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';
import type { Routes } from '../platform/http/server.ts';
import { Manual, manualLanguages, type ManualLanguage, pictureName } from './manual.ts';

const root = resolve(import.meta.dirname, '../..');
/** It changes with a new version only; an hour later everybody has that. */
const KEPT = 'public, max-age=3600';
const HTML = 'text/html; charset=utf-8';

/** The user manual: plain pages without a script, for everybody, so that it can be read before somebody has signed in. */
export function registerManualRoutes(routes: Routes): void {
  const manual = new Manual(join(root, 'docs'));
  const stylesheet = readFileSync(join(import.meta.dirname, 'manual.css'), 'utf8');
  const open = { config: { access: 'public' as const }, schema: { hide: true } };

  routes.get('/manual', open, (request, reply) => reply.redirect(`/manual/${languageFor(request.headers['accept-language'])}/index`));
  routes.get('/manual/manual.css', open, (_request, reply) => reply.type('text/css; charset=utf-8').header('cache-control', KEPT).send(stylesheet));
  routes.get('/manual/licence', open, (_request, reply) => reply.type('text/plain; charset=utf-8').header('cache-control', KEPT).send(readFileSync(join(root, 'LICENSE'), 'utf8')));
  routes.get('/manual/images/:name', { ...open, schema: { ...open.schema, params: z.object({ name: z.string() }) } }, async (request, reply) => {
    const picture = pictureName.test(request.params.name) ? await readFile(join(root, 'docs', 'images', 'manual', request.params.name)).catch(() => null) : null;
    if (!picture) throw new Problem('resource.not_found', 'There is no such picture.');
    return reply.type('image/jpeg').header('cache-control', KEPT).send(picture);
  });
  routes.get('/manual/:language', { ...open, schema: { ...open.schema, params: z.object({ language: z.string() }) } }, (request, reply) => reply.redirect(`/manual/${knownLanguage(request.params.language) ?? 'en'}/index`));
  routes.get('/manual/:language/:page', { ...open, schema: { ...open.schema, params: z.object({ language: z.string(), page: z.string() }) } }, (request, reply) => {
    const language = knownLanguage(request.params.language);
    const page = language && manual.findPage(language, request.params.page);
    if (!page) return reply.status(404).type(HTML).send(manual.missingPage(language ?? languageFor(request.headers['accept-language'])));
    return reply.type(HTML).header('cache-control', KEPT).send(page);
  });
}

const knownLanguage = (given: string): ManualLanguage | null => manualLanguages.find((language) => language === given) ?? null;
const languageFor = (accepted: string | undefined): ManualLanguage => (/^\s*de\b/i.test(accepted ?? '') ? 'de' : 'en');
