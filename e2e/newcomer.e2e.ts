import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { launchBrowser } from './browser.ts';
import { type Momente, startMomente } from './momente.ts';
import { scoresFile } from './newcomer-file.ts';
import { signIn } from './sign-in.ts';
import { patient } from './until.ts';

const bytesOf = async (page: Page, path: string) => (await page.request.get(path)).text();

describe('a newcomer with a file from German Excel', () => {
  let momente: Momente;
  let browser: Browser;
  let desk: BrowserContext;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    [momente, browser] = await Promise.all([startMomente(), launchBrowser()]);
    desk = await browser.newContext({ baseURL: momente.url, locale: 'de-DE', timezoneId: 'Europe/Berlin', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    desk.on('weberror', (error) => complaints.push(error.error().message));
    page = await desk.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await momente?.remove();
  });

  it('is shown the way from the empty house', async () => {
    await signIn(page);
    await page.getByRole('heading', { name: 'Womit möchten Sie anfangen?' }).waitFor();
    await page.getByRole('button', { name: 'Datei einlesen' }).click();
    await page.getByRole('heading', { name: 'Welche Datei möchten Sie einlesen?' }).waitFor();
    await expectAccessible(page);
    for (const path of ['/customers', '/touchpoints', '/cockpit', '/listening']) {
      await page.goto(path);
      await page.locator('main').getByText(/einlesen/).first().waitFor(); // every empty page says it too
    }
  });

  it('sees what is in the file, and every row as it is read', async () => {
    await page.goto('/listening/imports');
    await page.locator('input[type="file"]').setInputFiles({ name: 'bewertungen.csv', mimeType: 'text/csv', buffer: scoresFile(new Date()) });
    await page.getByRole('heading', { name: 'Das sieht nach Bewertungen aus' }).waitFor();
    await page.getByText('97 Zeilen · CSV mit Semikolon, Windows-1252 · eine Zeile mit Überschriften').waitFor();
    const live = page.getByRole('complementary', { name: 'So lesen wir Ihre Zeilen' });
    await live.getByText('Rückruf').first().waitFor(); // with its umlaut
    await live.getByText('Erwartung (Soll) 8,5').first().waitFor(); // with its comma
    await page.getByText('Alles ist zugeordnet.').waitFor();
    await expectAccessible(page);
  });

  it('finds the work again after a reload', async () => {
    await page.getByRole('textbox', { name: 'Bedeutung von Name' }).or(page.getByRole('combobox', { name: 'Bedeutung von Name' })).click();
    const kept = page.waitForResponse((response) => response.request().method() === 'PUT' && response.url().endsWith('/profile'));
    await page.getByRole('option', { name: 'Nicht einlesen' }).click();
    await kept;
    await page.reload();
    const name = page.getByRole('textbox', { name: 'Bedeutung von Name' }).or(page.getByRole('combobox', { name: 'Bedeutung von Name' }));
    await name.waitFor();
    await expect.poll(() => name.inputValue(), patient).toBe('Nicht einlesen');
  });

  it('is told what would happen, and which row stays out for which reason', async () => {
    await page.getByRole('button', { name: 'Prüfen' }).last().click();
    await page.getByText('Von 97 Zeilen kommen herein: 96 neu. 1 Zeile bleibt draußen.').waitFor();
    const refused = page.getByRole('row', { name: /Erlebnis zwölf/ });
    await expect.poll(() => refused.getByRole('cell').first().textContent(), patient).toBe('98');
    await expectAccessible(page);
    const href = await page.getByRole('link', { name: 'Als CSV herunterladen' }).getAttribute('href');
    expect(await bytesOf(page, href ?? '')).toContain('zwölf');
  });

  it('brings it in and reads where customers expect more than they get', async () => {
    await page.getByRole('button', { name: '96 Zeilen einlesen' }).click();
    await page.getByRole('heading', { name: 'Ihre Daten sind da' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Rangliste ansehen' }).click();
    // Rückruf: 8.5 expected by 32 customers, 4.5 lived by them
    await page.getByText('Bei Rückruf erwarten Kunden 8,5 und erleben 4,5', { exact: false }).or(page.getByText(/Rückruf/).first()).first().waitFor();
    const rows = page.getByRole('table').getByRole('row');
    await expect.poll(() => rows.nth(1).textContent(), patient).toContain('Rückruf');
    await expect.poll(() => rows.nth(1).textContent(), patient).toContain('−4,0');
    await expect.poll(() => rows.count(), patient).toBe(4); // heading and three touchpoints
  });

  it('keeps the assignment, and finds it again when the same headings come', async () => {
    await page.goto('/listening/imports');
    await page.getByRole('link', { name: 'bewertungen.csv' }).click();
    await page.getByRole('button', { name: 'Zuordnung speichern' }).click();
    await page.getByText('Gespeichert als „bewertungen“.').waitFor();
    await page.goto('/listening/imports');
    await page.locator('input[type="file"]').setInputFiles({ name: 'bewertungen-neu.csv', mimeType: 'text/csv', buffer: scoresFile(new Date()) });
    const known = page.getByText('Diese Überschriften kennen wir: Die Zuordnung „bewertungen“ ist schon eingestellt.');
    await known.waitFor();
    await expect.poll(() => page.getByRole('combobox', { name: 'Gespeicherte Zuordnung' }).or(page.getByRole('textbox', { name: 'Gespeicherte Zuordnung' })).inputValue(), patient).toBe('bewertungen');
  });

  it('takes it all back', async () => {
    await page.goto('/listening/imports');
    await page.getByRole('link', { name: 'bewertungen.csv' }).click();
    await page.getByRole('button', { name: 'Import zurücknehmen' }).click();
    await page.getByText('32 Kunden verschwinden').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Alles zurücknehmen' }).click();
    await page.getByRole('heading', { name: 'Alles ist wieder wie vorher' }).waitFor();
    expect((await momente.get<{ items: unknown[] }>('/api/customers')).items).toEqual([]);
    expect((await momente.get<{ total: number }>('/api/touchpoints')).total).toBe(0);
  });

  it('works the same on a phone, in English, and by keyboard', async () => {
    const phone = await browser.newContext({ baseURL: momente.url, locale: 'en-GB', timezoneId: 'Europe/Berlin', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, reducedMotion: 'reduce' });
    await phone.addInitScript(() => localStorage.setItem('momente.language', 'en'));
    const small = await phone.newPage();
    await signIn(small);
    await small.goto('/listening/imports');
    await small.locator('input[type="file"]').setInputFiles({ name: 'ratings.csv', mimeType: 'text/csv', buffer: scoresFile(new Date()) });
    await small.getByRole('heading', { name: /ratings/ }).first().waitFor();
    await expectAccessible(small);
    expect(await small.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await small.getByRole('button', { name: 'Check' }).last().press('Enter');
    await small.getByText('Of 97 rows these come in: 96 new. 1 row stays out.').waitFor();
    await expectAccessible(small);
    await phone.close();
    expect(complaints).toEqual([]);
  });
});
