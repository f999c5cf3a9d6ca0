import type { JobDefinition } from '../jobs/jobs.ts';
import { MAIL_JOB } from './mail-queue.ts';
import { createMailer, type Mail } from './mail.ts';

export const mailJob: JobDefinition = {
  name: MAIL_JOB,
  retries: 6,
  retryDelayS: 30,
  expireInS: 120,
  async run({ settings, vault }, data) {
    if (settings.smtpUrl === undefined || !('sealed' in data)) return;
    const mail = JSON.parse(vault.unseal(String(data.sealed), MAIL_JOB)) as Mail; // sealed by queueMail, nobody else has written it
    await createMailer(settings.smtpUrl).send(mail);
  },
};
