import { cleanTraits } from '../../../people/identity/traits.logic.ts';
import { identifierId, loadKinds, type NormalIdentifier, recordSightingsOf, type Sighting, strongest } from '../../../people/identity/identity.actions.ts';
import { mapCustomers, readTraitsOfCustomers } from '../../../people/customers/whole-records.actions.ts';
import type { Chunk, Outcome } from './chunk.ts';

/** Who a row is about and what it says of them. */
export interface Person {
  row: number;
  named: readonly NormalIdentifier[];
  traits: Record<string, unknown>;
  at: Date;
}

export interface WrittenPeople {
  /** Identifier under which the row is written; none for a row that names nobody. */
  subjects: Map<number, string>;
  /** new: nobody was known; merged: two who were known became one; changed: an identifier or trait is new. */
  outcomes: Map<number, Outcome>;
  remember(): void;
}

/** Later rows win over earlier ones, whatever the order in which their keys are compared. */
export const rowKey = (importId: string, row: number): string => `import:${importId}:${String(row).padStart(10, '0')}`;

/**
 * Tells identity who the rows are about, on the same way as contacts do, and says what that made of each row. Who was
 * known before is looked up first; rows of one chunk know each other in their order.
 */
export async function writePeople(chunk: Chunk, people: readonly Person[]): Promise<WrittenPeople> {
  const { context, tx, journal, layer } = chunk;
  const kinds = await loadKinds(context, tx);
  const idsOf = new Map(people.map((person) => [person.row, person.named.map((identifier) => identifierId(context, identifier))]));
  const allIds = [...new Set([...idsOf.values()].flat())];
  const known = await mapCustomers(tx, allIds);
  const traits = await readTraitsOfCustomers(tx, [...new Set(known.values())]);
  const outcomes = new Map<number, Outcome>();
  const groupOf = new Map<string, string>(known);
  const candidates = new Map<number, number>();
  const subjects = new Map<number, string>();
  const sightings: Sighting[] = [];
  for (const person of people) {
    const subject = strongest(person.named, kinds);
    if (!subject) continue;
    const ids = idsOf.get(person.row) ?? [];
    const subjectId = identifierId(context, subject);
    subjects.set(person.row, subjectId);
    const groups = [...new Set(ids.flatMap((id) => groupOf.get(id) ?? []))];
    const said = cleanTraits(person.traits);
    const group = groups[0] ?? `row ${person.row}`;
    const values = traits.get(group) ?? {};
    const isNewWord = Object.entries(said).some(([key, value]) => JSON.stringify(values[key]) !== JSON.stringify(value));
    if (groups.length === 0) outcomes.set(person.row, 'new');
    else if (groups.length > 1) candidates.set(person.row, groups.length);
    else outcomes.set(person.row, isNewWord || ids.some((id) => !groupOf.has(id)) ? 'changed' : 'unchanged');
    for (const id of ids) groupOf.set(id, group);
    for (const other of groups.slice(1)) for (const [id, owner] of groupOf) if (owner === other) groupOf.set(id, group);
    if (isNewWord) traits.set(group, { ...values, ...said });
    const others = person.named.filter((identifier) => identifier !== subject);
    sightings.push({ at: person.at, messageKey: rowKey(chunk.importId, person.row), source: 'import', subject, named: [subject, ...others], links: others.map((from) => ({ from, into: subject, rule: 'import' as const })), traits: said });
  }
  const remember = await recordSightingsOf(context, tx, journal, { sightings, layer });
  if (candidates.size > 0) {
    const after = await mapCustomers(tx, [...new Set([...candidates.keys()].flatMap((row) => idsOf.get(row) ?? []))]);
    for (const [row, before] of candidates) outcomes.set(row, new Set((idsOf.get(row) ?? []).map((id) => after.get(id))).size < before ? 'merged' : 'changed');
  }
  return { subjects, outcomes, remember };
}
