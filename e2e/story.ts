import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { signIn } from './sign-in.ts';
import { type StoryLanguage, wordsOf } from './story-words.ts';

/** Where the story is played: a running Momente that holds the demo company. */
export interface Stage {
  browser: Browser;
  url: string;
  /** Of an administrator. */
  apiKey: string;
  admin: { email: string; password: string };
  /** Called at each scene, when the page has come to rest: for pictures and looks. */
  language?: StoryLanguage;
  see?: ((scene: string, page: Page) => Promise<void>) | undefined;
  viewport?: { width: number; height: number };
}

export interface Told {
  /** Mouse clicks of the agent from the ringing to the promise. */
  clicksToPromise: number;
  told: number;
  notTold: number;
  /** The sentence of the result page. */
  sentence: string;
  caseId: string;
}

/** The partner's page speaks the partner's language. */
const partnerSends = /^(Antwort senden|Send answer)$/;
const partnerIsThanked = /Danke, Ihre Antwort ist angekommen|Thank you, your answer has arrived/;
const agent = { email: 'jonna.reimers@nordfunk.example', password: 'Hafen-Kran-Moewe-42', name: 'Jonna Reimers' };

/** Story 2 of the product, from the telephone ringing to everybody who is affected; played in a real browser, found by the words on the page. */
export async function playStory({ browser, url, apiKey, admin, language = 'de', see = async () => undefined, viewport = { width: 1440, height: 900 } }: Stage): Promise<Told> {
  const { label, like, counted, said } = wordsOf(language);
  const call = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(`${url}${path}`, { method, headers: { authorization: `Bearer ${apiKey}`, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (answer.status === 204 ? null : await answer.json()) as Answer; // the caller knows the route
  };
  const open = async (who: { email: string; password: string }): Promise<{ context: BrowserContext; page: Page }> => {
    const context = await browser.newContext({ baseURL: url, locale: language === 'de' ? 'de-DE' : 'en-GB', timezoneId: 'Europe/Berlin', viewport, reducedMotion: 'reduce' });
    await context.addInitScript((chosen) => localStorage.setItem('momente.language', chosen), language);
    await context.addInitScript(() => {
      const counted = window as unknown as { clicks: number };
      counted.clicks = 0;
      document.addEventListener('click', (event) => { if (event.detail > 0) counted.clicks += 1; }, true);
    });
    const page = await context.newPage();
    await signIn(page, who);
    return { context, page };
  };
  const clicksOn = (page: Page) => page.evaluate(() => (window as unknown as { clicks: number }).clicks);

  await hireAgent(call);
  const jana = (await call<{ items: { id: string; identifiers: { kind: string; value: string }[] }[] }>('GET', '/api/customers?identifier=userId:K-100001')).items[0];
  const number = jana?.identifiers.find(({ kind }) => kind === 'phone')?.value;
  if (!jana || !number) throw new Error('the demo company has no Jana Petersen with a telephone');
  const inlet = await call<{ id: string; secret: string }>('POST', '/api/call-inlets', { name: 'Telefonanlage', mapping: { number: 'from', callId: 'id' } });

  // 1 · The telephone rings.
  const desk = await open(agent);
  const page = desk.page;
  const live = page.waitForResponse((response) => response.url().endsWith('/api/desk/events'));
  await page.goto('/desk');
  await live;
  await page.getByRole('button', { name: label('desk', 'new.action') }).or(page.getByRole('button', { name: label('desk', 'new.short') })).first().waitFor();
  await ring(url, inlet, number);
  const banner = page.getByRole('alert', { name: label('desk', 'call.label') });
  await banner.getByText('Jana Petersen').waitFor();
  await see('1-call', page);
  const before = await clicksOn(page);
  await banner.getByRole('button', { name: label('desk', 'call.start') }).click();
  await page.waitForURL(/\/desk\/[0-9a-f-]{36}/);
  const caseId = /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? '';

  // 2 · Beside the case: contract, home, network there, phone, history.
  await page.getByText(said.networkIsGood).first().waitFor();
  await page.getByText('Halvard Arc 5').first().waitFor();
  await see('2-context', page);

  // 3 · Notes of the call, and a promise in one line.
  await page.getByRole('textbox', { name: label('desk', 'compose.field.call') }).fill(said.onThePhone);
  await page.getByRole('button', { name: label('desk', 'compose.saveCall') }).click();
  await page.getByText(said.onThePhone).first().waitFor();
  const line = page.locator('#promise-line');
  await line.fill(said.promise);
  await page.getByText(/14:00|2:00/).first().waitFor();
  await line.press('Enter');
  await page.getByText(like('cases', 'event.promise.made')).first().waitFor();
  const clicksToPromise = (await clicksOn(page)) - before;
  await see('3-promise', page);

  // 4 · A question to the manufacturer, with nothing of the customer in it but the device.
  await page.getByRole('button', { name: label('inquiries', 'box.ask') }).click();
  const ask = page.getByRole('dialog', { name: label('inquiries', 'ask.title') });
  await ask.getByRole('combobox', { name: label('inquiries', 'ask.whom') }).click();
  await page.getByRole('option', { name: 'Halvard Mobile' }).click();
  await ask.getByRole('radio', { name: label('inquiries', 'ask.byLink') }).check({ force: true });
  await ask.getByRole('textbox', { name: label('inquiries', 'ask.subject') }).fill(said.inquirySubject);
  await ask.getByRole('textbox', { name: label('inquiries', 'ask.question') }).fill(said.inquiry);
  await ask.getByRole('checkbox', { name: /Gerät|Device/ }).first().check({ force: true });
  await ask.getByRole('button', { name: label('inquiries', 'ask.preview') }).click();
  await ask.getByText(like('inquiries', 'preview.intro')).waitFor();
  await see('4-inquiry', page);
  await ask.getByRole('button', { name: label('inquiries', 'preview.send') }).click();
  const link = await readLink(page);
  await page.keyboard.press('Escape');

  // 5 · The manufacturer answers on a page without an account.
  const outside = await browser.newContext({ locale: language === 'de' ? 'de-DE' : 'en-GB', timezoneId: 'Europe/Berlin', viewport, reducedMotion: 'reduce' });
  const partner = await outside.newPage();
  await partner.goto(link.replace(/^https?:\/\/[^/]+/, url));
  await partner.getByText(said.inquiry).waitFor();
  if (await partner.getByText('Petersen').count() > 0) throw new Error('the partner sees whom it is about');
  await partner.getByRole('textbox').first().fill(said.answer);
  await see('5-partner', partner);
  await partner.getByRole('button', { name: partnerSends }).click();
  await partner.getByText(partnerIsThanked).waitFor();
  await outside.close();

  // 6 · The answer is in the case; it becomes a known issue.
  await page.goto(`/desk/${caseId}`);
  await page.getByText(said.answer).first().waitFor();
  await see('6-answer', page);
  await page.getByRole('button', { name: label('known-issues', 'box.make') }).click();
  await page.getByRole('textbox', { name: label('known-issues', 'edit.name') }).fill(said.issue);
  await page.getByRole('textbox', { name: label('known-issues', 'edit.cause') }).fill(said.cause);
  await page.getByRole('textbox', { name: label('known-issues', 'edit.fix') }).fill(said.fix);
  await page.getByRole('combobox', { name: label('known-issues', 'edit.softwareBelow') }).fill('4.2');
  await page.getByText(like('known-issues', 'edit.finds')).waitFor();
  await page.getByRole('textbox', { name: label('known-issues', 'edit.subjectLine'), exact: true }).fill('Ein Update für Ihr Halvard Arc 5');
  await page.getByRole('textbox', { name: label('known-issues', 'edit.text'), exact: true }).fill('Guten Tag {{ customer.name }},\n\nauf Ihrem Halvard Arc 5 können Gespräche abbrechen. Der Hersteller hat den Fehler gefunden: Mit dem Update auf 4.2 ist er behoben.');
  await page.getByRole('textbox', { name: label('known-issues', 'edit.steps') }).fill('Einstellungen öffnen\nInfo – Software-Update antippen\nNach dem Update einmal neu starten');
  await see('7-known-issue', page);
  await page.getByRole('button', { name: label('known-issues', 'edit.save') }).click();
  await page.waitForURL(/known-issues\/[0-9a-f-]{36}/);
  const issueId = /known-issues\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

  // 7 · The call back, in time: steps, "it works", a hundred minutes within the own limit.
  await page.goto(`/desk/${caseId}`);
  await page.getByText('Info – Software-Update antippen').first().waitFor();
  await page.getByRole('button', { name: label('goodwill', 'box.give') }).click();
  await page.getByRole('textbox', { name: label('goodwill', 'give.reason') }).fill(said.reason);
  await see('8-goodwill', page);
  await page.getByRole('button', { name: label('goodwill', 'give.book'), exact: true }).click();
  await page.getByText(label('goodwill', 'give.booked')).first().waitFor();
  await page.getByRole('button', { name: said.kept }).first().click();
  await page.getByText(like('cases', 'event.promise.kept')).first().waitFor();
  await page.getByRole('button', { name: label('known-issues', 'box.works') }).click();
  await page.getByText(label('known-issues', 'box.worksAt')).first().waitFor();
  await see('9-works', page);
  await desk.context.close();

  // 8 · Everybody else: who will be told how, who will not, and why. Then one click.
  const office = await open(admin);
  const manager = office.page;
  await manager.goto(`/desk/known-issues/${issueId}`);
  await see('10-issue', manager);
  await manager.getByRole('button', { name: label('known-issues', 'one.tell') }).click();
  await manager.getByRole('button', { name: label('outreach', 'new.save') }).click();
  await manager.getByText(like('outreach', 'one.preview')).waitFor();
  await see('11-preview', manager);
  await manager.getByRole('button', { name: like('outreach', 'one.start_other') }).click();
  const started = manager.waitForResponse((response) => /\/api\/outreaches\/[^/]+\/start$/.test(response.url()));
  await manager.getByRole('button', { name: label('outreach', 'one.startNow'), exact: true }).click();
  await started;
  const sentence = await untilFinished(manager, counted('outreach', 'one.result'));
  await see('12-told', manager);
  await office.context.close();
  const [told = 0, notTold = 0] = [...sentence.matchAll(/\d[\d.,]*/g)].map(([digits]) => Number(digits.replaceAll(/[.,]/g, '')));
  return { clicksToPromise, told, notTold, sentence, caseId };
}

type Call = <Answer>(method: string, path: string, body?: object) => Promise<Answer>;

/** Invited like anybody else; there already when the story is played a second time. */
async function hireAgent(call: Call): Promise<void> {
  const { items } = await call<{ items: { email: string }[] }>('GET', '/api/users?limit=100');
  if (items.some(({ email }) => email === agent.email)) return;
  const { link } = await call<{ link: string }>('POST', '/api/invitations', { email: agent.email, role: 'agent', departments: [] });
  const token = link.split('/').at(-1)?.split('?')[0] ?? '';
  await call('POST', `/api/invitations/${token}/acceptance`, { name: agent.name, password: agent.password });
}

/** What a telephone system sends when somebody rings, signed by Standard Webhooks. */
async function ring(url: string, inlet: { id: string; secret: string }, from: string): Promise<void> {
  const body = JSON.stringify({ id: `call-${Date.now()}`, from });
  const messageId = `msg_${Date.now()}`;
  const at = new Date();
  const answer = await fetch(`${url}/api/calls/${inlet.id}`, { method: 'POST', body, headers: { 'content-type': 'application/json', 'webhook-id': messageId, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': new Webhook(inlet.secret).sign(messageId, at, body) } });
  if (!answer.ok) throw new Error(`the call was refused: ${answer.status} ${await answer.text()}`);
}

async function readLink(page: Page): Promise<string> {
  const field = page.getByRole('dialog').locator('input[value*="/q/"], code:has-text("/q/"), a[href*="/q/"]').first();
  await field.waitFor();
  return (await field.getAttribute('value')) ?? (await field.getAttribute('href')) ?? (await field.innerText());
}

/** The sentence on the result page, once nobody waits any more. */
async function untilFinished(page: Page, result: RegExp): Promise<string> {
  const sentence = page.getByText(result);
  for (let tries = 0; tries < 100 && (await sentence.count()) === 0; tries += 1) {
    await sentence.first().waitFor({ timeout: 1_000 }).catch(() => page.reload());
    await page.locator('h1').first().waitFor();
  }
  await sentence.first().waitFor();
  return sentence.first().innerText();
}
