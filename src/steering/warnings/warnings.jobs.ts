import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { lookAtWatches } from './look.actions.ts';

/** Name under which a look can be asked for: after much history was loaded, or by somebody who does not want to wait. */
export const LOOK_JOB = 'warnings.look';

/** Every morning, and when the server starts: weeks are judged once they are over, and answers may arrive late. */
export const lookForWarnings: JobDefinition = {
  name: LOOK_JOB,
  cron: '20 4 * * *',
  isAtStart: true,
  retries: 2,
  expireInS: 900,
  async run(context, _data, signal) {
    const { series, found, told } = await lookAtWatches(context, signal);
    if (found > 0) context.log.info({ series, found, told }, 'early warnings were raised');
  },
};
