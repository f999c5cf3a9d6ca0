import { deleteOldKeys } from '../../platform/http/idempotency.queries.ts';
import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { warnOfEndingKeys } from './ending-keys.actions.ts';

const AT_ONCE = 10_000;

/** Keys of writes mean nothing after a day. */
export const tidyIdempotencyKeys: JobDefinition = {
  name: 'keys.tidy',
  cron: '40 * * * *',
  async run({ db }, _data, signal) {
    while (!signal.aborted && (await deleteOldKeys(db, AT_ONCE)) === AT_ONCE);
  },
};

export const warnOfKeys: JobDefinition = {
  name: 'keys.warn',
  cron: '30 6 * * *',
  async run(context) {
    await warnOfEndingKeys(context);
  },
};
