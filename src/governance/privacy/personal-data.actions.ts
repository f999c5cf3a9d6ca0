import type { Context } from '../../platform/context.ts';
import type { Journal } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { CustomerReach, DataCategory, RetentionAction } from './personal-data.contract.ts';
import type { CodeNames } from './export-words.logic.ts';
import type { ProcessingFacts } from './processing-record.contract.ts';

/**
 * A slice that stores something about customers registers one of these in src/app/slices.ts. Names of tables are those of
 * the stores (`records.contracts`, `history.interactions`, `files.imports`, `jobs`): a test fails for a table that has a
 * customer in it and is named by nobody.
 */
export interface PersonalDataHolder {
  /** Stable name, e.g. `people.contracts`; used in previews and proofs. */
  name: string;
  tables: readonly string[];
  category: DataCategory;
  /** How much there is, for the preview; names of what is counted come with their translations in `category`. */
  count(context: Context, reach: CustomerReach): Promise<number>;
  /** Everything, readable by a person: plain objects without inner ids, bounded by streaming in chunks. */
  export(context: Context, reach: CustomerReach): AsyncIterable<Record<string, unknown>>;
  /**
   * Removes it for good. Holders run in the order of the list. What lies in the records goes inside `tx`; `erased` counts
   * all that goes, also elsewhere. `after` runs after the commit; where a crash in between must not lose it, use
   * {@link eraseElsewhere}.
   */
  erase(context: Context, tx: Db, reach: CustomerReach, journal: Journal): Promise<{ erased: number; after?: () => Promise<void> }>;
  /** What lies elsewhere (history, files): runs after the commit, and again until it succeeds, also after a crash. */
  eraseElsewhere?(context: Context, reach: CustomerReach): Promise<void>;
  /** Only for data that ages: what a rule for it may do, first the usual. */
  expires?: readonly RetentionAction[];
  /** Only for data that ages: after how many days it goes by the first of `expires` where nobody has set a rule; without it, never. */
  usualDays?: number;
  /** Only for data that ages: deletes or anonymises what is older than `before`; `isDryRun` counts only. */
  expire?(context: Context, action: RetentionAction, before: Date, isDryRun: boolean): Promise<number>;
  /** Only for data that ages: how much of what a rule would touch is how old. */
  countByYear?(context: Context, before: Date): Promise<{ year: number; n: number }[]>;
  /** Why something of it stays after an erasure, in words. */
  staysDe?: string;
  staysEn?: string;
}

/** What data protection must know of the slices that it may not import. */
export interface PrivacyParts {
  /** In the order in which they are erased: what hangs on identifiers before the identifiers. */
  holders: readonly PersonalDataHolder[];
  people: PrivacyPeople;
  /** What is configured now, for the record of processing activities. */
  readFacts(context: Context): Promise<ProcessingFacts>;
  /** What codes in a customer's data are called, for somebody who reads them. */
  readNames(context: Context): Promise<CodeNames>;
}

export interface PersonToErase {
  customerId: string;
  name: string;
  identifiers: { id: string; kind: string; value: string; isShared: boolean; contacts: number }[];
}

export interface PrivacyPeople {
  /** Lets nobody be taken in until the transaction ends; afterwards no process remembers whom it knew. */
  begin(context: Context, tx: Db): Promise<void>;
  /** Who it is, under which identifiers. @throws customer.not_found */
  describe(context: Context, customerId: string): Promise<PersonToErase>;
  /** Everything under which a customer is known, or the chosen identifiers of it. @throws customer.not_found */
  reachOf(context: Context, db: Db, customerId: string, identifiers: readonly string[] | null): Promise<CustomerReach>;
  /** Who remains if only some identifiers are erased: names and identifiers of each. */
  previewRemaining(context: Context, customerId: string, identifiers: readonly string[]): Promise<{ name: string; identifiers: { kind: string; value: string }[] }[]>;
  /** An identifier in the form in which it is compared; null where it identifies nobody. */
  normalise(context: Context, kind: string, raw: string): { kind: string; value: string } | null;
  /** Customers about whom nothing happened since an instant and who have no running contract. */
  listInactive(context: Context, before: Date, limit: number): AsyncIterable<string>;
  /** Why a customer may not be erased at the moment, e.g. a claim in court; null = may be. */
  findLegalHold(context: Context, customerId: string): Promise<string | null>;
}
