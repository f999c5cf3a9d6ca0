import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Nothing on the page that keeps somebody from reading or using it, as far as a program can tell. What others wrote is theirs. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).exclude('iframe').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}

interface Axe {
  run(context: Document, options: { runOnly: string[]; resultTypes: string[] }): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}
let axeSource = '';

/** The same for many screens of one page without frames: the rules are brought in once, and no second page is opened for them. */
export async function expectScreenAccessible(page: Page): Promise<void> {
  axeSource ||= readFileSync(createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as { axe: Axe }; // brought in above
    const found = await axe.run(document, { runOnly, resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
  }, rules);
  expect(violations).toEqual([]);
}
