import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { copyAttributes } from './attributes.actions.ts';

/** Groups of customers in figures are as of the last full hour. */
export const copyAttributesJob: JobDefinition = {
  name: 'people.copy_attributes',
  cron: '23 * * * *',
  isAtStart: true,
  async run(context) {
    await copyAttributes(context);
  },
};
