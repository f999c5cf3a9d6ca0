import { DAY_MS } from '../../kernel/clock.ts';
import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { deliverDue } from './deliver.actions.ts';
import { deleteOldEvents } from './deliveries.queries.ts';
import { DELIVER_JOB } from './emit.actions.ts';

const LOG_KEPT_DAYS = 30;
const AT_ONCE = 10_000;

/** Retries of a delivery are its own; the job itself fails only with our stores, and then comes again. */
export const deliverWebhooks: JobDefinition = {
  name: DELIVER_JOB,
  retries: 10,
  retryDelayS: 2,
  expireInS: 600,
  async run(context, _data, signal) {
    await deliverDue(context, signal);
  },
};

/** Finds what a lost job left lying, should that ever happen. */
export const sweepWebhooks: JobDefinition = {
  name: 'webhooks.sweep',
  cron: '*/5 * * * *',
  async run(context, _data, signal) {
    await deliverDue(context, signal);
  },
};

export const tidyWebhooks: JobDefinition = {
  name: 'webhooks.tidy',
  cron: '20 3 * * *',
  async run({ db, clock }, _data, signal) {
    const before = new Date(clock.now().getTime() - LOG_KEPT_DAYS * DAY_MS);
    while (!signal.aborted && (await deleteOldEvents(db, before, AT_ONCE)) === AT_ONCE);
  },
};
