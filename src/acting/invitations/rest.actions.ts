import type { Asked } from '../../listening/placements/show-surveys.actions.ts';
import type { Context } from '../../platform/context.ts';
import { isResting } from './rest.queries.ts';

/** For surveys on pages: the rules about fatigue hold there as well. Nothing can be delayed on a page, so both effects mean "not now". */
export function isTired(context: Context, { survey, surveyKind, subjects }: Asked): Promise<boolean> {
  return isResting(context.db, { survey, surveyKind, subjects, now: context.clock.now() });
}
