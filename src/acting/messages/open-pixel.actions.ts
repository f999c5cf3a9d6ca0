import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { saveOpened } from './delivery-reports.queries.ts';
import { isOurPixel } from './open-pixel.logic.ts';

/** A mail was opened, if the picture is one of ours; otherwise nothing happens. */
export async function noteOpened(context: Context, id: string, mark: string): Promise<void> {
  if (z.uuid().safeParse(id).success && isOurPixel(context, id, mark)) await saveOpened(context.db, id, context.clock.now());
}
