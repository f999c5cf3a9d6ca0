import { deleteOldKeys } from '../../platform/http/idempotency.queries.ts';
import type { JobDefinition } from '../../platform/jobs/jobs.ts';

const AT_ONCE = 10_000;

/** Keys of writes mean nothing after a day. */
export const tidyIdempotencyKeys: JobDefinition = {
  name: 'keys.tidy',
  cron: '40 * * * *',
  async run({ db }, _data, signal) {
    while (!signal.aborted && (await deleteOldKeys(db, AT_ONCE)) === AT_ONCE);
  },
};
