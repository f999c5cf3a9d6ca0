import type { Context } from '../context.ts';
import type { Db } from '../storage/records.ts';
import type { Mail } from './mail.ts';

export const MAIL_JOB = 'mail.send';

/** Whether mails can go out; without, links are shown to the administrator instead. */
export const canMail = ({ settings }: Pick<Context, 'settings'>): boolean => settings.smtpUrl !== undefined;

/** Sends a mail soon, and again if the mail server is away. Sealed in the queue: it may hold a one-time link. */
export async function queueMail({ jobs, vault }: Context, mail: Mail, tx?: Db): Promise<void> {
  await jobs.enqueue(MAIL_JOB, { sealed: vault.seal(JSON.stringify(mail), MAIL_JOB) }, {}, tx);
}
