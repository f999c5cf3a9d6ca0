import { DAY_MS, MINUTE_MS } from '../../kernel/clock.ts';
import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { forgetInboundKeys } from './inbound-keys.queries.ts';
import { watchMailboxes } from './imap/watch-mailbox.actions.ts';

/** Longer than a minute, so that the next one is waiting when it ends; shorter than what counts as lost. */
const SHIFT_MS = 9 * MINUTE_MS;
const KEYS_KEPT_DAYS = 30;

/** Reads all mailboxes, in shifts: one that is lost with its process is taken up by the next within a minute. */
const watch: JobDefinition = {
  name: 'mailbox.watch', cron: '* * * * *', isAtStart: true, retries: 0,
  run: (context, _data, signal) => watchMailboxes(context, AbortSignal.any([signal, AbortSignal.timeout(SHIFT_MS)])),
};

const tidy: JobDefinition = {
  name: 'mailbox.tidy', cron: '23 3 * * *',
  run: async (context) => forgetInboundKeys(context.db, new Date(context.clock.now().getTime() - KEYS_KEPT_DAYS * DAY_MS)),
};

export const mailboxJobs: readonly JobDefinition[] = [watch, tidy];
