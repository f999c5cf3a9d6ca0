import type { JobDefinition } from '../../../platform/jobs/jobs.ts';
import { PASSWORD_LINK_JOB, sendPasswordLink } from './password-link.actions.ts';

/** Looking somebody up happens here and not while they wait: the answer takes equally long whether there is an account or not. */
export const passwordLinkJob: JobDefinition = {
  name: PASSWORD_LINK_JOB,
  async run(context, data) {
    if ('sealed' in data) await sendPasswordLink(context, String(data.sealed));
  },
};
