import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { breakDueClocks } from './service-levels.queries.ts';

const AT_ONCE = 500;

/** Every minute: clocks whose time is over are broken, at the instant it was over. */
export const breakServiceClocks: JobDefinition = {
  name: 'service_levels.breach',
  cron: '* * * * *',
  retries: 0,
  expireInS: 300,
  async run({ db, clock }, _data, signal) {
    while (!signal.aborted && (await breakDueClocks(db, clock.now(), AT_ONCE)) === AT_ONCE);
  },
};
