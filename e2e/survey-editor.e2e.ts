import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Definition } from '../src/listening/surveys/definition.contract.ts';
import { expectAccessible } from './accessible.ts';
import { launchBrowser } from './browser.ts';
import { admin, apiKey, type Momente, startMomente } from './momente.ts';
import { signIn } from './sign-in.ts';

interface Draft { revision: number; definition: Definition }

/** Picks a kind in the dialog that the outline's button opens. */
async function addQuestion(page: Page, pageNumber: number, kind: string): Promise<void> {
  await page.getByRole('group', { name: `Seite ${pageNumber}`, exact: true }).getByRole('button', { name: 'Frage hinzufügen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: kind }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}
const form = (page: Page) => page.getByRole('region', { name: 'Frage bearbeiten' });
const saved = (page: Page) => page.getByText('Gespeichert', { exact: true }).waitFor();

describe('the editor of surveys', () => {
  let momente: Momente;
  let browser: Browser;
  let desk: BrowserContext;
  let page: Page;
  const complaints: string[] = [];
  const draft = () => momente.get<Draft>('/api/surveys/ihre_reparatur/draft');
  const write = (method: string, path: string, body: unknown) => fetch(`${momente.url}${path}`, { method, headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });

  beforeAll(async () => {
    [momente, browser] = await Promise.all([startMomente(), launchBrowser()]);
    await write('POST', '/api/touchpoints', { code: 'repair_status', nameDe: 'Reparaturstatus', nameEn: 'Repair status', stage: 'service', channel: 'call_center', kind: 'main' });
    desk = await browser.newContext({ baseURL: momente.url, locale: 'de-DE', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    desk.on('weberror', (error) => complaints.push(error.error().message));
    page = await desk.newPage();
    await signIn(page);
  });
  afterAll(async () => {
    await browser?.close();
    await momente?.remove();
  });

  it('begins empty, with a name and a touchpoint', async () => {
    await page.goto('/listening/new-survey');
    await page.getByRole('heading', { name: 'Nach einem Kontakt' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Leer beginnen' }).click();
    await page.getByLabel('Name auf Deutsch').fill('Ihre Reparatur');
    await page.getByLabel('Name auf Englisch').fill('Your repair');
    await page.getByRole('combobox', { name: 'Kontaktpunkt' }).click();
    await page.getByRole('option', { name: 'Reparaturstatus' }).click();
    await page.getByRole('button', { name: 'Umfrage anlegen' }).click();
    await page.waitForURL('**/listening/surveys/ihre_reparatur');
  });

  it('takes questions by hand: recommendation, pairs with dimensions, a reason for those who are unhappy, in two languages', async () => {
    await addQuestion(page, 1, 'Weiterempfehlung (NPS)');
    await page.getByRole('button', { name: 'Seite hinzufügen', exact: true }).click();
    await addQuestion(page, 2, 'Freier Text');
    await form(page).getByLabel('Frage', { exact: true }).fill('Was müssen wir ändern?');
    await page.getByRole('radiogroup', { name: 'Sprache der Texte' }).getByText('Englisch').click();
    await form(page).getByLabel('Frage', { exact: true }).fill('What must we change?');
    await page.getByRole('radiogroup', { name: 'Sprache der Texte' }).getByText('Deutsch').click();
    await form(page).getByRole('button', { name: 'Nur fragen, wenn …' }).click();
    await form(page).getByRole('group', { name: 'Nur fragen, wenn', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Seite hinzufügen', exact: true }).click();
    await addQuestion(page, 3, 'Erwartung und Erlebnis Dieselben');
    await form(page).getByRole('textbox', { name: 'Zeile 1' }).fill('Die Reparatur ging schnell');
    await expectAccessible(page);
    await saved(page);
    const { definition } = await draft();
    expect(definition.pages.map(({ questions }) => questions.map(({ kind, when }) => [kind, when]))).toEqual([[['nps', undefined]], [['text', 'nps <= 6']], [['pairs', undefined]]]);
    const [reason, pairs] = [definition.pages[1]?.questions[0], definition.pages[2]?.questions[0]];
    expect(reason?.title).toEqual({ de: 'Was müssen wir ändern?', en: 'What must we change?' });
    expect(pairs?.kind === 'pairs' && pairs.items.map(({ text, dimension }) => [text['de'], dimension])).toEqual([['Die Reparatur ging schnell', 'speed'], ['Information', 'information']]);
  });

  it('takes steps back and forth by keys, also those made by keys', async () => {
    const rows = () => page.getByRole('navigation', { name: 'Aufbau' }).locator('[data-outline]:not([data-outline=""])').evaluateAll((all) => all.map((row) => row.getAttribute('data-outline')));
    await page.locator('[data-outline="pairs"]').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(rows).toEqual(['nps', 'text', 'pairs']); // into the page before, behind the text
    await page.keyboard.press('Control+d');
    await expect.poll(rows).toEqual(['nps', 'text', 'pairs', 'pairs_2']);
    await page.locator('[data-outline="pairs_2"]').focus();
    await page.keyboard.press('Delete');
    await expect.poll(rows).toEqual(['nps', 'text', 'pairs']);
    for (const _ of [1, 2]) await page.keyboard.press('Control+z');
    await expect.poll(rows).toEqual(['nps', 'text', 'pairs']);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(rows).toEqual(['nps', 'text', 'pairs', 'pairs_2']);
    for (const _ of [1, 2]) await page.keyboard.press('Control+z');
    await saved(page);
    const { definition } = await draft();
    expect(definition.pages.map(({ questions }) => questions.map(({ id }) => id))).toEqual([['nps'], ['text'], ['pairs']]);
  });

  it('shows the ways and is tried out: who is happy is not asked for a reason', async () => {
    await page.getByRole('button', { name: 'Logik', exact: true }).click();
    await page.getByText('ist höchstens 6').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Vorschau', exact: true }).click();
    const phone = page.frameLocator('iframe[title="Vorschau auf dem Telefon"]');
    await phone.getByRole('radio', { name: '9', exact: true }).check({ force: true });
    const run = page.getByRole('region', { name: 'Probelauf: Weg dieser Antworten' });
    await run.getByText('1 Frage wird nicht gestellt: Was müssen wir ändern?').waitFor();
    await phone.getByRole('radio', { name: '2', exact: true }).check({ force: true });
    await run.getByText('1 Frage wird nicht gestellt').waitFor({ state: 'hidden' });
  });

  it('is published, and a later change says what it does to comparing', async () => {
    await page.getByRole('button', { name: 'Veröffentlichen' }).click();
    await page.getByRole('button', { name: 'Jetzt veröffentlichen' }).click();
    await page.getByText('Version 1 ist veröffentlicht.').waitFor();
    await page.getByRole('button', { name: 'Aufbau', exact: true }).click();
    await page.locator('[data-outline="nps"]').click();
    await form(page).getByLabel('Frage', { exact: true }).fill('Würden Sie uns empfehlen?');
    await page.getByRole('button', { name: 'Veröffentlichen' }).click();
    const dialog = page.getByRole('dialog', { name: 'Version 2 veröffentlichen' });
    await dialog.getByText('anders formuliert', { exact: true }).waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Abbrechen' }).click();
    await saved(page);
  });

  it('overwrites nobody: what somebody else has saved meanwhile is shown, and mine can be kept as a copy', async () => {
    const { revision, definition } = await draft();
    const theirs = await write('PUT', '/api/surveys/ihre_reparatur/draft', { revision, definition: { ...definition, title: { de: 'Von jemand anderem', en: 'By somebody else' }, pages: definition.pages.slice(0, 2) } });
    expect(theirs.status).toBe(200);
    await form(page).getByLabel('Erläuterung').fill('Von mir');
    const dialog = page.getByRole('dialog', { name: 'Jemand anders hat gespeichert' });
    await dialog.getByText('entfernt').waitFor(); // the pairs are gone in theirs
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Anderen Stand übernehmen' }).click();
    await page.locator('[data-outline="pairs"]').waitFor({ state: 'hidden' });
    expect((await draft()).definition.title['de']).toBe('Von jemand anderem');
    await page.getByRole('navigation', { name: 'Aufbau' }).getByRole('button', { name: 'Titel und Begrüßung' }).focus();
    await page.keyboard.press('Control+z'); // mine is not lost
    await page.locator('[data-outline="pairs"]').waitFor();
    await saved(page);
    expect((await draft()).definition.pages).toHaveLength(3);
  });

  it('loses nothing that was typed when the session ends meanwhile', async () => {
    await desk.clearCookies();
    await page.locator('[data-outline="text"]').click();
    await form(page).getByLabel('Erläuterung').fill('Beim Abmelden getippt');
    await page.waitForURL('**/sign-in?**');
    await page.locator('input[name="email"]').fill(admin.email);
    await page.locator('input[name="password"]').fill(admin.password);
    await page.locator('button[type="submit"]').click();
    await page.waitForURL('**/listening/surveys/ihre_reparatur');
    await expect.poll(async () => (await draft()).definition.pages.flatMap(({ questions }) => questions).find(({ id }) => id === 'text')?.help, { timeout: 10_000 }).toEqual({ de: 'Beim Abmelden getippt' });
  });

  it('comes back from the archive, and the frame for pages is called by its title', async () => {
    await page.getByRole('button', { name: 'Weitere Aktionen' }).click();
    await page.getByRole('menuitem', { name: 'Archivieren' }).click();
    await page.getByText('Niemand kann antworten').waitFor();
    await page.getByRole('tab', { name: 'Teilen' }).click();
    await page.getByText('zeigen zurzeit nur den Schlusstext').waitFor();
    expect(await page.getByLabel('Fest eingebaut').textContent()).toContain('title="Ihre Reparatur"');
    await page.getByRole('button', { name: 'Weitere Aktionen' }).click();
    await page.getByRole('menuitem', { name: 'Wieder öffnen' }).click();
    await page.getByText('Niemand kann antworten').waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
  });
});
