import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { solveQuietCases } from './issue-cases.actions.ts';

/** Linked cases that got the answer and have been quiet since count as solved, after as many days as their issue says. */
export const solveQuietCasesJob: JobDefinition = {
  name: 'known-issues.solve-quiet',
  cron: '17 * * * *',
  async run(context, _data, signal) {
    await solveQuietCases(context, signal);
  },
};
