import { newId } from '../../../kernel/ids.ts';
import { readRecords, writeRecords } from '../../../people/customers/whole-records.actions.ts';
import { type WholeRecord, wholeRecordKinds } from '../../../people/customers/whole-records.logic.ts';
import { refreshRecordTexts } from '../../../people/identity/record-texts.actions.ts';
import type { Chunk, Outcome } from './chunk.ts';
import { insertChanges, type NewChange } from './record-changes.queries.ts';
import type { SaidRecord } from './said-records.logic.ts';

/** When something was said is no news by itself. */
const SET_AT = 'set_at';

/**
 * Adds and completes records, in the order of the rows, and notes what was there before.
 * @returns what became of each record
 */
export async function writeSaidRecords(chunk: Chunk, records: readonly SaidRecord[]): Promise<(Outcome & ('new' | 'changed' | 'unchanged'))[]> {
  const outcomes: (Outcome & ('new' | 'changed' | 'unchanged'))[] = records.map(() => 'unchanged');
  const owners = new Set<string>();
  const nowMs = chunk.startedAt.getTime();
  // Accounts before who belongs to them, and all of them before contracts under them.
  for (const kind of wholeRecordKinds) {
    const ofKind = records.flatMap((record, place) => (record.kind === kind ? [{ record, place }] : []));
    if (ofKind.length === 0) continue;
    const rows = await readRecords(chunk.tx, kind, [...new Set(ofKind.map(({ record }) => record.key))]);
    const changes: NewChange[] = [];
    const after = new Map<string, WholeRecord>();
    for (const { record, place } of ofKind) {
      const before = rows.get(record.key) ?? null;
      const said = before === null ? { ...record.defaults, ...record.said } : record.said;
      const row = { ...before, ...said };
      changes.push({ kind, key: record.key, subject: record.subject, before, said });
      outcomes[place] = before === null ? 'new' : Object.entries(said).some(([column, value]) => column !== SET_AT && (before[column] ?? null) !== value) ? 'changed' : 'unchanged';
      rows.set(record.key, row);
      // Whoever had it so far is no longer found by it.
      if (typeof before?.['subject'] === 'string' && before['subject'] !== record.subject) owners.add(before['subject']);
      if (outcomes[place] !== 'unchanged') after.set(record.key, { key: record.key, id: newId(nowMs), row });
    }
    await writeRecords(chunk.tx, kind, [...after.values()]);
    await insertChanges(chunk.tx, chunk.importId, changes);
  }
  const touched = records.flatMap(({ subject, kind }, place) => (subject !== null && kind !== 'customer_kinds' && outcomes[place] !== 'unchanged' ? [subject] : []));
  if (touched.length + owners.size > 0) await refreshRecordTexts(chunk.tx, [...new Set([...touched, ...owners])]);
  return outcomes;
}
