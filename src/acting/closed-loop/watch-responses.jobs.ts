import { SECOND_MS } from '../../kernel/clock.ts';
import { RESPONSES_CHANNEL } from '../../listening/responses/answers-version.actions.ts';
import type { Context } from '../../platform/context.ts';
import { sweepClosedLoop } from './closed-loop.jobs.ts';

/** While others are writing, the first look only learns how far history is complete; the second one sees it. */
const AGAIN_AFTER_MS = 3 * SECOND_MS;

/** A bad answer becomes a case within seconds: whoever keeps responses says so, and the loop looks at once. @returns stops it */
export async function watchForResponses(context: Context): Promise<() => void> {
  return context.notifications.listen(RESPONSES_CHANNEL, () => {
    const again = { key: 'again', after: new Date(context.clock.now().getTime() + AGAIN_AFTER_MS) };
    void Promise.all([context.jobs.enqueue(sweepClosedLoop.name, {}, { key: 'responses' }), context.jobs.enqueue(sweepClosedLoop.name, {}, again)])
      .catch((error: unknown) => context.log.warn({ err: error }, 'the closed loop looks at new responses within a minute'));
  });
}
