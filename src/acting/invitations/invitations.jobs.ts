import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { listActive } from './distributions.queries.ts';
import { WORK_JOB } from './run.actions.ts';
import { workOn } from './work.actions.ts';

const workJob: JobDefinition = {
  name: WORK_JOB,
  expireInS: 1_800,
  async run(context, data, signal) {
    const id: unknown = Object.entries(data).find(([key]) => key === 'id')?.[1];
    if (typeof id === 'string') await workOn(context, id, signal);
  },
};

/** Every minute: events that came, invitations and reminders whose time has come. A run that is lost costs nothing. */
export const sweepInvitations: JobDefinition = {
  name: 'invitations.sweep',
  cron: '* * * * *',
  retries: 0,
  expireInS: 1_800,
  async run(context, _data, signal) {
    for (const id of await listActive(context.db, context.clock.now())) {
      if (signal.aborted) return;
      // One that fails must not hold up the others.
      await workOn(context, id, signal).catch((error: unknown) => context.log.error({ err: error, distribution: id }, 'invitations could not be worked on'));
    }
  },
};

export const invitationsJobs: readonly JobDefinition[] = [workJob, sweepInvitations];
