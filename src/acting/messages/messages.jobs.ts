import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { readOutlets } from './outlets.actions.ts';
import { SEND_JOB } from './queue-message.actions.ts';
import { sendDue } from './send-due.actions.ts';

/** Attempts of a message are its own; the job fails only with our stores, and then comes again. */
export const deliverMessages: JobDefinition = {
  name: SEND_JOB,
  retries: 10,
  retryDelayS: 2,
  expireInS: 1_200,
  async run(context, _data, signal) {
    await sendDue(context, readOutlets, signal);
  },
};

/** Finds what waits while no job is under way: a channel that has become ready, a process that died. */
export const sweepMessages: JobDefinition = {
  name: 'messages.sweep',
  cron: '* * * * *',
  async run(context) {
    await context.jobs.enqueue(SEND_JOB, {}, { key: 'sweep' });
  },
};

export const messageJobs: readonly JobDefinition[] = [deliverMessages, sweepMessages];
