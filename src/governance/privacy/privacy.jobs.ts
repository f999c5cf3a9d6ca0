import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { ERASE_JOB, resumeErasures, runErasure, runScrub, SCRUB_JOB } from './erasure.actions.ts';
import { hasUnscrubbed } from './erasures.queries.ts';
import type { PrivacyParts } from './personal-data.actions.ts';
import { runRetention } from './retention.actions.ts';

/** The work of data protection, for all holders of personal data. */
export function privacyJobs(parts: PrivacyParts): JobDefinition[] {
  const erase: JobDefinition<{ id?: string }> = {
    name: ERASE_JOB, retries: 10, retryDelayS: 5, expireInS: 3_600,
    run: async (context, { id }) => {
      if (id !== undefined) await runErasure(context, parts, id);
    },
  };
  const scrub: JobDefinition<{ isWanted?: boolean }> = {
    name: SCRUB_JOB, retries: 5, retryDelayS: 60, expireInS: 6 * 3_600,
    run: async (context, { isWanted }) => {
      if (isWanted === true || (await hasUnscrubbed(context.db, context.clock.now()))) await runScrub(context, parts);
    },
  };
  const resume: JobDefinition = {
    name: 'privacy.resume', cron: '*/10 * * * *',
    run: async (context) => {
      await resumeErasures(context);
      if (await hasUnscrubbed(context.db, context.clock.now())) await context.jobs.enqueue(SCRUB_JOB, {}, { key: 'scrub' });
    },
  };
  const retention: JobDefinition = { name: 'privacy.retention', cron: '30 0 * * *', retries: 3, expireInS: 6 * 3_600, run: (context) => runRetention(context, parts) };
  return [erase as JobDefinition, scrub as JobDefinition, resume, retention]; // a job without data is a job with any data
}
