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
