import type { Context } from '../../../platform/context.ts';
import type { Journal } from '../../../platform/storage/journal.ts';
import type { Db } from '../../../platform/storage/records.ts';
import type { IdentityLayer, NormalIdentifier } from '../../../people/identity/identity.actions.ts';
import type { ImportCounts } from '../imports.contract.ts';
import type { ImportRecord } from '../records.contract.ts';

/** One understood row on its way into the stores. */
export interface ReadyRow<R extends ImportRecord = ImportRecord> {
  row: number;
  record: R;
  /** Its identifiers in the form in which they are compared. */
  named: NormalIdentifier[];
}

/** What everything that an import writes needs to know. */
export interface Chunk {
  context: Context;
  tx: Db;
  journal: Journal;
  importId: string;
  layer: IdentityLayer;
  /** The instant of everything that has none of its own. */
  startedAt: Date;
  /** Under which rows without an own id are known for ever: content of the file, sheet, target. */
  fileKey: string;
}

export type Outcome = 'new' | 'changed' | 'merged' | 'unchanged';

export interface Written {
  outcomes: Map<number, Outcome>;
  /** Rows that made two customers one, beside their outcome. */
  merges: number;
  /** To be called after the commit. */
  remember(): void;
}

export const noCounts: ImportCounts = { rows: 0, new: 0, changed: 0, merged: 0, unchanged: 0, refused: 0 };

export function addCounts(a: ImportCounts, b: ImportCounts): ImportCounts {
  return { rows: a.rows + b.rows, new: a.new + b.new, changed: a.changed + b.changed, merged: a.merged + b.merged, unchanged: a.unchanged + b.unchanged, refused: a.refused + b.refused };
}
