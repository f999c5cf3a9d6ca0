import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { removeForgottenFiles } from './files/response-files.actions.ts';
import { withdrawLeftOut } from './suspicions/withdraw-responses.actions.ts';

/** Once a night: files of responses that nobody finished. */
export const tidyResponseFiles: JobDefinition = {
  name: 'responses.tidy-files',
  cron: '40 2 * * *',
  async run(context) {
    await removeForgottenFiles(context);
  },
};

/** What somebody leaves out goes out of history at once; this is for when that could not be done. */
export const withdrawResponses: JobDefinition = {
  name: 'responses.withdraw',
  cron: '*/5 * * * *',
  async run(context) {
    await withdrawLeftOut(context);
  },
};
