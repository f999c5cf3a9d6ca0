import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { admin, apiKey, type Momente, startNordfunk } from './momente.ts';
import { playStory } from './story.ts';

describe('from a complaint to everybody who is affected', () => {
  let momente: Momente;
  let browser: Browser;
  beforeAll(async () => {
    [momente, browser] = await Promise.all([startNordfunk(), launchBrowser()]);
  }, 420_000);
  afterAll(async () => {
    await browser?.close();
    await momente?.remove();
  });

  it('is played in the browser, from the telephone call to who was told and who was not, and why', async () => {
    const story = await playStory({ browser, url: momente.url, apiKey, admin });
    expect(story.clicksToPromise).toBeLessThanOrEqual(12);
    expect(story.sentence).toBe(`${story.told} informiert, ${story.notTold} nicht – und warum.`);
    expect(story.told).toBeGreaterThan(5);
    expect(story.notTold).toBeGreaterThanOrEqual(1); // the caller herself
    const { items } = await momente.get<{ items: { status: string }[] }>('/api/cases?search=Petersen&status=solved');
    expect(items).toHaveLength(1);
  }, 420_000);
});
