import { createServer, type Server } from 'node:http';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { launchBrowser } from './browser.ts';
import { findCustomers, readTimeline } from './customer-history.ts';
import { apiKey, type Momente, startMomente, writeKey } from './momente.ts';
import { patient, until } from './until.ts';

/** A shop whose style sheet spares nobody. */
const hostile = `
* { all: revert; font-size: 41px !important; line-height: 3 !important; color: rgb(200, 0, 0) !important; background: rgb(255, 255, 0) !important; letter-spacing: 5px !important; transform: none !important; opacity: .9 !important; }
html { font-size: 60px !important; }
momente-survey, body > :last-child { display: block !important; margin: 13px !important; position: relative !important; width: 300px !important; z-index: -1 !important; }
#room { min-height: 400px; width: 500px; }
div, section, dialog { display: block !important; float: left !important; border: 9px dashed blue !important; padding: 17px !important; }`;
const html = `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Laden</title><link rel="stylesheet" href="/hostile.css"><script src="/shop.js"></script><script async src="MOMENTE/widget/loader.js" data-write-key="${writeKey}"></script></head>
<body><h1>Nordfunk Laden</h1><p id="text">Ein Tarif für alle.</p><button id="buy">Kaufen</button><button id="window">Feedback</button><p id="end">Ende</p>ROOM</body></html>`;
const shopScript = `
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));
window.shifts = [];
window.moved = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    window.shifts.push(hadRecentInput ? 0 : value);
    window.moved.push(...sources.flatMap(({ node }) => (node && node.getRootNode() === document && node.localName !== 'momente-survey' ? [node.nodeName] : [])));
  }
}).observe({ type: 'layout-shift', buffered: true });
(window.momente = window.momente || []).push(['identify', 'widget-1', { email: 'wiebke@example.de', plan: 'Nord M' }]);
addEventListener('DOMContentLoaded', () => {
  document.getElementById('buy').addEventListener('click', () => window.momente.push(['track', 'Tariff bought', { order: 'A-17' }]));
  document.getElementById('window').addEventListener('click', () => window.momente.push(['show', 'talk']));
});`;

interface Shop { violations: string[]; shifts: number[]; moved: string[]; momente: { flush(): Promise<void>; track(event: string, properties: object): void } }

const untouched = { violations: [], moved: [], shift: 0 };

describe('a survey on the page of a shop', () => {
  let momente: Momente;
  let browser: Browser;
  let context: BrowserContext;
  let shop: { url: string; server: Server };
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${momente.url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const definition = {
    languages: ['de'], title: { de: 'Ihr Einkauf' }, hidden: [{ id: 'order' }], look: { showsProgress: true, allowsBack: true, isOneByOne: true },
    pages: [{ id: 'main', questions: [{ kind: 'nps', id: 'nps', title: { de: 'Empfehlen Sie uns weiter?' } }, { kind: 'text', id: 'why', lines: 'many', role: 'comment', title: { de: 'Warum?' } }] }],
    endings: [{ id: 'thanks', title: { de: 'Danke für Ihre Worte' } }],
  };
  beforeAll(async () => {
    [momente, browser] = await Promise.all([startMomente(), launchBrowser()]);
    shop = await openShop(momente.url);
    await post('/api/touchpoints', { code: 'checkout', nameDe: 'Kasse', nameEn: 'Checkout', stage: 'purchase', channel: 'web', kind: 'main' });
    for (const code of ['purchase', 'talk']) await post('/api/surveys', { code, touchpoint: 'checkout', nameDe: 'Ihr Einkauf', nameEn: 'Your purchase', definition, publish: true });
    await post('/api/placements', { name: 'Nach dem Kauf', survey: 'purchase', isLive: true, rules: { way: 'popover', trigger: { on: 'event', event: 'Tariff bought' }, pages: ['/shop/*'], visitors: 'signed_in', traits: [{ trait: 'plan', comparison: 'is', value: 'nord m' }] } });
    await post('/api/placements', { name: 'Auf Wunsch', survey: 'talk', isLive: true, rules: { way: 'modal', trigger: { on: 'call' } } });
    await post('/api/placements', { name: 'Hilfe', survey: 'talk', isLive: true, rules: { way: 'inline', selector: '#room', trigger: { on: 'page' }, pages: ['/help'], quietDays: 0, isAnonymous: true } });
    context = await browser.newContext({ locale: 'de-DE', viewport: { width: 1000, height: 700 }, reducedMotion: 'reduce' });
  });
  afterAll(async () => {
    await browser?.close();
    shop?.server.close();
    await momente?.remove();
  });

  const look = (page: Page) => page.evaluate(() => ['body', 'h1', '#text', '#buy', '#end'].map((selector) => {
    const element = document.querySelector(selector);
    const style = element && getComputedStyle(element);
    return { selector, box: JSON.stringify(element?.getBoundingClientRect()), style: style && Object.fromEntries(Array.from(style, (name) => [name, style.getPropertyValue(name)])) };
  }));
  const shopOf = (page: Page) => page.evaluate(() => {
    const { violations, shifts, moved } = window as never as Shop;
    return { violations, moved, shift: shifts.reduce((sum, value) => sum + value, 0) };
  });

  it('comes after an event, is answered, and leaves the page as it was', async () => {
    const page = await context.newPage();
    await page.goto(`${shop.url}/shop/tariffs`);
    const before = await look(page);
    await page.locator('#buy').click();
    const survey = page.locator('momente-survey');
    await survey.getByText('Empfehlen Sie uns weiter?').waitFor();
    // It takes no focus: whoever types goes on typing.
    await expect.poll(() => page.evaluate(() => document.activeElement?.id), patient).toBe('buy');
    expect([await look(page), await shopOf(page)]).toEqual([before, untouched]);
    const panel = survey.getByRole('dialog', { name: 'Ihr Einkauf' });
    const box = await panel.boundingBox();
    // In its corner, at its size, whatever the page says about all elements.
    expect([box?.width, (box?.x ?? 0) + (box?.width ?? 0), (box?.y ?? 0) + (box?.height ?? 0)]).toEqual([400, 984, 684]);
    expect(await survey.getByRole('heading', { name: 'Empfehlen Sie uns weiter?' }).evaluate((heading) => [getComputedStyle(heading).color === 'rgb(200, 0, 0)', Number.parseFloat(getComputedStyle(heading).fontSize) < 30])).toEqual([false, true]);
    await survey.getByRole('radio', { name: /^9/ }).press('Space');
    await survey.getByRole('button', { name: 'Weiter' }).click();
    await survey.getByRole('textbox').fill('Ging schnell');
    await expectAccessible(page);
    await survey.getByRole('button', { name: 'Absenden' }).click();
    await survey.getByText('Danke für Ihre Worte').waitFor();
    await survey.getByRole('button', { name: 'Schließen' }).first().click();
    await survey.waitFor({ state: 'detached' });
    expect(await look(page)).toEqual(before);
    expect(await shopOf(page)).toMatchObject({ violations: [], moved: [] });
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await page.close();

    const timeline = await until(() => readTimeline(momente, 'userId:widget-1'), (found) => found.length >= 3);
    expect(timeline.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['identify', 'Tariff bought']));
    expect((await findCustomers(momente, 'userId:widget-1'))[0]).toMatchObject({ traits: { email: 'wiebke@example.de' } });
    const { items } = await momente.get<{ items: { source: string; state: string }[] }>('/api/surveys/purchase/responses');
    expect(items).toMatchObject([{ source: 'widget', state: 'finished' }]);
    const { items: placements } = await momente.get<{ items: { survey: string; shown: number; answered: number }[] }>('/api/placements');
    expect(placements.find(({ survey }) => survey === 'purchase')).toMatchObject({ shown: 1, answered: 1 });
  });

  it('does not come again: not in this browser, and not for this customer in another', async () => {
    const other = await browser.newContext({ locale: 'de-DE' });
    for (const [where, asked] of [[context, 0], [other, 1]] as const) {
      const page = await where.newPage();
      let asks = 0;
      page.on('request', (request) => (asks += Number(request.url().endsWith('/ask'))));
      await page.goto(`${shop.url}/shop/tariffs`);
      const answered = asked === 0 ? Promise.resolve(null) : page.waitForResponse((response) => response.url().endsWith('/ask'));
      await page.locator('#buy').click();
      expect(await (await answered)?.json()).toEqual(asked === 0 ? undefined : { show: false });
      await page.evaluate(() => (window as never as Shop).momente.flush());
      expect([await page.locator('momente-survey').count(), asks]).toEqual([0, asked]);
      await page.close();
    }
    await other.close();
  });

  it('comes in front when the visitor asks for it: the focus stays in it, Escape closes it and gives the focus back', async () => {
    const page = await context.newPage();
    await page.goto(`${shop.url}/`);
    const before = await look(page);
    await page.locator('#window').click();
    const survey = page.locator('momente-survey');
    await survey.getByRole('dialog', { name: 'Ihr Einkauf' }).waitFor();
    const focused = new Set<string>();
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab');
      focused.add(await page.evaluate(() => document.activeElement?.localName ?? ''));
    }
    expect([...focused].filter((name) => name !== 'momente-survey' && name !== 'body')).toEqual([]);
    await page.keyboard.press('Escape');
    await survey.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.id), patient).toBe('window');
    expect(await look(page)).toEqual(before);
    expect((await shopOf(page)).violations).toEqual([]);
    await page.close();
  });

  it('fills the room that the page keeps for it, without moving what stands below', async () => {
    const page = await context.newPage();
    await page.goto(`${shop.url}/help`);
    const survey = page.getByRole('region', { name: 'Ihr Einkauf' });
    await survey.getByText('Empfehlen Sie uns weiter?').waitFor();
    expect(await page.locator('#room').evaluate((room) => room.clientHeight)).toBe(400);
    expect(await shopOf(page)).toEqual(untouched);
    await page.close();
  });

  it('keeps events while there is no network, and the next page sends each once', async () => {
    const page = await context.newPage();
    await page.goto(`${shop.url}/`);
    await page.evaluate(() => (window as never as Shop).momente.flush());
    await context.setOffline(true);
    await page.evaluate(async () => {
      const { momente } = window as never as Shop;
      momente.track('Called without a network', { n: 1 });
      await momente.flush();
    });
    await page.close();
    await context.setOffline(false);
    const next = await context.newPage();
    await next.goto(`${shop.url}/`);
    const found = await until(() => readTimeline(momente, 'userId:widget-1'), (timeline) => timeline.some(({ kind }) => kind === 'Called without a network'));
    expect(found.filter(({ kind }) => kind === 'Called without a network')).toHaveLength(1);
    await next.close();
  });
});

/** Another origin, with a content security policy that allows Momente by name and nothing inline. */
async function openShop(momente: string): Promise<{ url: string; server: Server }> {
  const policy = `default-src 'none'; script-src 'self' ${momente}; connect-src ${momente}; img-src ${momente}; style-src 'self'; base-uri 'none'; require-trusted-types-for 'script'`;
  const files: Record<string, [string, string]> = { '/hostile.css': ['text/css', hostile], '/shop.js': ['text/javascript', shopScript] };
  const server = createServer((request, response) => {
    const [type, text] = files[request.url ?? ''] ?? ['text/html', html.replace('MOMENTE', momente).replace('ROOM', request.url === '/help' ? '<aside id="room"></aside><p>Unter der Umfrage</p>' : '')];
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy }).end(text);
  });
  await new Promise<void>((ready) => server.listen(0, 'localhost', ready));
  const address = server.address();
  return { server, url: `http://localhost:${address && typeof address === 'object' ? address.port : 0}` };
}
