import type { AskedBefore } from './condition-parts.logic.ts';
import type { Foreign } from './foreign-values.logic.ts';
import type { ForeignWords } from './foreign-words.logic.ts';
import type { ImportReport } from './report.logic.ts';

/** One question of another tool while it is translated. */
export interface Element {
  of: Foreign;
  at: string;
  name: string;
  id: string;
  words: ForeignWords;
  report: ImportReport;
}

/** A question of ours, not yet checked against the schema, and how its answers look in conditions. */
export interface Made {
  question: Record<string, unknown>;
  asked: AskedBefore;
}

const NOTHING: ReadonlyMap<string, string> = new Map();
export const asked = (id: string, kind: AskedBefore['kind'], values: AskedBefore['values'] = NOTHING, rows = NOTHING): AskedBefore => ({ id, kind, values, rows });

/** A field that is left out where there is nothing to say: definitions know no "nothing". */
export const optional = (key: string, value: unknown): Record<string, unknown> => (value === undefined ? {} : { [key]: value });
