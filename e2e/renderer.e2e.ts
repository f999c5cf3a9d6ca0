import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { launchBrowser } from './browser.ts';
import { apiKey, type Momente, startMomente } from './momente.ts';
import { allKinds, twoQuestions } from './surveys.ts';
import { patient } from './until.ts';

const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };

describe('a survey as customers meet it', () => {
  let momente: Momente;
  let browser: Browser;
  let phone: BrowserContext;
  const complaints: string[] = [];
  const make = async (code: string, definition: object) => {
    const made = await fetch(`${momente.url}/api/surveys`, { method: 'POST', headers, body: JSON.stringify({ code, kind: 'relationship', nameDe: 'Reparatur', nameEn: 'Repair', definition, publish: true }) });
    expect([made.status, await made.text()]).toEqual([201, expect.any(String)]);
  };
  const finished = async (code: string) => (await momente.get<{ items: { id: string; language: string; source: string; ending: string | null }[] }>(`/api/surveys/${code}/responses?state=finished`)).items;
  beforeAll(async () => {
    [momente, browser] = await Promise.all([startMomente(), launchBrowser()]);
    await make('all_kinds', allKinds);
    await make('two', twoQuestions);
    await make('counter', twoQuestions);
    await make('late', twoQuestions);
    await make('bare', twoQuestions);
    await make('refused', twoQuestions);
    phone = await browser.newContext({ baseURL: momente.url, locale: 'de-DE', viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' });
    phone.on('weberror', (error) => complaints.push(error.error().message));
  });
  afterAll(async () => {
    await browser?.close();
    await momente?.remove();
  });

  /** At 320 px and on a desktop: nothing that bars anybody, and nothing that has to be scrolled sideways. */
  const expectGood = async (page: Page) => {
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 640 });
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    }
  };

  it('asks all twenty kinds of questions, each answered by keyboard alone', async () => {
    const page = await phone.newPage();
    const { keyboard } = page;
    const press = async (...keys: string[]) => { for (const key of keys) await keyboard.press(key); };
    /** Tabs on until the focus is on something of this name. */
    const tabTo = async (name: RegExp) => {
      for (let i = 0; i < 40; i += 1) {
        await keyboard.press('Tab');
        const focused = await page.evaluate(() => {
          const at = document.activeElement;
          return at?.getAttribute('aria-label') ?? (at instanceof HTMLInputElement || at instanceof HTMLSelectElement || at instanceof HTMLTextAreaElement ? at.labels?.[0]?.textContent : at?.textContent) ?? '';
        });
        if (name.test(focused)) return;
      }
      throw new Error(`nothing named ${String(name)} can be reached by Tab`);
    };
    const next = async (heading: string) => {
      await tabTo(/^(Weiter|Überspringen|Los geht’s)$/);
      await keyboard.press('Enter');
      await page.getByRole('heading', { name: heading }).first().waitFor();
      await expectGood(page);
    };
    await page.goto('/s/all_kinds?lang=de&campaign=herbst');
    await page.getByRole('heading', { name: 'Ihre Reparatur' }).waitFor();
    await expectGood(page);

    await next('Würden Sie uns weiterempfehlen?');
    await tabTo(/^Weiter$/);
    await press('Enter');
    await page.getByText('Bitte beantworten Sie diese Frage.').waitFor();
    await expectGood(page);
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type')), patient).toBe('radio');
    await press('Space', 'ArrowRight', 'ArrowRight'); // nps 2
    await next('Wie zufrieden sind Sie?');
    await tabTo(/Gesicht 1/);
    await press('Space', 'ArrowRight'); // csat 2
    await tabTo(/^1 – stimme gar nicht zu/);
    await press('ArrowLeft'); // round to ces 7
    await tabTo(/^1 Stern/);
    await press('Space', 'ArrowRight', 'ArrowRight');
    await next('Wie kam das Gerät zu uns?');
    await tabTo(/Im Shop/);
    await press('ArrowUp'); // round to the last: another way
    await tabTo(/bitte nennen/);
    await keyboard.type('Ein Nachbar');
    await next('Was war wichtig bei „Ein Nachbar“?');
    await tabTo(/Kurzer Weg/);
    await press('Space');
    await tabTo(/Nichts davon/);
    await press('Space'); // stands alone: clears the other
    await next('Welches Gerät?');
    await tabTo(/Welches Gerät/);
    await keyboard.type('Rou');
    await tabTo(/Wie viele Tage/);
    await keyboard.type('12,5');
    await tabTo(/Wann abgegeben/);
    await keyboard.type('03022026');
    await next('Stimmen Sie zu?');
    await tabTo(/^1/);
    await press('Space');
    await tabTo(/^1/);
    await press('ArrowLeft'); // round to "weiß nicht"
    await next('Erwartet und erlebt');
    await tabTo(/^1/);
    await press('ArrowLeft'); // expected 7
    await tabTo(/^1/);
    await press('Space', 'ArrowRight'); // lived 2
    await next('Wie wichtig?');
    await tabTo(/^0/);
    await press('ArrowLeft'); // 10
    await next('Was zuerst?');
    await tabTo(/Kürzere Wartezeit auf Platz 1/);
    await press('Enter'); // the focus goes on to the next one
    await press('Enter');
    await page.keyboard.press('Shift+Tab');
    await tabTo(/Leihgeräte/);
    await tabTo(/Leihgeräte nach oben|Leihgeräte auf Platz/);
    await press('Enter');
    await next('Wie viel wert?');
    await tabTo(/Wie viel wert/);
    await press('ArrowRight'); // one step from the middle: 55
    await next('Ihre Worte');
    await tabTo(/Ihre Worte/);
    await keyboard.type('Drei Wochen <b>gewartet</b>');
    await tabTo(/Ihre Adresse im Netz/);
    await keyboard.type('kein Netz');
    await tabTo(/^Weiter$/);
    await press('Enter');
    await page.getByText('Bitte geben Sie eine Adresse ein, die mit https:// beginnt.').waitFor();
    await expectGood(page);
    await press('Control+A');
    await keyboard.type('https://beispiel.de');
    await next('Über Sie');
    await tabTo(/Nachname/);
    await keyboard.type('Ohm');
    await tabTo(/E-Mail/);
    await keyboard.type('anna@example.com');
    await tabTo(/einverstanden/);
    await press('Space');
    await next('Welcher Shop?');
    await tabTo(/Hell/);
    await press('ArrowDown'); // warm
    await next('Ein Foto?');
    await page.getByLabel('Datei auswählen').setInputFiles({ name: 'schaden.txt', mimeType: 'text/plain', buffer: Buffer.from('Riss im Glas') }); // the browser's own dialogue takes no keys from a test
    await page.getByText('schaden.txt ist hochgeladen.').waitFor();
    await tabTo(/^Absenden$/);
    await press('Enter');
    await page.getByRole('heading', { name: 'Das tut uns leid' }).waitFor();
    await expectGood(page);
    await page.close();
    // Whoever answers so quickly may be kept apart as a machine: looked for among all.
    expect((await momente.get<{ items: object[] }>('/api/surveys/all_kinds/responses')).items).toMatchObject([{ language: 'de', source: 'link', ending: 'sorry' }]);
  });

  it('goes on after a reload where it was, keeps the answer while the network is gone, and sends it once', async () => {
    const page = await phone.newPage();
    await page.goto('/s/two?lang=en&nps=9');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('textbox').fill('Fine');
    await page.reload();
    await page.getByRole('textbox').waitFor();
    await expect.poll(() => page.getByRole('textbox').inputValue(), patient).toBe('Fine');
    await phone.setOffline(true);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Your answers are still here').waitFor();
    await expectAccessible(page);
    await phone.setOffline(false); // the page notices by itself
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
    await page.close();
    expect(await finished('two')).toMatchObject([{ language: 'en', source: 'link' }]);
  });

  it('is not asked again when the page was loaded anew before the answers arrived', async () => {
    const page = await phone.newPage();
    await page.goto('/s/late?lang=en&nps=9');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('textbox').fill('Fine');
    const answers = '**/api/public/surveys/late/responses/*';
    await page.route(answers, (route) => route.abort());
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Your answers are still here').waitFor();
    await page.unroute(answers);
    await page.reload();
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
    await page.close();
    expect(await finished('late')).toHaveLength(1);
  });

  it('goes on as a kiosk without a network, through a reload, and sends every answer once when it is back', async () => {
    const shop = await browser.newContext({ baseURL: momente.url, locale: 'de-DE', viewport: { width: 1024, height: 700 }, reducedMotion: 'reduce' });
    const page = await shop.newPage();
    await page.goto('/kiosk/counter');
    await page.getByRole('radio', { name: '10 – sehr wahrscheinlich' }).waitFor();
    await expectAccessible(page);
    await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated' && (await caches.match(location.pathname)) !== undefined && (await (await caches.open('momente-kiosk')).keys()).length > 3);
    await shop.setOffline(true);
    await page.reload();
    for (const point of ['10 – sehr wahrscheinlich', '3']) {
      await page.getByRole('radio', { name: point, exact: true }).check();
      await page.getByRole('button', { name: 'Weiter' }).click();
      await page.getByRole('button', { name: 'Absenden' }).click();
      await page.getByRole('heading', { name: 'Vielen Dank!' }).waitFor();
      await page.getByRole('button', { name: 'Neu beginnen' }).click();
    }
    await page.getByText('2 Antworten warten auf die Verbindung.').waitFor();
    await expectAccessible(page);
    expect(await finished('counter')).toEqual([]);
    await shop.setOffline(false);
    await page.getByText('2 Antworten warten auf die Verbindung.').waitFor({ state: 'detached' });
    expect((await finished('counter')).map(({ source }) => source)).toEqual(['kiosk', 'kiosk']);
    await shop.close();
    expect(complaints).toEqual([]);
  });

  it('takes answers on a kiosk that may keep nothing, as long as there is a network', async () => {
    const shop = await browser.newContext({ baseURL: momente.url, locale: 'de-DE', reducedMotion: 'reduce' });
    await shop.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(window, name, { get: () => { throw new DOMException('forbidden', 'SecurityError'); } });
    });
    const page = await shop.newPage();
    await page.goto('/kiosk/bare');
    await page.getByRole('radio', { name: '10 – sehr wahrscheinlich' }).check();
    await page.getByRole('button', { name: 'Weiter' }).click();
    await page.getByRole('button', { name: 'Absenden' }).click();
    await page.getByRole('heading', { name: 'Vielen Dank!' }).waitFor();
    expect(await finished('bare')).toHaveLength(1);
    await shop.close();
  });

  it('keeps what the server refuses on the kiosk and says so, and one that it cannot deal with holds up nobody', async () => {
    const shop = await browser.newContext({ baseURL: momente.url, locale: 'de-DE', reducedMotion: 'reduce' });
    const page = await shop.newPage();
    await page.goto('/kiosk/refused');
    const answers = '**/api/public/surveys/refused/responses/*';
    await page.getByRole('radio', { name: '3', exact: true }).waitFor();
    await shop.setOffline(true);
    for (const point of ['1', '2', '3']) {
      await page.getByRole('radio', { name: point, exact: true }).check();
      await page.getByRole('button', { name: 'Weiter' }).click();
      await page.getByRole('button', { name: 'Absenden' }).click();
      await page.getByRole('heading', { name: 'Vielen Dank!' }).waitFor();
      await page.getByRole('button', { name: 'Neu beginnen' }).click();
    }
    await page.getByText('3 Antworten warten auf die Verbindung.').waitFor();
    // The first breaks the server, the second is not what it takes, the third is fine.
    const of = (answer: string | null) => (JSON.parse(answer ?? '{}') as { answers: { nps?: number } }).answers.nps;
    await page.route(answers, async (route) => {
      const nps = of(route.request().postData());
      if (nps === 1) return route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"code":"server.failed"}' });
      if (nps === 2) return route.fulfill({ status: 409, contentType: 'application/problem+json', body: '{"code":"survey.closed"}' });
      return route.continue();
    });
    await shop.setOffline(false);
    await page.getByText('Eine Antwort wartet auf die Verbindung.').waitFor();
    await page.getByText('Eine Antwort wurde nicht angenommen und liegt noch auf diesem Gerät.').waitFor();
    await expectAccessible(page);
    expect(await finished('refused')).toHaveLength(1);
    // Staff have mended it and start the kiosk anew: now all three are there.
    await page.unroute(answers);
    await page.reload();
    await expect.poll(async () => (await finished('refused')).length, patient).toBe(3);
    await shop.close();
  });

  it('may be shown in a frame of another page, and says how high it is', async () => {
    const policy = async (path: string) => (await fetch(`${momente.url}${path}`)).headers;
    expect((await policy('/s/two')).get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect((await policy('/s/two?embed=true')).get('content-security-policy')).toContain('frame-ancestors *');
    expect((await policy('/s/two?embed=true')).get('x-frame-options')).toBeNull();
    expect((await policy('/s/preview')).get('content-security-policy')).toContain("frame-ancestors 'self'");
    const script = await policy('/widget/survey.js');
    expect([script.get('access-control-allow-origin'), script.get('content-encoding'), script.get('cross-origin-resource-policy'), script.get('etag') === null]).toEqual(['*', expect.stringMatching(/br|gzip/), 'cross-origin', false]);
  });
});
