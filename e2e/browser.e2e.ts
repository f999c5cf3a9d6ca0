import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';

describe('the browser of these tests', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('renders German letters with a real typeface, not with boxes', async () => {
    const page = await browser.newPage();
    await page.setContent('<meta charset="utf-8"><span style="font: 40px sans-serif">Ä</span><br><span style="font: 40px sans-serif">\u{10FFFE}</span>');
    const [letter, box] = await page.locator('span').evaluateAll((spans) => spans.map((span) => span.getBoundingClientRect().width));
    expect(letter).toBeGreaterThan(10);
    expect(letter).not.toBe(box);
    await page.close();
  });

  it('takes a picture of a page', async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 200 } });
    await page.setContent('<h1>Kontaktpunkte</h1>');
    const picture = await page.screenshot();
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    await page.close();
  });

  it('stays alive when one of several contexts closes', async () => {
    const [first, second] = [await browser.newContext(), await browser.newContext()];
    const page = await second.newPage();
    await (await first.newPage()).setContent('<p>eins</p>');
    await first.close();
    await page.setContent('<p>zwei</p>');
    expect(await page.locator('p').textContent()).toBe('zwei');
    await second.close();
  });
});
