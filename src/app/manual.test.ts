import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type Routes } from '../platform/http/server.ts';
import { registerManualRoutes } from './manual.routes.ts';
import { manualLanguages, manualPages } from './manual.ts';

const docs = resolve(import.meta.dirname, '../../docs');
const everyPage = manualLanguages.flatMap((language) => manualPages.map((page) => ({ language, page })));

describe('the manual', () => {
  let server: Routes;
  beforeAll(async () => {
    server = await createServer({ log: pino({ level: 'silent' }), secure: false, authenticate: () => Promise.resolve(null), register: registerManualRoutes });
  });
  afterAll(() => server.close());
  const open = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });

  it('has the same pages in both languages, and no file that the menu does not name', () => {
    for (const language of manualLanguages) {
      expect(readdirSync(resolve(docs, language)).filter((name) => name.endsWith('.md')).sort()).toEqual(manualPages.map((page) => `${page}.md`).sort());
    }
  });

  it.each(everyPage)('opens /manual/$language/$page without signing in, as a page that names its language, its licence and the way back', async ({ language, page }) => {
    const answer = await open(`/manual/${language}/${page}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('public, max-age=3600');
    expect(answer.body).toContain(`<html lang="${language}">`);
    expect(answer.body).toContain('<a href="/">');
    expect(answer.body).toContain('<a href="/manual/licence">GNU AGPL');
    expect(answer.body.match(/<h1 /g)).toHaveLength(1);
  });

  it('holds nothing that the content security policy would stop: no script, no inline style', async () => {
    for (const { language, page } of everyPage) expect((await open(`/manual/${language}/${page}`)).body).not.toMatch(/<script|<style|style="|javascript:/i);
  });

  it('links only to pages and headings that exist', async () => {
    for (const { language, page } of everyPage) {
      const { body } = await open(`/manual/${language}/${page}`);
      for (const [, target = '', anchor] of body.matchAll(/href="(\/manual\/[^"#]*)(?:#([^"]*))?"/g)) {
        const linked = await open(target);
        expect(linked.statusCode, `${target} linked from ${language}/${page}`).toBe(200);
        expect(linked.body).toContain(anchor === undefined ? '' : `id="${anchor}"`);
      }
    }
  });

  it('names every role of the table of rights in both languages', async () => {
    expect((await open('/manual/en/settings')).body).toContain('<th>touchpoint owner</th>');
    expect((await open('/manual/de/settings')).body).toContain('<th>Kontaktpunkt-Verantwortung</th>');
  });

  it('answers 404 with a way on for pages and languages that it does not have', async () => {
    for (const url of ['/manual/de/nothing', '/manual/fr/index', '/manual/de/__proto__', '/manual/en/index.md']) {
      const answer = await open(url, { 'accept-language': 'de-DE,de;q=0.9' });
      expect(answer.statusCode).toBe(404);
      expect(answer.body).toContain('<a href="/manual/');
    }
    expect((await open('/manual/fr/index', { 'accept-language': 'de-DE' })).body).toContain('Diese Seite gibt es nicht');
  });

  it('never leaves its folder, however the address is written', async () => {
    const outside = readFileSync(resolve(docs, 'glossary.md'), 'utf8').slice(0, 40);
    for (const url of ['/manual/de/..%2Fglossary', '/manual/de/%2e%2e%2fglossary', '/manual/..%2F..%2Fdocs/glossary', '/manual/de/..%5Cglossary', '/manual/de/index%00', '/manual/de/..%252Fglossary']) {
      const answer = await open(url);
      expect(answer.statusCode).toBe(404);
      expect(answer.body).not.toContain(outside);
    }
  });

  it('leads to the language of the browser', async () => {
    expect((await open('/manual', { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' })).headers.location).toBe('/manual/de/index');
    expect((await open('/manual', { 'accept-language': 'fr-FR,de;q=0.5' })).headers.location).toBe('/manual/en/index');
    expect((await open('/manual/de')).headers.location).toBe('/manual/de/index');
  });

  it('serves its stylesheet and the text of the licence', async () => {
    expect((await open('/manual/manual.css')).headers['content-type']).toBe('text/css; charset=utf-8');
    expect((await open('/manual/licence')).body).toContain('GNU AFFERO GENERAL PUBLIC LICENSE');
  });
});
