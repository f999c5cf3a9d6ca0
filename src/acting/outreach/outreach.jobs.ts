import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { CAMPAIGN_DRAINED_JOB } from '../messages/queue-message.actions.ts';
import { answerOpenCases } from './answer-cases.actions.ts';
import { listLive } from './outreach.queries.ts';
import { finishOutreach, PREPARE_JOB, prepareOutreach, tryNextChannel } from './run-outreach.actions.ts';

const idIn = (data: object, name: string): string => {
  const id: unknown = Object.entries(data).find(([key]) => key === name)?.[1];
  if (typeof id !== 'string') throw new Error('A job of an outreach names no outreach.');
  return id;
};

export const prepareJob: JobDefinition = {
  name: PREPARE_JOB,
  async run(context, data) {
    const id = idIn(data, 'id');
    await prepareOutreach(context, id);
    await context.jobs.enqueue(CAMPAIGN_DRAINED_JOB, { campaignId: id }, { key: id });
  },
};

/** Everything due is on its way: who has an own case is answered there, dead addresses get their next channel, and then it is over. */
export const drainedJob: JobDefinition = {
  name: CAMPAIGN_DRAINED_JOB,
  async run(context, data, signal) {
    const id = idIn(data, 'campaignId');
    await answerOpenCases(context, id, signal);
    await tryNextChannel(context, id);
    await finishOutreach(context, id);
  },
};

/** Finds later buyers. */
export const lookAgain: JobDefinition = {
  name: 'outreach.look_again',
  cron: '*/5 * * * *',
  async run(context, _data, signal) {
    for (const id of await listLive(context.db)) {
      if (signal.aborted) return;
      await prepareOutreach(context, id);
    }
  },
};

export const outreachJobs: readonly JobDefinition[] = [prepareJob, drainedJob, lookAgain];
