import { SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../platform/context.ts';
import { reapplyRules } from './reapplication.actions.ts';

const LOOK_EVERY_MS = SECOND_MS;

/**
 * Watches for changed rules and applies them to earlier contacts, beside everything else.
 * @returns ends the watch after the step that is under way
 */
export function watchForChangedRules(context: Context): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let step: Promise<void> = Promise.resolve();
  const look = async () => {
    try {
      await reapplyRules(context);
    } catch (error) {
      context.log.warn({ err: error }, 'rules could not be applied to earlier contacts; trying again');
    }
    if (!stopped) timer = setTimeout(() => (step = look()), LOOK_EVERY_MS).unref();
  };
  timer = setTimeout(() => (step = look()), LOOK_EVERY_MS).unref();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await step;
  };
}
