import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { apiKey, type Momente, startMomente } from './momente.ts';
import { signIn } from './sign-in.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}

describe('a survey, from its making to the cockpit', () => {
  let momente: Momente;
  let browser: Browser;
  let desk: BrowserContext;
  let phone: BrowserContext;
  const complaints: string[] = [];
  beforeAll(async () => {
    [momente, browser] = await Promise.all([startMomente(), launchBrowser()]);
    await fetch(`${momente.url}/api/touchpoints`, {
      method: 'POST', headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'repair_status', nameDe: 'Reparaturstatus', nameEn: 'Repair status', stage: 'service', channel: 'call_center', kind: 'main' }),
    });
    desk = await browser.newContext({ baseURL: momente.url, locale: 'de-DE', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    phone = await browser.newContext({ baseURL: momente.url, locale: 'de-DE', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, reducedMotion: 'reduce' });
    for (const context of [desk, phone]) context.on('weberror', (error) => complaints.push(error.error().message));
  });
  afterAll(async () => {
    await browser?.close();
    await momente?.remove();
  });

  it('is made on a page that shows what customers will see', async () => {
    const page = await desk.newPage();
    await signIn(page);
    await page.goto('/listening/new-survey');
    await page.getByRole('combobox', { name: 'Nach welchem Kontakt?' }).click();
    await page.getByRole('option', { name: 'Reparaturstatus' }).click();
    await page.getByLabel('Überschrift auf Deutsch').fill('Ihre Reparatur');
    await page.getByLabel('Überschrift auf Englisch').fill('Your repair');
    await page.getByRole('heading', { name: 'Ihre Reparatur' }).waitFor(); // in the preview
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Umfrage anlegen' }).click();
    await page.waitForURL('**/listening/surveys/ihre_reparatur');
    await page.getByText('Noch keine Antwort.').waitFor();
    await page.close();
  });

  it('is answered on a phone with a thumb, in a minute', async () => {
    const page = await phone.newPage();
    await page.goto('/s/ihre_reparatur');
    await page.getByRole('button', { name: 'Los geht’s' }).tap();
    const side = (name: string) => page.getByRole('group', { name });
    await side('Meine Erwartung').getByText('9', { exact: true }).tap();
    await side('Mein Erlebnis').getByText('3', { exact: true }).tap();
    await expectAccessible(page);
    const left = await side('Meine Erwartung').boundingBox();
    const right = await side('Mein Erlebnis').boundingBox();
    expect([left?.y, (left?.x ?? 0) < (right?.x ?? 0)]).toEqual([right?.y, true]); // side by side
    await page.getByRole('button', { name: 'Weiter' }).tap();
    await page.getByRole('button', { name: 'Überspringen' }).tap(); // information
    await page.getByText('2', { exact: true }).tap();
    await page.getByRole('button', { name: 'Weiter' }).tap();
    await page.getByRole('textbox').fill('Drei Wochen <script>alert(1)</script> gewartet');
    await page.getByRole('button', { name: 'Absenden' }).tap();
    await page.getByRole('heading', { name: 'Vielen Dank!' }).waitFor();
    await expectAccessible(page);
    await page.close();
  });

  it('is answered by keyboard alone, in English', async () => {
    const page = await desk.newPage();
    await page.goto('/s/ihre_reparatur?lang=en');
    await page.getByRole('button', { name: 'Start' }).press('Enter');
    await page.getByRole('radio', { name: '0 – not at all' }).first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter'); // sends the form of the screen
    await page.getByRole('button', { name: 'Skip' }).press('Enter');
    await page.getByRole('radio', { name: '10 – very likely' }).press('Space');
    await page.getByRole('button', { name: 'Next' }).press('Enter');
    await page.getByRole('button', { name: 'Send' }).press('Enter');
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
    expect(await page.title()).toBe('Thank you!');
    await page.close();
  });

  it('keeps what was answered when the network is gone, and sends it once when it is back', async () => {
    const page = await phone.newPage();
    await page.goto('/s/ihre_reparatur');
    await page.getByRole('button', { name: 'Los geht’s' }).tap();
    for (const _ of [1, 2]) await page.getByRole('button', { name: 'Überspringen' }).tap();
    await page.getByText('7', { exact: true }).tap();
    await page.getByRole('button', { name: 'Weiter' }).tap();
    await phone.setOffline(true);
    await page.getByRole('button', { name: 'Absenden' }).tap();
    await page.getByText('Ihre Antworten sind noch da.').waitFor();
    await phone.setOffline(false);
    await page.getByRole('button', { name: 'Noch einmal versuchen' }).tap();
    await page.getByRole('heading', { name: 'Vielen Dank!' }).waitFor();
    await page.close();
    const { total } = await momente.get<{ total: number }>('/api/answers?survey=ihre_reparatur');
    expect(total).toBe(3);
  });

  it('stands in the list of answers as it was written, and the cockpit withholds a score of three answers', async () => {
    const page = await desk.newPage();
    await page.goto('/listening/answers?survey=ihre_reparatur');
    await page.getByText('Drei Wochen <script>alert(1)</script> gewartet').waitFor();
    await expectAccessible(page);
    await page.goto('/cockpit');
    await page.getByText('Für ein Urteil haben in den letzten 30 Tagen noch zu wenige Kunden geantwortet (3 von 30).').waitFor();
    await expectAccessible(page);
    await page.close();
    expect(complaints).toEqual([]);
  });
});
