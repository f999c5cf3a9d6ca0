import type { Page } from 'playwright-core';
import { admin } from './momente.ts';

/** Signs in as a person does; ends on the page behind the sign-in. The context needs a `baseURL`. */
export async function signIn(page: Page, who: { email: string; password: string } = admin): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('input[name="email"]').fill(who.email);
  await page.locator('input[name="password"]').fill(who.password);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'), { timeout: 30_000 });
}
