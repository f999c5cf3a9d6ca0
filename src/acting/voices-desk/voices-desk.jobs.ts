import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { DELIVER_JOB, deliverReplies } from './reply-to-voice.actions.ts';

/** Retries of an answer are its own; the job itself fails only with our stores, and then comes again. */
export const voicesDeskJobs: readonly JobDefinition[] = [
  { name: DELIVER_JOB, retries: 10, retryDelayS: 2, expireInS: 600, run: async (context, _data, signal) => void (await deliverReplies(context, signal)) },
  // Finds what a lost job left lying, should that ever happen.
  { name: 'voices_desk.sweep', cron: '*/5 * * * *', run: async (context, _data, signal) => void (await deliverReplies(context, signal)) },
];
