import { DAY_MS } from '../../kernel/clock.ts';
import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { deleteAnswersBefore } from './lookups.queries.ts';

const KEPT_DAYS = 30;

/** Answers that nobody asked for again in a month are of no use, even while the source is away. */
export const tidyLookups: JobDefinition = {
  name: 'lookups.tidy',
  cron: '41 2 * * *',
  async run(context) {
    await deleteAnswersBefore(context.db, new Date(context.clock.now().getTime() - KEPT_DAYS * DAY_MS));
  },
};
