/**
 * Takes the pictures of the README and of the manual (docs/images/manual) from a running Momente with the demo company:
 *   npm run screenshots -- --url http://localhost:3000 --email … --password … [--page cockpit]
 */
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../e2e/browser.ts';
import { signIn } from '../e2e/sign-in.ts';
import { appTruth, driverTruth } from '../src/demo/nordfunk/truths.ts';
import { root } from './paths.ts';

const pages: { name: string; path: string; userId?: string; isCase?: true; isForManual?: true }[] = [
  { name: 'cockpit', path: '/cockpit' },
  { name: 'customers', path: '/customers' },
  { name: 'customer', path: '/customers/', userId: 'K-100001' },
  { name: 'case', path: '/desk/', isCase: true },
  { name: 'touchpoints', path: '/touchpoints' },
  { name: 'touchpoint', path: '/touchpoints/repair_status' },
  { name: 'listening', path: '/listening' },
  { name: 'survey-editor', path: `/listening/surveys/${appTruth.survey}`, isForManual: true },
  { name: 'survey-results', path: `/listening/surveys/${appTruth.survey}?tab=results`, isForManual: true },
  { name: 'voices', path: '/listening/voices', isForManual: true },
  { name: 'metrics', path: '/understanding/metrics', isForManual: true },
  { name: 'gaps', path: '/understanding/gaps', isForManual: true },
  { name: 'drivers', path: `/understanding/drivers?survey=${driverTruth.survey}`, isForManual: true },
  { name: 'barometer', path: '/understanding/barometer', isForManual: true },
  { name: 'kano', path: '/understanding/kano', isForManual: true },
  { name: 'warnings', path: '/warnings', isForManual: true },
];
const sizes = [
  { name: 'desktop', viewport: { width: 1280, height: 800 }, isMobile: false },
  { name: 'phone', viewport: { width: 390, height: 844 }, isMobile: true },
] as const;
const languages = ['de', 'en'] as const;

type Look = { language: (typeof languages)[number]; size: (typeof sizes)[number]; colorScheme: 'light' | 'dark' };

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    email: { type: 'string', default: 'admin@nordfunk.example' },
    password: { type: 'string', default: 'Ein-gutes-Kennwort-7' },
    page: { type: 'string' },
    to: { type: 'string', default: `${root}/docs/images` },
    dark: { type: 'boolean', default: false },
  },
});

mkdirSync(values.to, { recursive: true });
for (const language of languages) {
  // The browser draws fields for dates in its own language, whatever the page's is.
  process.env['LANGUAGE'] = language;
  const browser = await launchBrowser();
  try {
    for (const size of sizes) await takeAll(browser, { language, size, colorScheme: values.dark ? 'dark' : 'light' });
  } finally {
    await browser.close();
  }
}

async function takeAll(from: Browser, { language, size, colorScheme }: Look): Promise<void> {
  const context = await from.newContext({
    viewport: size.viewport,
    isMobile: size.isMobile,
    hasTouch: size.isMobile,
    deviceScaleFactor: size.isMobile ? 2 : 1,
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme,
    reducedMotion: 'reduce',
    baseURL: values.url,
  });
  // A choice made in this browser outranks the language of the account.
  await context.addInitScript((chosen) => localStorage.setItem('momente.language', chosen), language);
  const page = await context.newPage();
  await signIn(page, { email: values.email, password: values.password });
  for (const { name, path, userId, isCase, isForManual } of pages.filter((one) => (values.page === undefined || one.name === values.page) && (one.isForManual !== true || !size.isMobile))) {
    await page.goto(isCase ? `${path}${await urgentCaseId(page)}?view=all` : userId === undefined ? path : path + (await customerIdOf(page, userId)));
    await settle(page);
    const file = isForManual ? `${values.to}/manual/${name}-${language}.jpg` : `${values.to}/${name}-${language}-${size.name}${colorScheme === 'dark' ? '-dark' : ''}.png`;
    await page.screenshot({ path: file, ...(isForManual ? { type: 'jpeg', quality: 72 } : {}) });
    console.log(file);
  }
  await context.close();
}

async function customerIdOf(page: Page, userId: string): Promise<string> {
  const { items } = await (await page.request.get(`/api/customers?identifier=userId:${userId}`)).json();
  if (!items[0]) throw new Error(`There is no customer ${userId}; load the demo company first.`);
  return items[0].id;
}

async function urgentCaseId(page: Page): Promise<string> {
  const { items } = await (await page.request.get('/api/cases?view=all&sort=priority&limit=1')).json();
  if (!items[0]) throw new Error('There is no open case; load the demo company first.');
  return items[0].id;
}

/** Until the data is there: no skeleton left, typefaces loaded. Requests alone say nothing: the desk listens all the time. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load', { timeout: 30_000 });
  await page.waitForTimeout(1_500);
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"], [class*="_bone_"]') === null && document.fonts.status === 'loaded', undefined, { timeout: 30_000 });
}
