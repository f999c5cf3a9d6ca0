import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { WORK_JOB } from './run.actions.ts';
import { sweepInvitations } from './sweep.actions.ts';
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
const sweepJob: JobDefinition = {
  name: 'invitations.sweep',
  cron: '* * * * *',
  retries: 0,
  expireInS: 1_800,
  run: (context, _data, signal) => sweepInvitations(context, signal),
};

export const invitationsJobs: readonly JobDefinition[] = [workJob, sweepJob];
