import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { findCustomers, readTimeline } from './customer-history.ts';
import { type Momente, startMomente, writeKey } from './momente.ts';
import { until } from './until.ts';

const program = `
  import { AnalyticsBrowser } from '@segment/analytics-next';
  const { writeKey, cdnURL } = Object.fromEntries(new URLSearchParams(location.search));
  window.analytics = AnalyticsBrowser.load({ writeKey, cdnURL });
`;

describe('@segment/analytics-next in a browser', () => {
  let momente: Momente;
  let browser: Browser;
  let shop: { url: string; server: Server };
  const folder = mkdtempSync(join(tmpdir(), 'momente-shop-'));
  beforeAll(async () => {
    [momente, browser, shop] = await Promise.all([startMomente(), launchBrowser(), openShop(folder)]);
  });
  afterAll(async () => {
    await browser?.close();
    shop?.server.close();
    await momente?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function visit(): Promise<Page> {
    const page = await browser.newPage({ locale: 'de-DE' });
    await page.goto(`${shop.url}/?${new URLSearchParams({ writeKey, cdnURL: momente.url }).toString()}`);
    return page;
  }
  /** Calls the library as the page of a shop does. */
  const call = (page: Page, method: string, ...args: unknown[]) =>
    page.evaluate(async ([name, values]) => void (await (window as never as { analytics: Record<string, (...all: unknown[]) => Promise<unknown>> }).analytics[String(name)]?.(...(values as unknown[]))), [method, args] as const);
  const anonymousIdOf = (page: Page) => page.evaluate(async () => (await (window as never as { analytics: Promise<[{ user(): { anonymousId(): string } }]> }).analytics)[0].user().anonymousId());

  it('sends from a shop at another address; what a visitor did before signing in belongs to the customer afterwards', async () => {
    const page = await visit();
    await call(page, 'page', 'Tariffs');
    await call(page, 'track', 'Tariff compared', { tariff: 'Nord M' });
    const visitor = await anonymousIdOf(page);
    const before = await until(() => readTimeline(momente, `anonymousId:${visitor}`), (found) => found.length >= 2);
    expect(before.map(({ kind, channel }) => [kind, channel]).sort()).toEqual([['Tariff compared', 'web'], ['page', 'web']]);
    expect(await findCustomers(momente, 'userId:browser-1')).toEqual([]);

    await call(page, 'identify', 'browser-1', { name: 'Jonas Petersen', email: 'jonas@example.de' });
    await call(page, 'track', 'Tariff bought', { tariff: 'Nord M' });
    const after = await until(() => readTimeline(momente, 'userId:browser-1'), (found) => found.length >= 4);
    expect(after.map(({ kind }) => kind).sort()).toEqual(['Tariff bought', 'Tariff compared', 'identify', 'page']);
    const [customer] = await findCustomers(momente, `anonymousId:${visitor}`);
    expect(customer).toMatchObject({ name: 'Jonas Petersen', traits: { email: 'jonas@example.de' } });
    expect((await findCustomers(momente, 'userId:browser-1'))[0]?.id).toBe(customer?.id);
    await page.close();
  });

  it('keeps two visitors apart', async () => {
    const [one, two] = await Promise.all([visit(), (async () => (await browser.newContext()).newPage())()]);
    await two.goto(one.url());
    await call(one, 'identify', 'browser-2', { name: 'Ada' });
    await call(two, 'identify', 'browser-3', { name: 'Grace' });
    const [ada] = await until(() => findCustomers(momente, 'userId:browser-2'), (found) => found.length > 0);
    const [grace] = await until(() => findCustomers(momente, 'userId:browser-3'), (found) => found.length > 0);
    expect([ada?.name, grace?.name, ada?.id === grace?.id]).toEqual(['Ada', 'Grace', false]);
    await two.context().close();
    await one.close();
  });
});

/** A shop's page on an address of its own, with the library in its bundle. */
async function openShop(folder: string): Promise<{ url: string; server: Server }> {
  writeFileSync(join(folder, 'shop.js'), program);
  const library = join(import.meta.dirname, '..', 'node_modules', '@segment', 'analytics-next');
  await build({
    root: folder, configFile: false, logLevel: 'error', resolve: { alias: { '@segment/analytics-next': library } },
    build: { outDir: join(folder, 'dist'), minify: false, lib: { entry: join(folder, 'shop.js'), formats: ['es'], fileName: () => 'shop.js' } },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') return void response.setHeader('content-type', 'text/html').end('<!doctype html><title>Nordfunk</title><script type="module" src="/shop.js"></script>');
    if (!/^\/[\w.-]+\.m?js$/.test(path)) return void response.writeHead(404).end();
    response.setHeader('content-type', 'text/javascript').end(readFileSync(join(folder, 'dist', path)));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  return { server, url: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}` };
}
