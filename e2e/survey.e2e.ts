import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { launchBrowser } from './browser.ts';
import { apiKey, type Momente, startMomente } from './momente.ts';
import { signIn } from './sign-in.ts';

describe('a survey, from a template to the cockpit', () => {
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

  it('starts from a template that names its source, and is published as it is', async () => {
    const page = await desk.newPage();
    await signIn(page);
    await page.goto('/listening/new-survey');
    await page.getByRole('button', { name: /Nach dem Kontakt: Erwartung und Erlebnis/ }).click();
    await page.getByText('A Cognitive Model of the Antecedents and Consequences of Satisfaction Decisions').waitFor();
    await page.getByLabel('Name auf Deutsch').fill('Ihre Reparatur');
    await page.getByLabel('Name auf Englisch').fill('Your repair');
    await page.getByRole('combobox', { name: 'Kontaktpunkt' }).click();
    await page.getByRole('option', { name: 'Reparaturstatus' }).click();
    await page.getByRole('button', { name: 'Umfrage anlegen' }).click();
    await page.waitForURL('**/listening/surveys/ihre_reparatur');
    await page.getByRole('button', { name: 'Veröffentlichen' }).click();
    await page.getByRole('button', { name: 'Jetzt veröffentlichen' }).click();
    await page.getByText('Version 1 ist veröffentlicht.').waitFor();
    await page.close();
  });

  it('is answered on a phone with a thumb, in a minute', async () => {
    const page = await phone.newPage();
    await page.goto('/s/ihre_reparatur');
    const pair = page.getByRole('group', { name: 'Es ging schnell' });
    await pair.getByRole('radiogroup', { name: 'Meine Erwartung' }).getByRole('radio', { name: '9', exact: true }).tap();
    await pair.getByRole('radiogroup', { name: 'Mein Erlebnis' }).getByRole('radio', { name: '3', exact: true }).tap();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Weiter' }).tap();
    await page.getByRole('heading', { name: 'Wie zufrieden sind Sie insgesamt?' }).waitFor();
    await page.getByRole('button', { name: 'Überspringen' }).tap();
    await page.getByRole('heading', { name: 'weiterempfehlen' }).waitFor();
    await page.getByRole('radio', { name: '2', exact: true }).tap();
    await page.getByRole('button', { name: 'Weiter' }).tap();
    await page.getByRole('textbox').fill('Drei Wochen <script>alert(1)</script> gewartet');
    await page.getByRole('button', { name: 'Absenden' }).tap();
    await page.getByRole('heading', { name: 'Vielen Dank!' }).waitFor();
    await page.close();
  });

  it('stands in the list of answers as it was written, and the cockpit withholds a score of one answer', async () => {
    const page = await desk.newPage();
    await page.goto('/listening/answers?survey=ihre_reparatur');
    await page.getByText('Drei Wochen <script>alert(1)</script> gewartet').waitFor();
    await expectAccessible(page);
    await page.goto('/cockpit');
    await page.getByText('Für ein Urteil haben in den letzten 30 Tagen noch zu wenige Kunden geantwortet (1 von 30).').waitFor();
    await expectAccessible(page);
    await page.close();
    expect(await momente.get('/api/answers?survey=ihre_reparatur')).toMatchObject({ total: 1, items: [{ touchpoint: 'repair_status', nps: 2, csat: null, pairs: [{ dimension: 'speed', expectation: 9, experience: 3 }] }] });
    expect(complaints).toEqual([]);
  });
});
