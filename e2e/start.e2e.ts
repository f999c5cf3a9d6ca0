import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type Momente, startMomente } from './momente.ts';
import { signIn } from './sign-in.ts';

describe('npm start', () => {
  let momente: Momente;
  let browser: Browser;
  beforeAll(async () => {
    [momente, browser] = await Promise.all([startMomente({ program: 'scripts/start.mjs' }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await momente?.remove();
  });

  it('answers for operation: alive, ready, measured', async () => {
    for (const path of ['/health', '/ready', '/metrics']) {
      const answer = await fetch(`${momente.url}${path}`);
      expect([path, answer.status]).toEqual([path, 200]);
    }
  });

  it('serves a page on which the administrator signs in, without an error in its console', async () => {
    const context = await browser.newContext({ baseURL: momente.url, locale: 'de-DE' });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    // A failed request is told in the console too, and "not signed in yet" is one.
    page.on('console', (message) => message.type() === 'error' && !message.text().includes('401') && complaints.push(message.text()));
    await page.goto('/sign-in');
    await page.locator('html[lang="de"] h1').waitFor();
    await signIn(page);
    await page.locator('main').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('stops cleanly on Ctrl-C and starts again on the same data', async () => {
    expect(await momente.stop()).toBe(0);
    const { dataFolder } = momente;
    momente = await startMomente({ dataFolder });
    await expect(momente.get('/api/customers')).resolves.toMatchObject({ items: [] });
  });

  it('starts again after kill -9', async () => {
    await momente.kill();
    const { dataFolder } = momente;
    momente = await startMomente({ dataFolder });
    await expect(momente.get('/api/customers')).resolves.toMatchObject({ items: [] });
  });
});
