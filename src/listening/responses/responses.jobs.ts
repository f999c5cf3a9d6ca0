import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { removeForgottenFiles } from './files/response-files.actions.ts';

/** Once a night: files of responses that nobody finished. */
export const tidyResponseFiles: JobDefinition = {
  name: 'responses.tidy-files',
  cron: '40 2 * * *',
  async run(context) {
    await removeForgottenFiles(context);
  },
};
