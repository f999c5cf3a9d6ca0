import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { launchBrowser } from './browser.ts';
import { apiKey, type Momente, startMomente } from './momente.ts';
import { signIn } from './sign-in.ts';
import { patient } from './until.ts';

const bert = { email: 'bert@nordfunk.example', password: 'Noch-ein-gutes-Kennwort-8' };
const subjects = ['Kein Empfang seit Dienstag', 'Rechnung September zu hoch', 'Umzug nach Kassel', 'Router startet neu'];

describe('the desk', () => {
  let momente: Momente;
  let browser: Browser;
  let office: BrowserContext;
  let page: Page;
  let customerId: string;
  const cases: string[] = [];
  const complaints: string[] = [];

  const call = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(momente.url + path, { method, headers: { authorization: `Bearer ${apiKey}`, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? ({} as Answer) : JSON.parse(text);
  };
  const openAs = async (options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> => {
    const context = await browser.newContext({ baseURL: momente.url, locale: 'de-DE', timezoneId: 'Europe/Berlin', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options });
    context.on('weberror', (error) => complaints.push(error.error().message));
    return context;
  };
  const row = (subject: string) => page.locator('li[data-index]').filter({ hasText: subject }).getByRole('link');

  beforeAll(async () => {
    [momente, browser] = await Promise.all([startMomente(), launchBrowser()]);
    await call('PUT', '/api/departments/service', { nameDe: 'Kundenbetreuung', nameEn: 'Customer care' });
    ({ id: customerId } = await call<{ id: string }>('POST', '/api/customers', { kind: 'person', identifiers: [{ kind: 'email', value: 'max@example.de' }, { kind: 'phone', value: '+4915112345678' }], traits: { name: 'Max Berger', email: 'max@example.de', phone: '+4915112345678' } }));
    for (const [index, subjectLine] of subjects.entries()) {
      const { id } = await call<{ id: string }>('POST', '/api/cases', { customerId, channel: 'mail', subjectLine, text: `Guten Tag,\n${subjectLine}. Bitte helfen Sie mir.`, priority: index === 0 ? 'urgent' : 'normal', department: 'service' });
      cases.push(id);
    }
    const { link } = await call<{ link: string }>('POST', '/api/invitations', { email: bert.email, role: 'agent', departments: [] });
    await call('POST', `/api/invitations/${link.split('/').at(-1)}/acceptance`, { name: 'Bert Maier', password: bert.password, language: 'de' });
    office = await openAs();
    page = await office.newPage();
    await signIn(page);
  });
  afterAll(async () => {
    await browser?.close();
    await momente?.remove();
  });

  it('is worked with the keyboard alone, from the list to a promise', async () => {
    await page.goto('/desk?view=all&sort=priority');
    await row('Kein Empfang').waitFor();
    await page.keyboard.press('j');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), patient).toContain('Kein Empfang');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Kein Empfang/ }).waitFor();
    await page.keyboard.press('a');
    await page.getByRole('button', { name: /Bearbeiter: / }).waitFor();
    await page.keyboard.press('n');
    const note = page.getByRole('textbox', { name: 'Interne Notiz' });
    await note.waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')), patient).toBe('Interne Notiz');
    await page.keyboard.type('Netz ist in Ordnung, eine Zusage fehlt: jaemz');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('listitem').filter({ hasText: 'Netz ist in Ordnung' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count(), patient).toBe(0); // the letters of the note were only letters
    await page.keyboard.press('p');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id), patient).toBe('promise-line');
    await page.keyboard.type('Rückruf morgen um 14 Uhr');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Nachrichten, Notizen und Ereignisse' }).getByText(/Zusage gegeben/).waitFor();
  });

  it('snoozes, solves and takes back by keyboard', async () => {
    await page.locator('#main').focus();
    await page.keyboard.press('z');
    await page.getByRole('dialog').getByRole('button', { name: /Morgen früh/ }).press('Enter');
    await page.getByRole('button', { name: 'Jetzt wieder vorlegen' }).press('Enter');
    await page.locator('#main').focus();
    await page.keyboard.press('e');
    await page.getByRole('button', { name: 'Status: Gelöst' }).waitFor();
    await page.getByRole('alert').filter({ hasText: 'Status: Gelöst' }).getByRole('button', { name: 'Rückgängig' }).press('Enter');
    await page.getByRole('button', { name: 'Status: Offen' }).waitFor();
    await page.locator('#main').focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Tasten am Arbeitsplatz' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.locator('#main').focus();
    await page.keyboard.press('/');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type')), patient).toBe('search');
  });

  it('keeps what somebody was writing across a reload', async () => {
    await page.goto(`/desk/${cases[2]}?view=all`);
    const reply = page.getByRole('textbox', { name: 'Antwort an den Kunden' });
    await reply.fill('Guten Tag Herr Berger, das geht');
    await page.reload();
    await expect.poll(() => reply.textContent(), patient).toBe('Guten Tag Herr Berger, das geht');
    await page.getByRole('button', { name: 'Verwerfen' }).click();
    await page.reload();
    await reply.waitFor();
    await expect.poll(() => reply.textContent(), patient).toBe('');
  });

  it('shows two agents each other, and lets neither answer unawares', async () => {
    const second = await openAs();
    const other = await second.newPage();
    await signIn(other, bert);
    await page.goto(`/desk/${cases[1]}?view=all`);
    await other.goto(`/desk/${cases[1]}?view=all`);
    await page.getByText('Bert Maier sieht sich das auch an').waitFor();
    await page.getByRole('textbox', { name: 'Antwort an den Kunden' }).fill('Guten Tag, wir prüfen die Rechnung.');
    await other.getByText(/schreibt gerade/).waitFor();
    await other.getByRole('textbox', { name: 'Antwort an den Kunden' }).fill('Die Gutschrift ist unterwegs.');
    await other.getByRole('button', { name: 'Senden', exact: true }).click();
    const guard = page.getByRole('alert').filter({ hasText: 'Bert Maier hat inzwischen geantwortet' });
    await guard.waitFor();
    await expect.poll(() => guard.textContent(), patient).toContain('Die Gutschrift ist unterwegs.');
    await expectAccessible(page);
    await guard.getByRole('button', { name: 'Meinen Text überarbeiten' }).click();
    await guard.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Senden', exact: true }).click();
    await page.getByRole('textbox', { name: 'Antwort an den Kunden' }).and(page.locator(':empty, :has(.is-editor-empty)')).waitFor();
    const { items } = await call<{ items: { kind: string; direction: string | null }[] }>('GET', `/api/cases/${cases[1]}/entries`);
    expect(items.filter(({ kind, direction }) => kind === 'message' && direction === 'outbound').length).toBe(2);
    await second.close();
  });

  it('shows HTML of others without running or loading anything', async () => {
    await call('POST', `/api/cases/${cases[3]}/replies`, { html: '<p>Guten Tag <b>Herr Berger</b></p><script>top.document.title = "gekapert"</script><img src="https://track.example/p.gif" onerror="alert(1)">' });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`/desk/${cases[3]}?view=all`);
    const frame = page.locator('iframe[title^="Nachricht von"]');
    await frame.waitFor();
    expect(await frame.getAttribute('sandbox')).not.toContain('allow-scripts');
    await page.frameLocator('iframe[title^="Nachricht von"]').getByText('Herr Berger').waitFor();
    await page.getByText('Bilder aus dem Internet sind ausgeblendet.').waitFor();
    expect(asked.filter((url) => url.includes('track.example'))).toEqual([]);
    await page.getByRole('button', { name: 'Bilder zeigen' }).click();
    await expect.poll(() => asked.filter((url) => url.includes('track.example')).length, patient).toBe(1);
    expect(asked.find((url) => url.includes('track.example'))).toContain(`${momente.url}/api/cases/`); // the server asks, not the reader
  });

  it('changes many at once and takes it back', async () => {
    await page.goto('/desk?view=all&sort=oldest');
    await row('Umzug').waitFor();
    for (const subject of ['Umzug', 'Router']) await page.locator('li[data-index]').filter({ hasText: subject }).getByRole('checkbox').click();
    await page.getByRole('group', { name: 'Ausgewählte Vorgänge ändern' }).getByRole('button', { name: 'Mehr' }).click();
    await page.getByRole('menuitem', { name: 'Dringend' }).click();
    await page.getByText('2 Vorgänge geändert.').waitFor();
    expect((await call<{ priority: string }>('GET', `/api/cases/${cases[2]}`)).priority).toBe('urgent');
    await page.getByRole('alert').filter({ hasText: '2 Vorgänge geändert.' }).getByRole('button', { name: 'Rückgängig' }).click();
    await expect.poll(async () => (await call<{ priority: string }>('GET', `/api/cases/${cases[2]}`)).priority, patient).toBe('normal');
  });

  it('moves its counters when something happens elsewhere', async () => {
    await page.goto('/desk?view=unassigned');
    const tab = page.getByRole('navigation', { name: 'Ansichten' }).getByRole('button', { name: /Ohne Bearbeiter/ });
    await tab.waitFor();
    const before = Number((await tab.textContent())?.replaceAll(/\D/g, ''));
    await call('POST', '/api/cases', { customerId, channel: 'web', subjectLine: 'Von anderswo' });
    await row('Von anderswo').waitFor();
    await expect.poll(async () => Number((await tab.textContent())?.replaceAll(/\D/g, '')), patient).toBe(before + 1);
  });

  it('fills in texts, snippets and colleagues while somebody writes', async () => {
    const text = (name: string, source: string, more: object = {}) => call('POST', '/api/templates', { name, texts: [{ language: 'de', subjectLine: '', source }], ...more });
    await text('Eingang bestätigen', 'Guten Tag {{ customer.name }}, wir prüfen {{ case.number }}.');
    await text('Etwas anderes', 'Auf Wiedersehen');
    await text('Freundlicher Gruß', 'Freundliche Grüße, {{ agent.name }}', { kind: 'snippet', shortcut: 'gruss' });
    const { number } = await call<{ number: string }>('GET', `/api/cases/${cases[2]}`);
    await page.goto(`/desk/${cases[2]}?view=all`);
    const reply = page.getByRole('textbox', { name: 'Antwort an den Kunden' });
    await reply.waitFor();
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await page.getByRole('textbox', { name: 'Texte suchen' }).fill('prüfen');
    const found = page.getByRole('option', { name: /Eingang bestätigen/ });
    await found.waitFor();
    await expectAccessible(page);
    await found.click();
    await expect.poll(() => reply.textContent(), patient).toContain(`Guten Tag Max Berger, wir prüfen ${number}.`);
    await reply.press('Control+End');
    await page.keyboard.type(' ;gru');
    await page.getByRole('listbox', { name: 'Vorschläge' }).getByRole('option', { name: /;gruss/ }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => reply.textContent(), patient).toMatch(/Freundliche Grüße, \S+/);
    await expect.poll(() => reply.textContent(), patient).not.toContain(';gru');
    await page.getByRole('button', { name: 'Verwerfen' }).click();

    await page.getByText('Notiz', { exact: true }).click();
    const note = page.getByRole('textbox', { name: 'Interne Notiz' });
    await note.waitFor();
    await note.click();
    await page.keyboard.type('Bitte ansehen @Bert');
    await page.getByRole('option', { name: 'Bert Maier' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('listitem').filter({ hasText: 'Bitte ansehen @Bert Maier' }).waitFor();
    expect((await call<{ watchers: { name: string }[] }>('GET', `/api/cases/${cases[2]}`)).watchers.map(({ name }) => name)).toContain('Bert Maier');
  });

  it('sends files along and gives them back, and takes no programs', async () => {
    await page.goto(`/desk/${cases[2]}?view=all`);
    await page.getByRole('textbox', { name: 'Antwort an den Kunden' }).fill('Anbei Ihre Rechnung.');
    const chooser = page.locator('input[type=file]');
    await chooser.setInputFiles({ name: 'rechnung.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
    await page.getByRole('alert').getByRole('button', { name: 'Schließen' }).click();
    await chooser.setInputFiles({ name: 'Rechnung für März.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 hundert Euro') });
    await page.locator('li[aria-busy=false]').filter({ hasText: 'Rechnung für März.pdf' }).waitFor();
    await page.getByRole('button', { name: 'Senden', exact: true }).click();
    const link = page.getByRole('list', { name: 'Anhänge' }).getByRole('link', { name: /Rechnung für März\.pdf/ });
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('Rechnung für März.pdf');
    expect(readFileSync(await download.path(), 'utf8')).toBe('%PDF-1.7 hundert Euro');
  });

  it('joins what belongs together, parts what does not, and ties what is alike', async () => {
    const { id: lena } = await call<{ id: string }>('POST', '/api/customers', { kind: 'person', identifiers: [{ kind: 'email', value: 'lena@example.de' }], traits: { name: 'Lena Vogt' } });
    const open = async (subjectLine: string) => call<{ id: string; number: string }>('POST', '/api/cases', { customerId: lena, channel: 'mail', subjectLine, text: `${subjectLine}, bitte melden.` });
    const [twin, survivor, alike] = [await open('Doppelt gemeldet'), await open('Zuerst gemeldet'), await open('Ganz ähnlich')];
    await page.goto(`/desk/${twin.id}?view=all`);
    await page.getByRole('heading', { level: 1, name: /Doppelt gemeldet/ }).waitFor();
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /Zuerst gemeldet/ }).waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: /Zuerst gemeldet/ }).click();
    await dialog.getByRole('button', { name: `In ${survivor.number} übernehmen` }).click();
    await page.getByRole('heading', { level: 1, name: /Zuerst gemeldet/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/desk/${survivor.id}`);
    const conversation = page.getByRole('list', { name: 'Nachrichten, Notizen und Ereignisse' });
    await conversation.getByText('Doppelt gemeldet, bitte melden.').waitFor();

    await page.getByRole('button', { name: 'Mehr zu diesem Vorgang' }).click();
    await page.getByRole('menuitem', { name: 'Teil abtrennen' }).click();
    await dialog.getByRole('textbox', { name: 'Betreff des neuen Vorgangs' }).fill('Doch etwas Eigenes');
    await dialog.getByRole('checkbox', { name: /Doppelt gemeldet, bitte melden/ }).check();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Abtrennen' }).click();
    await page.getByRole('heading', { level: 1, name: /Doch etwas Eigenes/ }).waitFor();
    await conversation.getByText('Doppelt gemeldet, bitte melden.').waitFor();

    await page.getByRole('button', { name: 'Mehr zu diesem Vorgang' }).click();
    await page.getByRole('menuitem', { name: 'Verknüpfen' }).click();
    await dialog.getByRole('searchbox', { name: 'Vorgang suchen' }).fill('Ganz ähnlich');
    await dialog.getByRole('button', { name: /Ganz ähnlich/ }).click();
    const ties = page.getByRole('list', { name: 'Verknüpfte Vorgänge' });
    await ties.getByRole('link', { name: alike.number }).waitFor();
    await expectAccessible(page);
    await ties.getByRole('button', { name: `Verknüpfung mit ${alike.number} lösen` }).click();
    await ties.getByRole('link', { name: alike.number }).waitFor({ state: 'detached' });
  });

  it('keeps filters as a view of one’s own', async () => {
    await page.goto('/desk?view=all');
    await page.getByRole('button', { name: 'Filter und Reihenfolge' }).click();
    await page.getByRole('combobox', { name: 'Priorität' }).selectOption('urgent');
    await row('Kein Empfang').waitFor();
    await row('Umzug').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Ansicht speichern' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name der Ansicht' }).fill('Brennt');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Ansicht speichern' }).click();
    await page.getByRole('button', { name: 'Ansicht wählen, jetzt: Brennt' }).waitFor();
    await page.reload();
    await row('Kein Empfang').waitFor();
    await expect.poll(() => row('Umzug').count(), patient).toBe(0);
    await page.getByRole('button', { name: 'Ansicht wählen, jetzt: Brennt' }).click();
    await page.getByRole('menuitem', { name: '„Brennt“ entfernen' }).click();
    await page.getByText('Ansicht „Brennt“ entfernt').waitFor();
  });

  it('begins a case with somebody who is not known, and finds out later who it was', async () => {
    await call('POST', '/api/customers', { kind: 'person', identifiers: [{ kind: 'email', value: 'ida@example.de' }], traits: { name: 'Ida Paulsen' } });
    await page.goto('/desk?view=all');
    await row('Umzug').waitFor();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Ohne Kunden beginnen' }).click();
    await dialog.getByRole('textbox', { name: 'Nummer oder Adresse' }).fill('+49 30 5550199');
    await dialog.getByRole('textbox', { name: 'Worum geht es?' }).fill('Frage zum Tarif');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Vorgang beginnen' }).click();
    await page.getByRole('heading', { level: 1, name: /Frage zum Tarif/ }).waitFor();
    await page.getByRole('button', { name: 'Mehr zu diesem Vorgang' }).click();
    await page.getByRole('menuitem', { name: 'Kunden zuordnen' }).click();
    await dialog.getByRole('searchbox').fill('Paulsen');
    await dialog.getByRole('button', { name: /Ida Paulsen/ }).click();
    await page.getByRole('link', { name: 'Ida Paulsen' }).first().waitFor();
    expect(await call<{ customerName: string }>('GET', `/api/cases/${new URL(page.url()).pathname.split('/')[2]}`)).toMatchObject({ customerName: 'Ida Paulsen' });
  });

  it('shows a customer what is open, and starts a case from there', async () => {
    await page.goto(`/customers/${customerId}`);
    await page.getByRole('region', { name: 'Vorgänge und Zusagen' }).getByText('Kein Empfang seit Dienstag').waitFor();
    await page.getByRole('button', { name: 'Vorgang beginnen' }).click();
    const dialog = page.getByRole('dialog', { name: 'Neuer Vorgang' });
    await dialog.getByText('Max Berger').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('textbox', { name: 'Worum geht es?' }).fill('Gespräche brechen ab');
    await dialog.getByRole('button', { name: 'Vorgang beginnen' }).click();
    await page.getByRole('heading', { level: 1, name: /Gespräche brechen ab/ }).waitFor();
  });

  it('goes from an incoming call to a promise with two clicks and one line', async () => {
    const inlet = await call<{ url: string; secret: string }>('POST', '/api/call-inlets', { name: 'Telefonanlage', mapping: { number: 'call.from', callId: 'call.id' } });
    const listening = page.waitForResponse((response) => response.url().endsWith('/api/desk/events'));
    await page.goto('/customers'); // wherever the agent is
    await listening;
    const body = JSON.stringify({ call: { from: '+49 151 12345678', id: 'anruf-1' } });
    const at = new Date();
    const ring = () => fetch(`${momente.url}${new URL(inlet.url, momente.url).pathname}`, { method: 'POST', body, headers: { 'content-type': 'application/json', 'webhook-id': 'ring-1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': new Webhook(inlet.secret).sign('ring-1', at, body) } });
    expect((await ring()).status).toBeLessThan(300);
    const banner = page.getByRole('alert', { name: 'Eingehender Anruf' });
    await banner.getByText('Max Berger').waitFor();
    await expectAccessible(page);
    const late = await (await openAs({ storageState: await office.storageState() })).newPage();
    await late.goto('/desk'); // opened after it rang
    await late.getByRole('alert', { name: 'Eingehender Anruf' }).getByText('Max Berger').waitFor();
    await late.context().close();
    await banner.getByRole('button', { name: 'Vorgang beginnen' }).click(); // one
    await page.getByRole('heading', { level: 1, name: /Anruf von Max Berger/ }).waitFor();
    await page.locator('#promise-line').click(); // two
    await page.keyboard.type('Rückruf morgen um 14 Uhr');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Nachrichten, Notizen und Ereignisse' }).getByText(/Zusage gegeben/).waitFor();
    await page.getByRole('button', { name: /Bearbeiter: / }).waitFor(); // it is the agent's own
  });

  it('is readable for everybody, in light and dark, and on a phone shows one pane at a time', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`/desk/${cases[0]}?view=all`);
      await page.getByRole('textbox', { name: /Antwort an den Kunden|Was besprochen wurde/ }).waitFor();
      await expectAccessible(page);
    }
    const small = await openAs({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'en-GB' });
    await small.addInitScript(() => { if (location.protocol.startsWith('http')) localStorage.setItem('momente.language', 'en'); });
    const phone = await small.newPage();
    await signIn(phone);
    await phone.goto('/desk?view=all');
    await phone.getByRole('link', { name: /Kein Empfang/ }).tap();
    await phone.getByRole('heading', { level: 1, name: /Kein Empfang/ }).waitFor();
    await expect.poll(() => phone.getByRole('region', { name: 'Cases' }).isVisible(), patient).toBe(false);
    await expectAccessible(phone);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await phone.getByText('Context', { exact: true }).first().tap();
    await phone.locator('#promise-line').waitFor();
    await expectAccessible(phone);
    const low = await phone.locator('main :is(button, [role=button], select, input:not([type=radio], [type=checkbox]))').evaluateAll((all) =>
      all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43).map((one) => one.outerHTML.slice(0, 120)));
    expect(low).toEqual([]);
    await phone.getByText('Conversation', { exact: true }).first().tap();
    await phone.getByRole('link', { name: 'Back to the list' }).tap();
    await phone.getByRole('link', { name: /Kein Empfang/ }).waitFor();
    await small.close();
    expect(complaints).toEqual([]);
  });
});
