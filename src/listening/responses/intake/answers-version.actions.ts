import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Context } from '../../../platform/context.ts';
import type { History } from '../../../platform/storage/history.ts';

/** Says that responses were kept, to whoever must act at once: cases of the closed loop, live results. */
export const RESPONSES_CHANNEL = 'responses_kept';
/** Hundreds of responses a second are one piece of news. */
const TOLD_EVERY_MS = 500;

const versions = new WeakMap<History, number>();
/** Grows with every answer that this process has taken, so that who remembers figures knows when they are outdated. */
export const answersVersion = ({ history }: Context): number => versions.get(history) ?? 0;

const telling = new WeakMap<History, Promise<void>>();

/** To be called when answers are queryable. */
export function noteAnswers(context: Context): void {
  versions.set(context.history, answersVersion(context) + 1);
  if (!telling.has(context.history)) telling.set(context.history, tellSoon(context));
}

/** Lost when the process dies: who listens also looks by itself from time to time. */
async function tellSoon(context: Context): Promise<void> {
  await setTimeout(TOLD_EVERY_MS, undefined, { ref: false });
  telling.delete(context.history);
  await sql`select pg_notify(${RESPONSES_CHANNEL}, '')`.execute(context.db).catch((error: unknown) => context.log.warn({ err: error }, 'nobody could be told about new responses'));
}
