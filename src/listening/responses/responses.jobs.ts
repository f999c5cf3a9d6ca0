import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { removeForgottenFiles } from './files/response-files.actions.ts';
import { WITHDRAW_JOB, withdrawLeftOut } from './suspicions/withdraw-responses.actions.ts';

/** Once a night: files of responses that nobody finished. */
export const tidyResponseFiles: JobDefinition = {
  name: 'responses.tidy-files',
  cron: '40 2 * * *',
  async run(context) {
    await removeForgottenFiles(context);
  },
};

/** As soon as somebody leaves out what was counted; and from time to time for what was still on its way to history then. */
export const withdrawResponses: JobDefinition = {
  name: WITHDRAW_JOB,
  cron: '*/5 * * * *',
  async run(context) {
    await withdrawLeftOut(context);
  },
};
