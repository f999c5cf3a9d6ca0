import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { CustomerReach, DataCategory, RetentionAction } from './personal-data.contract.ts';

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
   * Removes it for good. Holders run in the order of the list; what needs the records transaction uses `tx`,
   * what lies elsewhere (history, files) is returned and runs after the commit, and again until it succeeds.
   */
  erase(context: Context, tx: Db, reach: CustomerReach): Promise<{ erased: number; after?: () => Promise<void> }>;
  /** Only for data that ages: deletes or anonymises what is older than `before`; `isDryRun` counts only. */
  expire?(context: Context, action: RetentionAction, before: Date, isDryRun: boolean): Promise<number>;
}
