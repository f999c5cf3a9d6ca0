import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { patient } from './until.ts';

/** A result on a page, by its heading. */
export const resultOf = (page: Page, title: string | RegExp): Locator => page.getByRole('region', { name: title }).filter({ has: page.getByRole('button', { name: /^(Als Satz kopieren|Copy as sentence): / }) }).first();

/** Its table as text, row by row. The table stays open. */
export async function readRows(page: Page, title: string | RegExp): Promise<string[][]> {
  const result = resultOf(page, title);
  await result.waitFor();
  const table = result.getByRole('table');
  const toggle = result.getByRole('button', { name: /^(Als Tabelle|As a table): / });
  await expect.poll(async () => {
    if ((await table.count()) === 0 && (await toggle.count()) > 0) await toggle.click();
    return table.count();
  }, patient).toBeGreaterThan(0);
  return table.first().locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')));
}
