import { DAY_MS } from '../../kernel/clock.ts';
import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { tidyFiles } from './inquiry-files.actions.ts';
import { remindOfInquiries } from './remind.actions.ts';

export const remindInquiries: JobDefinition = {
  name: 'inquiries.remind',
  cron: '* * * * *',
  retries: 0,
  async run(context, _data, signal) {
    await remindOfInquiries(context, signal);
  },
};

export const tidyInquiryFiles: JobDefinition = {
  name: 'inquiries.tidy',
  cron: '35 3 * * *',
  async run(context) {
    await tidyFiles(context, new Date(context.clock.now().getTime() - DAY_MS));
  },
};
