import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

interface Axe {
  run(context: object, options: { runOnly: string[]; resultTypes: string[] }): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
let axeSource = '';

/**
 * Nothing on the page that keeps somebody from reading or using it, as far as a program can tell. What others wrote, in
 * frames, is theirs. The rules are brought in once for each page, and no second page is opened for them.
 */
export async function expectAccessible(page: Page): Promise<void> {
  axeSource ||= readFileSync(createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async (runOnly) => {
    // What fades in is pale until it is there.
    const passing = document.getAnimations().filter(({ effect, playState }) => playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(passing.map(({ finished }) => finished));
    const { axe } = globalThis as unknown as { axe: Axe }; // brought in above
    const found = await axe.run({ exclude: [['iframe']] }, { runOnly, resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
  }, rules);
  expect(violations).toEqual([]);
}
