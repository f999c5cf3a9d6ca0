/**
 * Records as an import sees them: found by the key that the company knows them by, read and written whole, so that what
 * was there before can be put back. Columns are those of the tables; accounts are named by their external id.
 */
export const wholeRecordKinds = ['accounts', 'account_members', 'contracts', 'devices', 'addresses', 'customer_kinds'] as const;
export type WholeRecordKind = (typeof wholeRecordKinds)[number];
export type RecordValues = Record<string, string | number | null>;

export interface WholeRecord {
  key: string;
  /** For one that is not there yet. */
  id: string;
  row: RecordValues;
}

/** Of an account member: its account's external id and the identifier. */
export const memberKey = (externalId: string, subject: string): string => JSON.stringify([externalId, subject]);
