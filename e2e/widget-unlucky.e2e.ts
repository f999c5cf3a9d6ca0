import { createServer, type Server } from 'node:http';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { readTimeline } from './customer-history.ts';
import { apiKey, type Momente, startMomente, writeKey } from './momente.ts';
import { patient, until } from './until.ts';

interface Host { momente: { push(...calls: unknown[][]): void; flush(): Promise<void> } }

/** What a page brings before our script: libraries from 2009, and somebody's own additions to everything. */
const oldLibraries = `
for (const { prototype } of [Array, String, Number]) prototype.toJSON = function () { return '!' + this; };
Object.prototype.each = function () {}; Object.prototype.plan = 'polluted'; Array.prototype.last = function () { return this[this.length - 1]; };
window.momente = [['trakc', 'Misspelt'], ['identify', 'old-1'], ['track', 'Early bird', { list: [1, 2] }]];`;
const pages: Record<string, string> = {
  '/old': `<script>${oldLibraries}</script>LOADER`,
  '/dialog': '<div id="momente">Schöne Momente</div><dialog id="basket"><button id="close">Zu</button></dialog><script>document.getElementById("basket").showModal(); document.getElementById("close").onclick = () => document.getElementById("basket").close();</script>LOADER',
  '/taken': '<script>window.momente = { of: "another library" };</script>LOADER',
  '/app': '<main id="app"><aside id="room" style="min-height: 400px"></aside></main>LOADER',
  '/ask': 'LOADER',
  '/consent': '<script>window.momente = [];</script>LOADER-ASKS',
  '/locked': '<iframe sandbox="allow-scripts" src="MOMENTE/s/framed?embed=true&lang=de" width="320" height="600"></iframe>',
  '/frame': '<iframe sandbox="allow-scripts" srcdoc="SANDBOXED"></iframe>',
};

describe('the script on a page that makes it hard', () => {
  let momente: Momente;
  let browser: Browser;
  let context: BrowserContext;
  let host: { url: string; server: Server };
  const complaints: string[] = [];
  const send = async (method: string, path: string, body: object) => {
    const answer = await fetch(`${momente.url}${path}`, { method, headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  beforeAll(async () => {
    [momente, browser] = await Promise.all([startMomente(), launchBrowser()]);
    host = await openHost(momente.url);
    const definition = { languages: ['de'], title: { de: 'Ihr Besuch' }, hidden: [], look: { showsProgress: true, allowsBack: true, isOneByOne: false }, pages: [{ id: 'main', questions: [{ kind: 'nps', id: 'nps', title: { de: 'Empfehlen Sie uns weiter?' } }] }], endings: [{ id: 'thanks', title: { de: 'Danke' } }] };
    for (const code of ['corner', 'room', 'next', 'ended', 'framed']) await send('POST', '/api/surveys', { code, kind: 'relationship', nameDe: 'Ihr Besuch', nameEn: 'Your visit', definition, publish: true });
    const rules = { trigger: { on: 'page' }, quietDays: 0, isAnonymous: true };
    await send('POST', '/api/placements', { name: 'Ecke', survey: 'corner', isLive: true, rules: { ...rules, way: 'popover', pages: ['/dialog'] } });
    await send('POST', '/api/placements', { name: 'Danach', survey: 'next', isLive: true, rules: { ...rules, way: 'popover', pages: ['/app/next'] } });
    await send('POST', '/api/placements', { name: 'Platz', survey: 'room', isLive: true, rules: { ...rules, way: 'inline', selector: '#room', pages: ['/app'] } });
    context = await browser.newContext({ locale: 'de-DE', viewport: { width: 1000, height: 700 }, reducedMotion: 'reduce' });
    context.on('weberror', (error) => complaints.push(error.error().message));
  });
  afterAll(async () => {
    await browser?.close();
    host?.server.close();
    await momente?.remove();
  });
  const open = async (path: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(`${host.url}${path}`);
    return page;
  };
  const push = (page: Page, ...calls: unknown[][]) => page.evaluate((all) => (window as never as Host).momente.push(...all), calls);
  const eventsOf = async (customer: string, last: string) => (await until(() => readTimeline(momente, `userId:${customer}`), (found) => found.some(({ kind }) => kind === last))).map(({ kind }) => kind).filter((kind) => kind !== 'identify').sort();

  it('sends what can be sent, whatever a library hung on lists and texts, and whatever else was pushed', async () => {
    const page = await open('/old');
    await page.evaluate(() => {
      const { momente } = window as never as Host;
      const circle: Record<string, unknown> = { id: 'A-17' };
      circle['self'] = circle;
      const order = { state: 'open' };
      momente.push(['track', 'In a circle', circle], ['identify', 'old-1', { circle }], ['track', 'Far too large', { text: 'x'.repeat(100_000) }], ['track', 'Half a sign', { text: 'a\ud83d' }], ['track', 'Order placed', order]);
      order.state = 'changed by the page afterwards';
    });
    expect(await eventsOf('old-1', 'Order placed')).toEqual(expect.arrayContaining(['Early bird', 'Order placed']));
    await page.evaluate(() => (window as never as Host).momente.flush());
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('momente.queue.')))).toEqual([]);
    await page.close();
    const timeline = await readTimeline(momente, 'userId:old-1');
    expect(timeline.find(({ kind }) => kind === 'Order placed')?.properties).toMatchObject({ state: 'open' });
    expect(timeline.find(({ kind }) => kind === 'Early bird')?.properties).toMatchObject({ list: [1, 2] });
  });

  it('works beside an element called momente, and waits until the page has closed its own window', async () => {
    const page = await open('/dialog');
    await page.waitForFunction(() => typeof (window as never as Host).momente.flush === 'function');
    const survey = page.locator('momente-survey');
    await push(page, ['track', 'Still in the basket']);
    await page.evaluate(() => (window as never as Host).momente.flush());
    expect(await survey.count()).toBe(0);
    await page.locator('#close').click();
    await survey.getByRole('radio', { name: /^9/ }).check();
    await page.close();
  });

  it('leaves alone what another script calls momente', async () => {
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.goto(`${host.url}/taken`);
    await expect.poll(() => said.filter((text) => text.startsWith('momente: ')), patient).toHaveLength(1);
    expect(await page.evaluate(() => JSON.stringify((window as never as Host).momente))).toBe('{"of":"another library"}');
    await page.close();
  });

  it('comes again after the page has thrown it out with everything else', async () => {
    const page = await open('/app');
    await page.getByRole('region', { name: 'Ihr Besuch' }).getByRole('radio', { name: /^9/ }).check();
    await page.evaluate(() => {
      document.querySelector('#app')?.replaceChildren();
      history.pushState(null, '', '/app/next');
    });
    const next = page.getByRole('dialog', { name: 'Ihr Besuch' });
    await next.getByRole('radio', { name: /^9/ }).check();
    // What was answered before went along.
    await expect.poll(async () => (await momente.get<{ items: object[] }>('/api/surveys/room/responses')).items.length, patient).toBe(1);
    await page.close();
  });

  it('says that a survey has ended meanwhile, and does not wait for a network that is there', async () => {
    const page = await open('/ask');
    await page.waitForFunction(() => 'momente' in window);
    await push(page, ['show', 'ended']);
    const survey = page.locator('momente-survey');
    await survey.getByRole('radio', { name: /^9/ }).check();
    await page.route('**/api/public/surveys/ended/responses/*', (route) => route.fulfill({ status: 404, contentType: 'application/problem+json', headers: { 'access-control-allow-origin': '*' }, body: '{"code":"survey.not_found"}' }));
    await survey.getByRole('button', { name: 'Absenden' }).click();
    await survey.getByText('Diese Umfrage ist beendet').waitFor();
    expect(await survey.getByText('Gerade keine Verbindung').count()).toBe(0);
    await page.close();
  });

  it('knows again who agreed on an earlier page, and forgets everything when somebody no longer agrees', async () => {
    const visitor = await browser.newContext();
    const page = await visitor.newPage();
    const kept = () => page.evaluate(() => Object.fromEntries(Object.entries({ ...localStorage }).map(([key, text]) => [key, JSON.parse(text) as Record<string, unknown>])));
    const visit = async (...calls: unknown[][]) => {
      await page.goto(`${host.url}/consent`);
      await page.waitForFunction(() => typeof (window as never as Host).momente.flush === 'function');
      const before = await kept();
      await push(page, ...calls);
      return before;
    };
    expect(await visit(['remember', true], ['identify', 'agreed-1', { plan: 'Nord M' }])).toEqual({});
    const { anonymousId } = (await kept())['momente.visitor'] ?? {};
    await visit(['remember', true], ['identify', null], ['identify', undefined], ['identify', { city: 'Kiel' }]);
    expect((await kept())['momente.visitor']).toEqual({ userId: 'agreed-1', anonymousId, traits: { plan: 'Nord M', city: 'Kiel' } });
    await visit(['remember', false], ['track', 'After that']);
    expect(await kept()).toEqual({});
    await visitor.close();
  });

  it('takes answers in a frame that forbids forms and keeping anything', async () => {
    const page = await open('/locked');
    const frame = page.frameLocator('iframe');
    await frame.getByRole('radio', { name: /^9/ }).check();
    await frame.getByRole('button', { name: 'Absenden' }).click();
    await frame.getByRole('heading', { name: 'Danke' }).waitFor();
    expect((await momente.get<{ items: object[] }>('/api/surveys/framed/responses?state=finished')).items).toHaveLength(1);
    await page.close();
  });

  it('sends events from a frame that may keep nothing', async () => {
    const page = await open('/frame');
    await expect.poll(() => page.frames().length, patient).toBe(2);
    expect(await eventsOf('frame-1', 'From a sandbox')).toEqual(['From a sandbox']);
    await page.close();
    // None of these pages has heard an error of ours.
    expect(complaints).toEqual([]);
  });
});

/** A shop of another origin. */
async function openHost(momente: string): Promise<{ url: string; server: Server }> {
  const loader = `<script async src="${momente}/widget/loader.js" data-write-key="${writeKey}"></script>`;
  const sandboxed = `<script>window.momente = [['identify', 'frame-1'], ['track', 'From a sandbox']];</script>${loader}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const server = createServer((request, response) => {
    const body = (pages[request.url ?? ''] ?? '').replace('LOADER-ASKS', loader.replace('data-write-key', 'data-remember="no" data-write-key')).replace('LOADER', loader).replace('SANDBOXED', sandboxed).replace('MOMENTE', momente);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html><html lang="de"><head><title>Laden</title></head><body><h1>Laden</h1>${body}</body></html>`);
  });
  await new Promise<void>((ready) => server.listen(0, 'localhost', ready));
  const address = server.address();
  return { server, url: `http://localhost:${address && typeof address === 'object' ? address.port : 0}` };
}
