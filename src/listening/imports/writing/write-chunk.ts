import type { ImportRecord } from '../records.contract.ts';
import type { Chunk, Outcome, ReadyRow, Written } from './chunk.ts';
import { accountRecords, contractRecords, customerRecords, deviceRecords, type SaidRecord } from './said-records.logic.ts';
import { writeInteractions, writeScores } from './write-contacts.ts';
import { type WrittenPeople, writePeople } from './write-people.ts';
import { writeSaidRecords } from './write-records.ts';
import { writeInventory } from './write-touchpoints.ts';

/** Writes rows of one target inside the chunk's transaction and says what became of each. */
export async function writeRows(chunk: Chunk, rows: readonly ReadyRow[]): Promise<Written> {
  const interactions = rows.filter(isOf('interactions'));
  if (interactions.length > 0) return writeInteractions(chunk, interactions);
  const scores = rows.filter(isOf('scores'));
  if (scores.length > 0) return writeScores(chunk, scores);
  const touchpoints = rows.filter(isOf('touchpoints'));
  if (touchpoints.length > 0) return writeInventory(chunk, touchpoints);
  return writeOwned(chunk, rows);
}

function isOf<T extends ImportRecord['target']>(target: T) {
  return (row: ReadyRow): row is ReadyRow<Extract<ImportRecord, { target: T }>> => row.record.target === target;
}

/** Customers and what they have. */
async function writeOwned(chunk: Chunk, rows: readonly ReadyRow[]): Promise<Written> {
  const atOf = ({ record }: ReadyRow) => ('at' in record && typeof record.at === 'string' ? new Date(record.at) : chunk.startedAt);
  const people = await writePeople(chunk, rows.map((one) => ({ row: one.row, named: one.named, traits: 'traits' in one.record ? one.record.traits : {}, at: atOf(one) })));
  const records = rows.flatMap((one) => recordsOf(one, people.subjects.get(one.row), atOf(one)));
  const made = await writeSaidRecords(chunk, records);
  const ofRow = Map.groupBy(records.map((record, place) => ({ record, outcome: made[place] ?? 'unchanged' })), ({ record }) => record.row);
  const outcomes = new Map(rows.map((one): [number, Outcome] => [one.row, outcomeOf(one, people, ofRow.get(one.row) ?? [])]));
  return { outcomes, merges: [...people.outcomes.values()].filter((outcome) => outcome === 'merged').length, remember: people.remember };
}

function recordsOf({ row, record }: ReadyRow, subject: string | undefined, at: Date): SaidRecord[] {
  if (record.target === 'accounts') return accountRecords({ row, subject: subject ?? null }, record);
  if (subject === undefined) return [];
  if (record.target === 'customers') return customerRecords({ row, subject, at }, record);
  if (record.target === 'contracts') return contractRecords({ row, subject }, record);
  return record.target === 'devices' ? deviceRecords({ row, subject }, record) : [];
}

/** A row is new when what it is about is new: the customer, the account, the contract, the device. */
function outcomeOf({ row, record }: ReadyRow, people: WrittenPeople, made: readonly { record: SaidRecord; outcome: Outcome }[]): Outcome {
  const who = people.outcomes.get(row) ?? 'unchanged';
  if (record.target === 'customers') return who === 'unchanged' && made.some(({ outcome }) => outcome !== 'unchanged') ? 'changed' : who;
  const about = made.find(({ record: { kind } }) => kind === record.target)?.outcome ?? 'unchanged';
  return about === 'unchanged' && (who !== 'unchanged' || made.some(({ outcome }) => outcome !== 'unchanged')) ? 'changed' : about;
}
