/**
 * Plays the story of the manual in a running Momente that holds the demo company, and takes its pictures:
 *   node scripts/story-pictures.ts --url http://localhost:3000 --language de --email … --password … --key …
 * Jana Petersen has no known issue before; use a fresh demo for each language.
 */
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../e2e/browser.ts';
import { playStory } from '../e2e/story.ts';
import { root } from './paths.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    language: { type: 'string', default: 'de' },
    email: { type: 'string', default: 'admin@nordfunk.example' },
    password: { type: 'string', default: 'Ein-gutes-Kennwort-7' },
    key: { type: 'string', default: process.env['MOMENTE_API_KEY'] ?? '' },
    to: { type: 'string', default: `${root}/docs/images/manual` },
  },
});

const language = values.language === 'en' ? 'en' : 'de';
mkdirSync(values.to, { recursive: true });
const browser = await launchBrowser();
try {
  const story = await playStory({
    browser, language, url: values.url, apiKey: values.key, admin: { email: values.email, password: values.password }, viewport: { width: 1280, height: 800 },
    see: async (scene, page) => {
      await page.waitForTimeout(700); // what was fetched last is drawn
      await page.screenshot({ path: `${values.to}/story-${scene}-${language}.jpg`, type: 'jpeg', quality: 72 });
    },
  });
  console.log(story.sentence, `(${story.clicksToPromise} clicks from call to promise)`);
} finally {
  await browser.close();
}
