import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { closeSolved, tidyFiles, wakeCases } from './ageing.actions.ts';

export const caseJobs: readonly JobDefinition[] = [
  { name: 'cases.wake', cron: '* * * * *', run: async (context, _data, signal) => void (await wakeCases(context, signal)) },
  { name: 'cases.close', cron: '*/10 * * * *', run: async (context, _data, signal) => void (await closeSolved(context, signal)) },
  { name: 'cases.tidy', cron: '40 2 * * *', run: (context) => tidyFiles(context) },
];
