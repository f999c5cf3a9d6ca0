import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { findBrandTheme, saveBrandTheme } from './brand-theme.queries.ts';
import { checkContrast } from './contrast.logic.ts';
import { forgetSurveys } from '../versions/published.actions.ts';
import { type BrandTheme, defaultTheme, type Theme } from './theme.contract.ts';

/** How surveys look that have no look of their own, and what of it is hard to read. */
export async function getBrandTheme(context: Context): Promise<BrandTheme> {
  const own = await findBrandTheme(context.db);
  const theme = own?.theme ?? defaultTheme;
  return { theme, isOwn: own !== null, findings: checkContrast(theme), changedAt: own?.changedAt.toISOString() ?? null, changedBy: own?.changedBy ?? null };
}

export async function setBrandTheme(context: Context, actor: Actor, theme: Theme): Promise<BrandTheme> {
  await saveBrandTheme(context.db, { theme, changedAt: context.clock.now(), changedBy: actor.label });
  forgetSurveys(context);
  return getBrandTheme(context);
}
