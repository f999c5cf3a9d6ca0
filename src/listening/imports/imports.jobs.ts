import { DAY_MS } from '../../kernel/clock.ts';
import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { removeOldFiles } from './imports.actions.ts';
import { WORK_JOB, WORKERS, resumeImports, workOnImport } from './import-work.actions.ts';
import { runDuePickups } from './pickups.actions.ts';

/** Raw files are not needed for the undo; people want to look into them for a while. */
export const KEEP_FILES_DAYS = 30;

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
  { name: 'imports.remove_files', cron: '40 2 * * *', run: (context) => removeOldFiles(context, new Date(context.clock.now().getTime() - KEEP_FILES_DAYS * DAY_MS)) },
];
