import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { launchBrowser } from './browser.ts';
import { apiKey, type Momente, startMomente } from './momente.ts';
import { patient, until } from './until.ts';

/** What customers see: no account, no sign-in, mostly on a phone. */
describe('the customer’s side', () => {
  let momente: Momente;
  let browser: Browser;
  let post: SMTPServer;
  let customerId: string;
  const letters: ParsedMail[] = [];
  const complaints: string[] = [];

  const call = async <Answer>(method: string, path: string, body: object): Promise<Answer> => {
    const answer = await fetch(momente.url + path, { method, headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? ({} as Answer) : JSON.parse(text);
  };
  const phone = async (options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> => {
    const context = await browser.newContext({ baseURL: momente.url, locale: 'de-DE', timezoneId: 'Europe/Berlin', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, reducedMotion: 'reduce', ...options });
    context.on('weberror', (error) => complaints.push(error.error().message));
    return context;
  };
  const fitsThePhone = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  const linkIn = (mail: ParsedMail | undefined) => /https?:\/\/\S+\/my\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '';

  beforeAll(async () => {
    post = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], onData: (stream, _session, done) => void simpleParser(stream).then((mail) => { letters.push(mail); done(); }, done) });
    await new Promise<void>((ready) => post.listen(0, '127.0.0.1', ready));
    const { port } = post.server.address() as AddressInfo; // listens on TCP
    [momente, browser] = await Promise.all([startMomente({ env: { MOMENTE_SMTP_URL: `smtp://127.0.0.1:${port}?from=hilfe@nordfunk.example` } }), launchBrowser()]);
    await call('PUT', '/api/channels/mail', { settings: { server: 'instance', fromAddress: 'hilfe@nordfunk.example', fromName: 'Nordfunk', imprint: 'Nordfunk GmbH, Bonn' }, isOn: true, ratePerMinute: 600 });
    await call('PUT', '/api/departments/service', { nameDe: 'Kundenbetreuung', nameEn: 'Customer care' });
    ({ id: customerId } = await call<{ id: string }>('POST', '/api/customers', { kind: 'person', identifiers: [{ kind: 'email', value: 'max@example.de' }, { kind: 'phone', value: '+4915112345678' }], traits: { name: 'Max Berger' } }));
    const { id } = await call<{ id: string }>('POST', '/api/cases', { customerId, channel: 'mail', subjectLine: 'Kein Empfang', text: 'Seit Dienstag kein Netz.' });
    await call('POST', '/api/promises', { caseId: id, line: 'Rückruf in 3 Tagen um 14 Uhr', responsible: { department: 'service' } });
  });
  afterAll(async () => {
    await browser?.close();
    await momente?.remove();
    await new Promise<void>((closed) => post.close(() => closed()));
  });

  it('is a form on a phone: says what is missing, keeps what was written, and gives a number', async () => {
    await call('POST', '/api/web-forms', {
      code: 'hilfe', name: 'Hilfe', takesAttachments: true, texts: { de: { title: 'Schreiben Sie uns', intro: 'Wir antworten in einem Werktag.', thanks: '' }, en: { title: 'Write to us', intro: '', thanks: 'Thank you, we are on it.' } },
      fields: [{ key: 'topic', kind: 'choice', isRequired: true, labels: { de: 'Thema', en: 'Topic' }, choices: [{ de: 'Netz', en: 'Network' }, { de: 'Rechnung', en: 'Invoice' }] }, { key: 'since', kind: 'date', isRequired: false, labels: { de: 'Seit wann?', en: 'Since when?' } }],
    });
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await phone({ colorScheme });
      const page = await context.newPage();
      await page.goto('/form/hilfe');
      await page.getByRole('heading', { level: 1, name: 'Schreiben Sie uns' }).waitFor();
      await page.getByRole('button', { name: 'Absenden' }).tap();
      await page.getByText('Bitte füllen Sie das aus.').first().waitFor();
      await expectAccessible(page);
      expect(await fitsThePhone(page)).toBe(true);
      expect(await page.getByRole('textbox', { name: 'Website' }).count()).toBe(0); // the trap is for machines, not for readers of screens
      if (colorScheme === 'light') await context.close();
      else await sendInEnglish(page);
    }
    const { items } = await momente.get<{ items: { subjectLine: string; channel: string }[] }>('/api/cases?view=all&sort=newest');
    expect(items[0]).toMatchObject({ subjectLine: 'No network', channel: 'web' });
    expect(complaints).toEqual([]);
  });

  async function sendInEnglish(page: Page): Promise<void> {
    await page.getByRole('textbox', { name: 'Ihre Nachricht' }).fill('Nothing works since Monday.');
    await page.getByRole('button', { name: 'English' }).tap();
    await page.getByRole('heading', { level: 1, name: 'Write to us' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await expect.poll(() => page.getByRole('textbox', { name: 'Your message' }).inputValue(), patient).toBe('Nothing works since Monday.');
    await page.getByRole('textbox', { name: 'Your mail address' }).fill('anna@example.de');
    await page.getByRole('combobox', { name: 'Topic' }).selectOption('Network');
    await page.getByRole('textbox', { name: 'What is it about?' }).fill('No network');
    await page.locator('input[type=file]').setInputFiles({ name: 'run.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
    await page.waitForTimeout(3_000); // nobody writes faster: what comes sooner is a machine's
    await page.locator('button[type=submit]').tap();
    await page.getByRole('alert').waitFor(); // a program is not taken
    await page.getByRole('button', { name: /run\.exe/ }).tap();
    await page.locator('button[type=submit]').tap();
    await page.getByText('Thank you, we are on it.').waitFor();
    await page.getByText(/V-\d+/).waitFor();
    await expectAccessible(page);
  }

  it('is a page of one’s own behind a link that opens once', async () => {
    const context = await phone();
    const page = await context.newPage();
    await page.goto('/my');
    await page.getByRole('textbox', { name: /E-Mail-Adresse oder Handynummer/ }).fill('max@example.de');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Link schicken' }).tap();
    await page.getByRole('heading', { name: 'Schauen Sie bitte nach' }).waitFor();
    const [mail] = await until(() => Promise.resolve(letters.filter((one) => linkIn(one) !== '')), (found) => found.length > 0, 90_000);
    const link = linkIn(mail).replace(/^https?:\/\/[^/]+/, momente.url);

    await page.goto(link);
    await page.getByRole('heading', { name: 'Ihre Seite ist bereit' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/my'); // the address holds nothing that opens it
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Meine Seite öffnen' }).tap();
    await page.getByRole('heading', { level: 1, name: 'Guten Tag, Max Berger' }).waitFor();
    await page.getByText(/Zugesagt bis/).waitFor();
    await page.getByText('+4915112345678').waitFor();
    await expectAccessible(page);
    expect(await fitsThePhone(page)).toBe(true);

    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByRole('button', { name: 'English' }).tap();
    await page.getByRole('heading', { name: 'My requests' }).waitFor();
    await page.getByText(/Promised by/).waitFor();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.getByRole('button', { name: 'Deutsch' }).tap();

    await page.getByRole('combobox', { name: 'Am liebsten per' }).selectOption('sms');
    await page.getByRole('button', { name: 'Wünsche speichern' }).tap();
    await page.getByText('Gespeichert.').waitFor();
    await page.getByRole('button', { name: 'Etwas stimmt nicht' }).tap();
    await page.getByRole('textbox', { name: 'Richtig ist' }).fill('Max Berger-Lindner');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Abschicken' }).tap();
    await page.getByText(/Max Berger-Lindner/).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Guten Tag, Max Berger' }).waitFor(); // still open in this tab
    await expect.poll(() => page.getByRole('combobox', { name: 'Am liebsten per' }).inputValue(), patient).toBe('sms');

    const elsewhere = await phone();
    const second = await elsewhere.newPage();
    await second.goto(link);
    await second.getByRole('button', { name: 'Meine Seite öffnen' }).tap();
    await second.getByText(/Dieser Link gilt nicht mehr/).waitFor();
    await expectAccessible(second);
    await expect.poll(() => second.getByText('Max Berger').count(), patient).toBe(0);
    await elsewhere.close();

    await page.getByRole('button', { name: 'Fertig, Seite schließen' }).tap();
    await page.getByText('Ihre Seite ist geschlossen.').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Ihre Anliegen, Ihre Daten, Ihre Wünsche' }).waitFor();
    expect(complaints).toEqual([]);
  });
});
