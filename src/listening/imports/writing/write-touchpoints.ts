import { type Touchpoint, touchpointSchema, type TouchpointValues } from '../../../journeys/touchpoints/touchpoints.contract.ts';
import { readTouchpointsIn, writeTouchpointsIn } from '../../../journeys/touchpoints/write-touchpoints.actions.ts';
import type { TouchpointRecord } from '../records.contract.ts';
import type { Chunk, Outcome, ReadyRow, Written } from './chunk.ts';
import { columnsOf } from './find-touchpoints.ts';
import { insertChanges, type NewChange } from './record-changes.queries.ts';

/** Adds touchpoints and completes those that are there; what a row does not say stays. Somebody's change at the same moment waits. */
export async function writeInventory(chunk: Chunk, rows: readonly ReadyRow<TouchpointRecord>[]): Promise<Written> {
  const known = new Map<string, Touchpoint | TouchpointValues>((await readTouchpointsIn(chunk.tx)).map((one) => [one.code, one]));
  const outcomes = new Map<number, Outcome>();
  const changes: NewChange[] = [];
  const after = new Map<string, TouchpointValues>();
  for (const { row, record: { target: _, code, ...given } } of rows) {
    const before = known.get(code);
    const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const next = touchpointSchema.parse(before ? { ...before, ...said } : withDefaults({ code, ...said }));
    const beforeColumns = before ? columnsOf(before) : null;
    const saidColumns = columnsOf(before ? (said as Partial<TouchpointValues>) : next); // the schema has looked at them
    const isSame = beforeColumns !== null && Object.entries(saidColumns).every(([column, value]) => beforeColumns[column] === value);
    outcomes.set(row, before ? (isSame ? 'unchanged' : 'changed') : 'new');
    changes.push({ kind: 'touchpoints', key: code, subject: null, before: beforeColumns, said: saidColumns });
    known.set(code, next);
    if (!isSame) after.set(code, next);
  }
  await writeTouchpointsIn(chunk.context, chunk.tx, [...after.values()]);
  await insertChanges(chunk.tx, chunk.importId, changes);
  return { outcomes, merges: 0, remember: () => undefined };
}

/** One name serves for both languages until somebody translates it. */
function withDefaults(given: { code: string; nameDe?: string; nameEn?: string }): object {
  const name = given.nameDe ?? given.nameEn ?? given.code;
  return { stage: 'use', channel: 'other', kind: 'main', ...given, nameDe: given.nameDe ?? name, nameEn: given.nameEn ?? name };
}
