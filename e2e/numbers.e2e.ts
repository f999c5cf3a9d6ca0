import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appUpdateOn } from '../src/demo/nordfunk/listening/told-surveys.ts';
import { barometerTruth, driverTruth, kanoTruth } from '../src/demo/nordfunk/truths.ts';
import { kanoTemplate } from '../src/listening/surveys/templates/kano.logic.ts';
import { createFormat } from '../src/ui/words/format.ts';
import { expectAccessible } from './accessible.ts';
import { launchBrowser } from './browser.ts';
import { type Momente, startNordfunk } from './momente.ts';
import { readRows, resultOf } from './result-frame.ts';
import { signIn } from './sign-in.ts';
import { patient } from './until.ts';

describe('what was planted in Nordfunk, found in the page', () => {
  let momente: Momente;
  let browser: Browser;
  let desk: BrowserContext;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [momente, browser] = await Promise.all([startNordfunk(), launchBrowser()]);
    desk = await browser.newContext({ baseURL: momente.url, locale: 'de-DE', viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce', acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'] });
    desk.on('weberror', (error) => complaints.push(error.error().message));
    page = await desk.newPage();
    await signIn(page);
  }, 420_000);
  afterAll(async () => {
    await browser?.close();
    await momente?.remove();
  });

  it('has the two touchpoints that fall shortest on top of the gaps', async () => {
    await page.goto('/understanding/gaps');
    const rows = await readRows(page, 'Die größten Lücken, und wie sicher ihre Reihenfolge ist');
    const places = rows.map(([place = '']) => place.split(':')[0]);
    expect(new Set(places.slice(0, 5))).toEqual(new Set(['Reparaturstatus', 'Roaming-Rechnung']));
    await expectAccessible(page);
  });

  it('finds the drivers of recommendation in their order, and says of the others that they have no effect of their own', async () => {
    await page.goto(`/understanding/drivers?survey=${driverTruth.survey}`);
    const title = 'Wie viel jeder Treiber erklärt';
    const rows = await readRows(page, title);
    const links = await resultOf(page, title).locator('tbody th a').evaluateAll((anchors) => anchors.map((anchor) => new URL((anchor as HTMLAnchorElement).href).searchParams.get('dimension'))); // th a are anchors
    expect(links.slice(0, 3)).toEqual(driverTruth.real);
    expect(new Set(links.slice(3))).toEqual(new Set(driverTruth.none));
    for (const [name = '', share = ''] of rows.slice(3)) expect([name, Number.parseInt(share, 10) < 5]).toEqual([name, true]);
    const idle = await resultOf(page, title).getByText('Keine eigene Wirkung').textContent();
    for (const [name = ''] of rows.slice(3)) expect(idle).toContain(name);
    for (const [name = ''] of rows.slice(0, 3)) expect(idle).not.toContain(name);
    await expectAccessible(page);
  });

  it('gives a result out as a sentence, a table and pictures, with what it rests on', async () => {
    const result = resultOf(page, 'Wie viel jeder Treiber erklärt');
    await result.getByRole('button', { name: 'Als Satz kopieren' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), patient).toMatch(/^Vor allem .+ \(\d+\s% bis \d+\s%\).+ \(n = \d+ Kunden; Verfahren: Wichtigkeit nach LMG/);
    await result.getByRole('button', { name: /^Verfahren: / }).click();
    await page.getByRole('dialog').getByText('Grömping 2006').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect((await download(page, result, 'CSV')).toString('utf8')).toMatch(/^\uFEFFTreiber;Anteil;Von;Bis;.+\r\n.+;0,\d+;/);
    expect((await download(page, result, 'PNG')).subarray(1, 4).toString()).toBe('PNG');
    expect((await download(page, result, 'SVG')).toString('utf8')).toMatch(/^<svg [^>]+>.*Verfahren: Wichtigkeit nach LMG/s);
  });

  it('shows in the barometer that value for money has fallen, and nothing else', async () => {
    await page.goto(`/understanding/barometer?survey=${barometerTruth.survey}`);
    const rows = await readRows(page, 'Die Größen des Barometers: Welle 2');
    expect(rows).toHaveLength(7);
    expect(rows.filter((cells) => cells.at(-1) !== 'kann Zufall sein').map((cells) => [cells[0], cells.at(-1)])).toEqual([['Preis-Leistung', 'gesunken, mehr als Zufall']]);
    await expectAccessible(page);
  });

  it('sorts the features after Kano as customers see them, and says about which they do not agree', async () => {
    await page.goto(`/understanding/kano?survey=${kanoTruth.survey}`);
    const rows = await readRows(page, 'Wen es freut und wen es ärgert');
    const kinds = { M: 'Selbstverständlich', O: 'Je mehr, desto besser', A: 'Begeistert', I: 'Egal' };
    const kindOf = (feature: string) => rows.find(([name]) => name === wordingOf(feature))?.slice(2, 4);
    for (const [feature, kind] of Object.entries(kanoTruth.categories)) expect([feature, kindOf(feature)]).toEqual([feature, [kinds[kind], 'entschieden']]);
    expect(kindOf(kanoTruth.undecided)?.[1]).toBe('unentschieden');
    await expectAccessible(page);
  });

  it('shows scores over time and by groups', async () => {
    await page.goto('/understanding/metrics');
    await resultOf(page, /./).waitFor();
    await expectAccessible(page);
  });

  it('has raised an alarm about the app in the week of its update, with the words of customers', async () => {
    const monday = appUpdateOn(new Date());
    await page.goto('/warnings?worse=true');
    await page.getByRole('row', { name: /App: Übersicht und Verbrauch: Erlebnis/ }).first().waitFor();
    await expectAccessible(page);
    await page.getByRole('row', { name: /App: Übersicht und Verbrauch: Erlebnis/ }).first().click();
    await page.getByText(`Gewarnt wurde mit der Woche vom ${createFormat('de', 'UTC').date(monday)}`).waitFor();
    const weeks = await readRows(page, 'Der Beleg');
    const [before, after] = [weeks.filter(([week = '']) => week < dayOf(monday)), weeks.filter(([week = '']) => week >= dayOf(monday))].map((rows) => rows.map(([, lived = '']) => Number(lived.replace(',', '.'))));
    expect(Math.min(...(before ?? []).slice(-10))).toBeGreaterThan(7.3);
    expect(Math.max(...(after ?? []))).toBeLessThan(6.8);
    await page.getByRole('heading', { name: 'Was Kunden in diesen Wochen schreiben' }).waitFor();
    await expectAccessible(page);
  });

  it('tells no error to the browser', () => {
    expect(complaints).toEqual([]);
  });
});

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

async function download(page: Page, result: Locator, kind: string): Promise<Buffer> {
  await result.getByRole('button', { name: /^Herunterladen: / }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: kind }).click()]);
  await page.getByRole('menu').waitFor({ state: 'hidden' });
  return readFile(await file.path());
}

/** A feature as customers read it, without the full stop. */
function wordingOf(feature: string): string {
  const items = kanoTemplate.definition.pages.flatMap(({ questions }) => questions).flatMap((question) => (question.kind === 'pairs' ? question.items : []));
  return items.find(({ id }) => id === feature)?.text['de']?.replace(/\.$/, '') ?? '';
}
