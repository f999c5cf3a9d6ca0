import type { Logger } from 'pino';
import type { Clock } from '../kernel/clock.ts';
import type { History } from './storage/history.ts';
import type { Db } from './storage/records.ts';

/** What every action needs from the outside; passed explicitly, never global. */
export interface Context {
  db: Db;
  history: History;
  clock: Clock;
  log: Logger;
  /** Instance secret under which ids of identifiers are made; kept in the records store. */
  identitySecret: string;
  settings: ContextSettings;
}

export interface ContextSettings {
  /** Address under which people reach this installation, without a slash at the end. */
  publicUrl: string;
  /** ISO 3166 code used for phone numbers written without a country. */
  defaultCountry: string;
}
