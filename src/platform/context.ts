import type { Logger } from 'pino';
import type { Clock } from '../kernel/clock.ts';
import type { Files } from './files/files.ts';
import type { JobQueue } from './jobs/job-queue.ts';
import type { Vault } from './secrets/vault.ts';
import type { History } from './storage/history.ts';
import type { Notifications } from './storage/notifications.ts';
import type { Db } from './storage/records.ts';

/** What every action needs from the outside; passed explicitly, never global. */
export interface Context {
  db: Db;
  history: History;
  /** What other processes say; see notifyDesk in acting/cases. */
  notifications: Notifications;
  clock: Clock;
  log: Logger;
  /** Instance secret under which ids of identifiers are made; kept in the records store. */
  identitySecret: string;
  files: Files;
  jobs: JobQueue;
  vault: Vault;
  settings: ContextSettings;
}

export interface ContextSettings {
  /** Address under which people reach this installation, without a slash at the end. */
  publicUrl: string;
  /** ISO 3166 code used for phone numbers written without a country. */
  defaultCountry: string;
  /** SMTP server for mails out, `smtp(s)://user:password@host:port?from=…`; without one, links are shown to the administrator instead. */
  smtpUrl?: string | undefined;
  /** Outgoing requests may reach addresses of the own machine and network; for tests and demos only. */
  allowsInternalAddresses?: boolean | undefined;
  /** Folder below which imports may be picked up; without one there is no pick-up from folders. */
  importFolder?: string | undefined;
}
