import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { sendPromiseNotices } from './notices.actions.ts';
import { breakDuePromises } from './settle-promise.actions.ts';

/** Every minute: what is over is recorded as broken at its due time, so the minute is not part of the record. */
export const watchPromises: JobDefinition = {
  name: 'promises.watch',
  cron: '* * * * *',
  retries: 0,
  expireInS: 300,
  async run(context, _data, signal) {
    await breakDuePromises(context, signal);
    await sendPromiseNotices(context, signal);
  },
};
