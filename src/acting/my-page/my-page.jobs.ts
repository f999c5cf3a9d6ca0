import { DAY_MS } from '../../kernel/clock.ts';
import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { SEND_LINK_JOB, sendAskedLink } from './links.actions.ts';
import { deleteLinksBefore } from './my-page.queries.ts';

const KEPT_DAYS = 30;

export const sendMyLink: JobDefinition<{ sealed: string }> = { name: SEND_LINK_JOB, parallel: 2, run: (context, { sealed }) => sendAskedLink(context, sealed) };

/** Links that have long run out say only that there was one. */
export const tidyMyLinks: JobDefinition = {
  name: 'my-page.tidy',
  cron: '51 2 * * *',
  async run(context) {
    await deleteLinksBefore(context.db, new Date(context.clock.now().getTime() - KEPT_DAYS * DAY_MS));
  },
};

export const myPageJobs: readonly JobDefinition[] = [sendMyLink as JobDefinition, tidyMyLinks]; // the queue hands each job the data it was given
