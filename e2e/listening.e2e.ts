import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { apiKey, type Momente, startMomente, writeKey } from './momente.ts';
import { signIn } from './sign-in.ts';
import { until } from './until.ts';

interface Answered { items: { id: string; source: string; language: string; state: string }[] }

describe('a survey, from its making to the case that a bad answer opens', () => {
  let post: { server: SMTPServer; sent: ParsedMail[] };
  let momente: Momente;
  let browser: Browser;
  let desk: BrowserContext;
  let shop: { server: Server; url: string };
  const complaints: string[] = [];
  const call = async <Answer = unknown>(method: string, path: string, body: object): Promise<Answer> => {
    const answer = await fetch(`${momente.url}${path}`, { method, headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} from ${path}: ${text.slice(0, 500)}`);
    return JSON.parse(text) as Answer; // the contract of the path
  };
  const answered = async () => (await momente.get<Answered>('/api/surveys/nach_der_reparatur/responses?state=finished')).items.map(({ source, language }) => `${source} ${language}`).sort();

  beforeAll(async () => {
    post = await openPost();
    const smtp = `smtp://127.0.0.1:${(post.server.server.address() as AddressInfo).port}?from=hilfe@nordfunk.example`; // listens on TCP
    [momente, browser] = await Promise.all([startMomente({ env: { MOMENTE_SMTP_URL: smtp, MOMENTE_ALLOW_INTERNAL_ADDRESSES: 'true' } }), launchBrowser()]);
    shop = await openShop(momente.url);
    await call('PUT', '/api/channels/mail', { settings: { server: 'instance', fromAddress: 'hilfe@nordfunk.example', fromName: 'Nordfunk', imprint: 'Nordfunk GmbH, Bonn' }, isOn: true, ratePerMinute: 600 });
    await call('POST', '/api/touchpoints', { code: 'repair_status', nameDe: 'Reparaturstatus', nameEn: 'Repair status', stage: 'service', channel: 'call_center', kind: 'main' });
    const anna = await call<{ id: string }>('POST', '/api/customers', { identifiers: [{ kind: 'email', value: 'anna@example.de' }], traits: { firstName: 'Anna', lastName: 'Meier', language: 'de' } });
    await call('POST', `/api/customers/${anna.id}/consents`, { purpose: 'feedback', channel: 'mail', action: 'grant', how: 'paper', source: 'Auftrag 4711' });
    await call('POST', '/api/loop-rules', { name: 'Schlechter NPS', condition: { kind: 'score', metric: 'nps', atMost: 4 }, priority: 'high' });
    desk = await browser.newContext({ baseURL: momente.url, locale: 'de-DE', viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce' });
    desk.on('weberror', (error) => complaints.push(error.error().message));
  });
  afterAll(async () => {
    await browser?.close();
    await momente?.remove();
    shop?.server.close();
    await new Promise<void>((closed) => post.server.close(() => closed()));
  });

  it('is built by hand in the page: a branch, a pair, two languages; and published', async () => {
    const page = await desk.newPage();
    await signIn(page);
    await page.goto('/listening/new-survey');
    await page.getByText('Leer beginnen').click();
    await page.getByRole('textbox', { name: 'Name auf Deutsch' }).fill('Nach der Reparatur');
    await page.getByRole('textbox', { name: 'Name auf Englisch' }).fill('After the repair');
    await page.getByRole('combobox', { name: 'Kontaktpunkt' }).click();
    await page.getByRole('option', { name: 'Reparaturstatus' }).click();
    await page.getByRole('button', { name: 'Umfrage anlegen' }).click();
    await page.waitForURL('**/listening/surveys/nach_der_reparatur');

    await addQuestion(page, { pageIndex: 0, kind: 'Weiterempfehlung (NPS)', title: 'Empfehlen Sie uns weiter?' });
    await page.getByRole('switch', { name: 'Muss beantwortet werden' }).check();
    await page.getByRole('button', { name: 'Seite hinzufügen', exact: true }).click();
    await addQuestion(page, { pageIndex: 1, kind: 'Erwartung und Erlebnis', title: 'Wie war die Reparatur?' });
    await page.getByRole('button', { name: 'Seite hinzufügen', exact: true }).click();
    await addQuestion(page, { pageIndex: 2, kind: 'Freier Text', title: 'Was müssen wir besser machen?' });
    await page.getByRole('button', { name: 'Nur fragen, wenn …' }).click();
    await page.getByRole('combobox', { name: 'Wovon' }).click();
    await page.getByRole('option', { name: 'Empfehlen Sie uns weiter?' }).click();
    await page.getByRole('combobox', { name: 'Wie' }).selectOption({ label: 'ist höchstens' });
    await page.getByRole('textbox', { name: 'Womit' }).fill('6');
    await page.getByRole('radiogroup', { name: 'Sprache der Texte' }).getByText('Englisch').click();
    for (const [index, english] of ['Would you recommend us?', 'How was the repair?', 'What must we do better?'].entries()) {
      await page.getByRole('group', { name: `Seite ${index + 1}` }).getByRole('button', { name: /^(Weiterempfehlung|Erwartung|Freier Text)/ }).last().click();
      await titleOf(page).fill(english);
    }
    await page.getByRole('button', { name: 'Veröffentlichen', exact: true }).click();
    await page.getByRole('button', { name: 'Jetzt veröffentlichen' }).click();
    await page.getByText('Version 1 ist veröffentlicht.').waitFor();
    expect(await momente.get('/api/surveys/nach_der_reparatur')).toMatchObject({ publishedVersion: 1, state: 'open' });
    await page.close();
  });

  it('is answered by link on a telephone, in German, along the way of a friend', async () => {
    const page = await phoneOf(browser, momente.url);
    await page.goto('/s/nach_der_reparatur');
    await choosePoint(page, 'Empfehlen Sie uns weiter?', 9);
    await page.getByRole('heading', { name: 'Wie war die Reparatur?' }).waitFor();
    const speed = page.getByRole('group', { name: 'Schnelligkeit' });
    await speed.getByRole('radiogroup', { name: 'Meine Erwartung' }).getByRole('radio', { name: '8' }).press('Space');
    await speed.getByRole('radiogroup', { name: 'Mein Erlebnis' }).getByRole('radio', { name: '9' }).press('Space');
    await page.getByRole('button', { name: 'Absenden' }).click();
    await page.getByRole('heading', { name: 'Vielen Dank!' }).waitFor();
    await page.context().close();
    expect(await answered()).toEqual(['link de']);
  });

  it('is answered in English inside of the page of a shop', async () => {
    await call('POST', '/api/placements', { name: 'Nach der Abholung', survey: 'nach_der_reparatur', isLive: true, rules: { way: 'popover', trigger: { on: 'event', event: 'Repair picked up' } } });
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1000, height: 800 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(shop.url);
    await page.waitForFunction(() => 'track' in ((window as never as { momente?: object }).momente ?? {}));
    await page.getByRole('button', { name: 'Picked up' }).click();
    const survey = page.locator('momente-survey');
    await survey.getByRole('radio', { name: /^10/ }).press('Space');
    await survey.getByRole('button', { name: 'Next' }).click();
    await survey.getByRole('button', { name: 'Skip' }).or(survey.getByRole('button', { name: 'Send' })).click();
    await survey.getByText('Thank you').first().waitFor();
    await context.close();
    expect(await answered()).toEqual(['link de', 'widget en']);
  });

  it('is answered at the counter while the network is gone, and arrives once when it is back', async () => {
    const page = await phoneOf(browser, momente.url);
    await page.goto('/kiosk/nach_der_reparatur');
    await page.getByRole('heading', { name: 'Empfehlen Sie uns weiter?' }).waitFor();
    await page.context().setOffline(true);
    await choosePoint(page, 'Empfehlen Sie uns weiter?', 7);
    await page.getByRole('button', { name: /^(Absenden|Überspringen)$/ }).click();
    await page.getByRole('heading', { name: 'Vielen Dank!' }).waitFor();
    expect(await answered()).toEqual(['link de', 'widget en']);
    await page.context().setOffline(false);
    await until(answered, (all) => all.length === 3, 60_000);
    await page.context().close();
    expect(await answered()).toEqual(['kiosk de', 'link de', 'widget en']);
  });

  it('is answered from a mail: the click on a bad score opens the page, and the answer there a case', async () => {
    const page = await desk.newPage();
    await page.goto('/listening/surveys/nach_der_reparatur?tab=invitations');
    await page.getByRole('link', { name: 'Kunden einladen' }).or(page.getByRole('button', { name: 'Kunden einladen' })).click();
    await page.getByText('Liste', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Titel (nur für Kollegen)' }).fill('Abgeholt im November');
    await page.getByRole('textbox', { name: 'Kunden' }).fill('anna@example.de');
    await page.getByRole('button', { name: 'Entwurf anlegen' }).click();
    await page.getByRole('button', { name: 'Einen Kunden einladen' }).click();
    await page.getByRole('button', { name: 'Jetzt einladen' }).click();
    const [mail] = await until(() => Promise.resolve(post.sent), (sent) => sent.length > 0, 90_000);
    const link = [...(mail?.html || '').matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&')).find((href) => href.includes('a=nps') && /[:=](%3A)?2$/.test(href));
    expect(link).toBeDefined();
    const phone = await phoneOf(browser, momente.url);
    await phone.goto(link ?? '');
    await phone.getByRole('heading', { name: 'Wie war die Reparatur?' }).or(phone.getByRole('heading', { name: 'Empfehlen Sie uns weiter?' })).first().waitFor();
    for (let step = 0; step < 3 && !(await phone.getByRole('textbox').isVisible()); step += 1) await phone.getByRole('button', { name: /^(Weiter|Überspringen)$/ }).click();
    await phone.getByRole('textbox').fill('Drei Wochen <b>nichts</b> gehört.');
    await phone.getByRole('button', { name: 'Absenden' }).click();
    await phone.getByRole('heading', { name: 'Vielen Dank!' }).waitFor();
    await phone.context().close();
    expect(await answered()).toEqual(['kiosk de', 'link de', 'mail de', 'widget en']);
    await page.close();
  });

  it('shows what came of it: the figures, the words, and the case with both', async () => {
    const page = await desk.newPage();
    await page.goto('/listening/surveys/nach_der_reparatur?tab=results');
    await page.getByText('Drei Wochen <b>nichts</b> gehört.').first().waitFor();
    const cases = await until(() => momente.get<{ items: { id: string; subjectLine: string }[] }>('/api/cases?status=new'), ({ items }) => items.length > 0, 90_000);
    await page.goto(`/desk/${cases.items[0]?.id}`);
    await page.getByText('Drei Wochen <b>nichts</b> gehört.').first().waitFor();
    await page.close();
    expect(complaints).toEqual([]);
  });
});

const titleOf = (page: Page) => page.getByRole('region', { name: 'Frage bearbeiten' }).getByRole('textbox', { name: 'Frage' });

async function addQuestion(page: Page, { pageIndex, kind, title }: { pageIndex: number; kind: string; title: string }): Promise<void> {
  await page.getByRole('button', { name: 'Frage hinzufügen' }).nth(pageIndex).click();
  await page.getByRole('dialog').getByRole('button', { name: kind }).click();
  await titleOf(page).fill(title);
}

async function phoneOf(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: 'de-DE', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, reducedMotion: 'reduce' });
  return context.newPage();
}

async function choosePoint(page: Page, question: string, point: number): Promise<void> {
  await page.getByRole('heading', { name: question }).waitFor();
  await page.getByRole('radio', { name: new RegExp(`^${point}( |$)`) }).first().press('Space');
  await page.getByRole('button', { name: 'Weiter' }).click();
}

async function openPost(): Promise<{ server: SMTPServer; sent: ParsedMail[] }> {
  const sent: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      void simpleParser(stream).then((mail) => {
        sent.push(mail);
        done();
      }, done);
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { server, sent };
}

async function openShop(momente: string): Promise<{ server: Server; url: string }> {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><script async src="${momente}/widget/loader.js" data-write-key="${writeKey}"></script></head><body><h1>Your repair</h1><button onclick="momente.track('Repair picked up')">Picked up</button></body></html>`;
  const server = createServer((_, answer) => void answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }; // listens on TCP
}
