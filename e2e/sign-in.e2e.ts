import { TOTP } from 'otpauth';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientId, clientSecret, type LoopbackProvider, startProvider } from '../src/governance/single-sign-on/loopback-provider.builders.ts';
import { expectAccessible } from './accessible.ts';
import { launchBrowser } from './browser.ts';
import { admin, findFreePort, type Momente, startMomente } from './momente.ts';
import { signIn } from './sign-in.ts';
import { patient } from './until.ts';

/** A phone or laptop that can make passkeys and asks for a finger, without one. */
async function giveAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
}

describe('coming in', () => {
  let momente: Momente;
  let browser: Browser;
  let provider: LoopbackProvider;
  let baseURL: string;
  const complaints: string[] = [];
  beforeAll(async () => {
    const port = await findFreePort();
    baseURL = `http://localhost:${port}`; // passkeys belong to names, not to numbers
    [momente, browser, provider] = await Promise.all([
      startMomente({ env: { PORT: String(port), MOMENTE_PUBLIC_URL: baseURL } }), launchBrowser(), startProvider(`${baseURL}/api/single-sign-on/callback`),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await momente?.remove();
    await provider?.close();
  });
  async function newVisitor(): Promise<BrowserContext> {
    const context = await browser.newContext({ baseURL, locale: 'de-DE', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    context.on('weberror', (error) => complaints.push(error.error().message));
    return context;
  }
  const signOut = async (page: Page) => {
    await page.evaluate(() => fetch('/api/session', { method: 'DELETE', headers: { 'x-momente-request': '1' } }));
    await page.goto('/sign-in');
  };

  it('works with a passkey that was made on the page, without address and password', async () => {
    const context = await newVisitor();
    const page = await context.newPage();
    await giveAuthenticator(page);
    await signIn(page);
    await page.goto('/settings/security');
    await page.getByText('Nur ein Passwort').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Name des Passkeys').fill('Laptop <b>');
    await page.getByRole('button', { name: 'Passkey hinzufügen' }).click();
    await page.getByText('Ihre Wiederherstellungscodes').waitFor();
    await expect.poll(() => page.getByRole('list', { name: 'Wiederherstellungscodes' }).getByRole('listitem').count(), patient).toBe(10);
    await page.getByText('Laptop <b>', { exact: true }).waitFor();
    await signOut(page);
    await expectAccessible(page);
    const sent = page.waitForRequest('**/api/session/passkey');
    await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    const shown = await sent;
    const replayed = await fetch(shown.url(), { method: 'POST', headers: { 'content-type': 'application/json', cookie: (await shown.allHeaders())['cookie'] ?? '' }, body: shown.postData() ?? '' });
    expect([replayed.status, replayed.headers.getSetCookie()]).toEqual([401, []]); // each question is answered once
    await page.goto('/settings/security');
    await page.getByText('angemeldet mit Passkey am').first().waitFor();
    // The password alone no longer opens the door; with the passkey as second factor it does.
    await signOut(page);
    await page.locator('input[name="email"]').fill(admin.email);
    await page.locator('input[name="password"]').fill(admin.password);
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.getByRole('heading', { name: 'Noch ein Schritt' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Passkey verwenden' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await page.goto('/settings/security');
    await page.getByRole('button', { name: 'Passkey Laptop <b> entfernen' }).click();
    await page.getByText('Nur ein Passwort').waitFor();
    await context.close();
  });

  it('works with the codes of an app that was set up on the page', async () => {
    const context = await newVisitor();
    const page = await context.newPage();
    await signIn(page);
    await page.goto('/settings/security');
    await page.getByRole('button', { name: 'App einrichten' }).click();
    await page.getByAltText('QR-Code für die Authenticator-App').waitFor();
    expect(await page.getByAltText('QR-Code für die Authenticator-App').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0); // the policy lets it be drawn
    await expectAccessible(page);
    const secret = (await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{4}){7}$/).textContent())?.replaceAll(' ', '') ?? '';
    const app = new TOTP({ secret });
    await page.getByLabel('Code aus der App').fill(app.generate());
    await page.getByRole('button', { name: 'Bestätigen' }).click();
    await page.getByText('Ihre Wiederherstellungscodes').waitFor();
    const codes = await page.getByRole('list', { name: 'Wiederherstellungscodes' }).getByRole('listitem').allTextContents();
    await signOut(page);
    await page.locator('input[name="email"]').fill(admin.email);
    await page.locator('input[name="password"]').fill(admin.password);
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.getByLabel('Code aus der App').fill('000000');
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.getByText('Dieser Code stimmt nicht').waitFor();
    await page.getByRole('button', { name: 'Wiederherstellungscode verwenden' }).click();
    await page.getByLabel('Wiederherstellungscode').fill(codes[0] ?? '');
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await page.goto('/settings/security');
    await page.getByText('Noch 9 Codes sind übrig.').waitFor();
    await page.getByRole('button', { name: 'App entfernen' }).click();
    await page.getByText('Nur ein Passwort').waitFor();
    await context.close();
  });

  it('works with the company account once an administrator has set it up on the page', async () => {
    const desk = await newVisitor();
    const boss = await desk.newPage();
    await signIn(boss);
    await boss.goto('/settings/sign-in');
    await boss.getByLabel('Adresse des Anbieters').fill(provider.issuer);
    await boss.getByLabel('Client-ID').fill(clientId);
    await boss.getByLabel('Client-Geheimnis').fill(clientSecret);
    await boss.getByLabel('Aufschrift der Schaltfläche').fill('Nordfunk-Konto');
    await boss.getByRole('combobox', { name: 'Rolle für alle, die ohne Einladung kommen' }).click();
    await boss.getByRole('option', { name: 'Analyse' }).click();
    await expectAccessible(boss);
    await boss.getByRole('button', { name: 'Prüfen und speichern' }).click();
    await boss.getByText('Der Anbieter antwortet. Gespeichert.').waitFor();
    provider.person = { sub: 'p-1', email: 'vera@nordfunk.example', email_verified: true, name: 'Vera Ohm' };
    const elsewhere = await newVisitor();
    const page = await elsewhere.newPage();
    await page.goto('/settings/security');
    await page.getByText('Nach der Anmeldung geht es auf der gewünschten Seite weiter').waitFor();
    await page.getByRole('link', { name: 'Anmelden mit Nordfunk-Konto' }).click();
    await page.waitForURL('**/settings/security');
    await page.getByText('angemeldet mit dem Unternehmenskonto am').waitFor();
    provider.person = { sub: 'p-2', email: 'eve@nordfunk.example', email_verified: false };
    await signOut(page);
    const third = await newVisitor();
    const eve = await third.newPage();
    await eve.goto('/sign-in');
    await eve.getByRole('link', { name: 'Anmelden mit Nordfunk-Konto' }).click();
    await eve.getByText('Mit diesem Unternehmenskonto kommen Sie hier nicht hinein.').waitFor();
    for (const one of [desk, elsewhere, third]) await one.close();
  });

  it('leads whoever must have a second factor to set one up, and on from there', async () => {
    const desk = await newVisitor();
    const boss = await desk.newPage();
    await signIn(boss);
    await boss.goto('/settings/sign-in');
    await boss.getByLabel('Administration', { exact: true }).check();
    await boss.getByRole('button', { name: 'Speichern', exact: true }).click();
    await boss.getByText('Gespeichert. Es gilt ab sofort.').waitFor();
    const elsewhere = await newVisitor();
    const page = await elsewhere.newPage();
    await giveAuthenticator(page);
    await signIn(page);
    await page.waitForURL('**/settings/security');
    await page.getByText('Ihre Rolle verlangt einen zweiten Faktor.').waitFor();
    await page.getByRole('button', { name: 'Passkey hinzufügen' }).click();
    await page.getByText('Ihre Wiederherstellungscodes').waitFor();
    await page.goto('/settings/people');
    await page.getByRole('heading', { name: 'Wer arbeitet mit Momente?' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/settings/people');
    for (const one of [desk, elsewhere]) await one.close();
  });

  it('fails nowhere on the way', () => {
    expect(complaints).toEqual([]);
  });
});
