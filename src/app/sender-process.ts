/**
 * Program: one process that sends what is due, again and again, until its standard input ends or somebody kills it. For
 * tests and the soak. Arguments: the address of the mail server, a folder whose owner clears it up (because who is killed
 * cannot), and the addresses of the records and of history.
 */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pino from 'pino';
import { systemClock } from '../kernel/clock.ts';
import { Files } from '../platform/files/files.ts';
import { Jobs } from '../platform/jobs/jobs.ts';
import { createVault } from '../platform/secrets/vault.ts';
import { openStorage } from '../platform/storage/open-storage.ts';
import { sendDue } from '../acting/messages/send-due.actions.ts';
import { smtpOutlet } from '../acting/messages/send-due.builders.ts';

const [mailServer = '', folder = '', databaseUrl, clickhouseUrl] = process.argv.slice(2);
const dataFolder = mkdtempSync(join(folder, 'sender-'));
const storage = await openStorage({ dataFolder, databaseUrl, clickhouseUrl });
const log = pino({ level: 'silent' });
const context = {
  db: storage.db, history: storage.history, notifications: storage.notifications, clock: systemClock, log, identitySecret: 'a secret for tests', files: new Files(join(dataFolder, 'files')), jobs: new Jobs(storage.pool, log),
  vault: createVault(Buffer.alloc(32, 7)), settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE' },
};
const outlets = new Map([['mail' as const, smtpOutlet(mailServer, { claimAtOnce: 12 })]]);
const stopping = new AbortController();
process.stdin.on('end', () => stopping.abort()).resume();
process.stdout.write('ready\n');
while (!stopping.signal.aborted) {
  await sendDue(context, () => Promise.resolve(outlets), stopping.signal);
  await setTimeout(20);
}
process.exit(0);
