import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { EXECUTE_JOB, executeDue } from './execute-goodwill.actions.ts';

/** Attempts are counted with each booking; the job itself fails only with our stores, and then comes again. */
export const executeGoodwill: JobDefinition = {
  name: EXECUTE_JOB,
  retries: 10,
  retryDelayS: 2,
  expireInS: 600,
  async run(context, _data, signal) {
    await executeDue(context, signal);
  },
};

/** Finds what a lost job left lying, should that ever happen. */
export const sweepGoodwill: JobDefinition = {
  name: 'goodwill.sweep',
  cron: '*/5 * * * *',
  async run(context, _data, signal) {
    await executeDue(context, signal);
  },
};
