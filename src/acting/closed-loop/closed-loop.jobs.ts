import { SECOND_MS } from '../../kernel/clock.ts';
import { RESPONSES_CHANNEL } from '../../listening/responses/intake/answers-version.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { sweepLoop } from './sweep.actions.ts';

/** Every minute: what came since the last look. A run that is lost costs nothing, the next one goes on where it stood. */
export const sweepClosedLoop: JobDefinition = {
  name: 'closed-loop.sweep',
  cron: '* * * * *',
  retries: 0,
  expireInS: 600,
  async run(context, _data, signal) {
    await sweepLoop(context, signal);
  },
};

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
