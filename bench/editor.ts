import { loadavg } from 'node:os';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../e2e/browser.ts';
import { signIn } from '../e2e/sign-in.ts';
import { type Definition, type Question, questionKinds } from '../src/listening/surveys/definition.contract.ts';
import { emptyDefinition, newQuestion } from '../src/listening/surveys/web/editing/new-question.logic.ts';
import { apiKey, quantile, startServer } from './server.ts';

const SIZES = [5, 40, 300];
const QUESTIONS_PER_PAGE = 5;
const ROUNDS = 5;
const LANGUAGES = ['de', 'en'];
// A quick typist. A pause lets warnings and preview follow, so that the next key meets them; the long one lets a save begin.
const KEY_EVERY_MS = 80;
const WORD_PAUSE_MS = 320;
const COMMA_PAUSE_MS = 760;
const SENTENCE = ' Und was hat Ihnen daran gefallen, was hat gefehlt, und was sollen wir bei Ihrem Besuch danach anders machen?';
const FIELD = 'section[aria-label="Frage bearbeiten"] textarea';
const SAVED = '[role="status"][data-state="saved"]';

interface Measured { openMs: number[]; keysMs: number[]; processorMs: number; longTasks: number; saveMs: number[]; requestMs: number[] }

/**
 * The editor of surveys in a real browser: how long until it can be typed in, from a key until it is painted, and from
 * the last key until the page says that it is saved; that holds the pause of 700 ms that the editor waits for.
 * The built page in dist/web is measured; `npm start` builds it when it is old.
 */
export async function benchEditor(): Promise<void> {
  const server = await startServer(undefined, Number(process.env['BENCH_PORT'] ?? 4990));
  let browser: Browser | null = null;
  try {
    const loadBefore = loadavg()[0] ?? 0;
    browser = await launchBrowser();
    const desk = await browser.newContext({ baseURL: server.url, locale: 'de-DE', viewport: { width: 1440, height: 900 } });
    await desk.addInitScript(watchKeys);
    const page = await desk.newPage();
    const bareMs = await typeInBareField(page);
    await signIn(page, { email: 'bench@example.de', password: 'Ein-gutes-Kennwort-7' });
    const surveys = SIZES.map(makeDefinition);
    const measured: Measured[] = [];
    for (const [at, definition] of surveys.entries()) {
      const code = `bench_${SIZES[at]}`;
      await makeSurvey(server.url, code, definition);
      measured.push(await measure(page, code, lastChoice(definition)));
    }
    print('questions', SIZES.map(String));
    print('document, kB', surveys.map((definition) => round(JSON.stringify(definition).length / 1000)));
    print('open until its first key is painted, ms', measured.map(({ openMs }) => middle(openMs)));
    print('key until painted, p50 / p95 / longest, ms', measured.map(({ keysMs }) => spread(keysMs)));
    print('the same in a bare field, ms', [spread(bareMs)]);
    print('processor time of the page per key, ms', measured.map(({ processorMs }) => processorMs.toFixed(1)));
    print('tasks of more than 50 ms while typing', measured.map(({ longTasks }) => String(longTasks)));
    print('last key until saved, ms', measured.map(({ saveMs }) => middle(saveMs)));
    print('of it the request, ms', measured.map(({ requestMs }) => middle(requestMs)));
    process.stdout.write(`load average before / after: ${loadBefore.toFixed(1)} / ${(loadavg()[0] ?? 0).toFixed(1)}; in brackets the longest of ${ROUNDS}
`);
  } finally {
    await browser?.close();
    await server.stop();
    server.remove();
  }
}

async function measure(page: Page, code: string, question: string): Promise<Measured> {
  const openMs: number[] = [];
  for (let time = 0; time < ROUNDS; time += 1) openMs.push(await open(page, code));
  await page.locator(`[data-outline="${question}"]`).click();
  const workedMs = await processorMs(page, () => typeSentence(page));
  const keysMs = await durations(page, 'key');
  const longTasks = (await durations(page, 'long')).length;
  await page.waitForSelector(SAVED);
  const saves: { saveMs: number; requestMs: number }[] = [];
  for (let time = 0; time < ROUNDS; time += 1) {
    await page.waitForTimeout(1_000); // what follows a save has ended
    for (const key of ' gut') await page.keyboard.press(key);
    saves.push(await page.evaluate(untilSaved, SAVED));
  }
  return { openMs, keysMs, processorMs: workedMs / keysMs.length, longTasks, saveMs: saves.map(({ saveMs }) => saveMs), requestMs: saves.map(({ requestMs }) => requestMs) };
}

/** What the page's main thread works meanwhile, with preview, warnings and saves: other work on the machine hardly changes it. */
async function processorMs(page: Page, deed: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN;
  const before = await read();
  await deed();
  const seconds = (await read()) - before;
  await session.detach();
  return 1000 * seconds;
}

/** Loads the whole page and types as soon as there is something to type in. @returns ms from the start of loading until the first key is painted */
async function open(page: Page, code: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(`/listening/surveys/${code}`, { waitUntil: 'commit' });
  await page.waitForFunction(focusOn, FIELD, { polling: 'raf' });
  await page.keyboard.press('!');
  const ms = await page.evaluate(untilFirstKeyPainted);
  await page.waitForSelector(SAVED);
  return ms;
}

async function typeSentence(page: Page): Promise<void> {
  await page.waitForFunction(focusOn, FIELD);
  await page.keyboard.press('End');
  await page.evaluate(() => performance.clearMeasures());
  let before = '';
  for (const key of SENTENCE) {
    await page.waitForTimeout(before === ',' ? COMMA_PAUSE_MS : key === ' ' ? WORD_PAUSE_MS : KEY_EVERY_MS);
    await page.keyboard.press(key);
    before = key;
  }
  await page.waitForTimeout(200);
}

/** What a key costs in this browser at the least. */
async function typeInBareField(page: Page): Promise<number[]> {
  await page.goto('data:text/html,<section aria-label="Frage bearbeiten"><textarea rows="5" cols="80"></textarea></section>');
  await typeSentence(page);
  return durations(page, 'key');
}

const durations = (page: Page, name: string): Promise<number[]> => page.evaluate((wanted) => performance.getEntriesByName(wanted).map(({ duration }) => duration), name);

// What runs in the page.

/** Each key as a measure: from the moment it was pressed until after the next frame, and what kept the page from answering. */
function watchKeys(): void {
  const afterFrame = (then: () => void) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', then);
    port1.start();
    port2.postMessage(null);
  });
  addEventListener('keydown', ({ timeStamp, key }) => { if (key.length === 1) afterFrame(() => performance.measure('key', { start: timeStamp, end: performance.now() })); }, true);
  new PerformanceObserver((list) => { for (const { startTime, duration } of list.getEntries()) performance.measure('long', { start: startTime, duration }); }).observe({ type: 'longtask' });
}

function focusOn(selector: string): boolean {
  const field = document.querySelector<HTMLTextAreaElement>(selector);
  field?.focus();
  return field !== null && document.activeElement === field;
}

function untilFirstKeyPainted(): Promise<number> {
  return new Promise((done) => {
    const look = () => {
      const first = performance.getEntriesByName('key')[0];
      if (first) done(first.startTime + first.duration);
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** From the last key until the word stands there, and how long the last request took. */
function untilSaved(selector: string): Promise<{ saveMs: number; requestMs: number }> {
  return new Promise((done) => {
    const look = () => {
      if (!document.querySelector(selector)) return void requestAnimationFrame(look);
      const requests = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/draft'));
      done({ saveMs: performance.now() - (performance.getEntriesByName('key').at(-1)?.startTime ?? Number.NaN), requestMs: requests.at(-1)?.duration ?? Number.NaN });
    };
    look();
  });
}

// The surveys.

/** All kinds in turn, except pictures, which need images; every seventh question depends on the first. */
function makeDefinition(size: number): Definition {
  const kinds = questionKinds.filter((kind) => kind !== 'pictures');
  const questions = Array.from({ length: size }, (_, at): Question => {
    const question = newQuestion(kinds[at % kinds.length] ?? 'nps', { id: `q${at + 1}`, languages: LANGUAGES });
    return { ...question, title: { de: `Frage ${at + 1}: Wie war das bei Ihrem letzten Besuch?`, en: `Question ${at + 1}: how was that on your last visit?` }, ...(at % 7 === 6 && { when: 'q1 <= 6' }) };
  });
  const pages = Array.from({ length: Math.ceil(size / QUESTIONS_PER_PAGE) }, (_, at) => ({ id: `page_${at + 1}`, questions: questions.slice(at * QUESTIONS_PER_PAGE, (at + 1) * QUESTIONS_PER_PAGE) }));
  return { ...emptyDefinition({ de: `Messung mit ${size} Fragen`, en: `Bench of ${size} questions` }, LANGUAGES), pages };
}

/** The same kind in each survey, so that the form beside it is the same. */
function lastChoice({ pages }: Definition): string {
  const questions = pages.flatMap((page) => page.questions);
  return questions.findLast(({ kind }) => kind === 'choice')?.id ?? '';
}

async function makeSurvey(url: string, code: string, definition: Definition): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const made = await fetch(`${url}/api/surveys`, { method: 'POST', headers, body: JSON.stringify({ code, nameDe: definition.title['de'], nameEn: definition.title['en'], kind: 'relationship', definition }) });
  if (made.status !== 201) throw new Error(await made.text());
}

const print = (name: string, values: readonly string[]) => process.stdout.write(`${name.padEnd(48)}${values.map((value) => value.padStart(16)).join('')}
`);
const round = (ms: number): string => ms.toFixed(0);
const spread = (ms: readonly number[]): string => `${round(quantile(ms, 0.5))} / ${round(quantile(ms, 0.95))} / ${round(Math.max(...ms))}`;
const middle = (ms: readonly number[]): string => `${round(quantile(ms, 0.5))} (${round(Math.max(...ms))})`;
