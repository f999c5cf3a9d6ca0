import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { WORK_JOB, WORKERS, resumeImports, workOnImport } from './import-work.actions.ts';
import { runDuePickups } from './pickups/pickups.actions.ts';

export const importJobs: readonly JobDefinition[] = [
  {
    name: WORK_JOB,
    parallel: WORKERS,
    retries: 20,
    run: async (context, data, signal) => {
      if ('importId' in data && typeof data.importId === 'string') await workOnImport(context, data.importId, signal);
    },
  },
  { name: 'imports.resume', cron: '*/5 * * * *', run: (context) => resumeImports(context) },
  { name: 'imports.pick_up', cron: '* * * * *', run: (context, _data, signal) => runDuePickups(context, signal) },
];
