import { choiceWords, plainWords } from './heading-words.logic.ts';
import type { ColumnMapping, InspectedColumn } from '../imports.contract.ts';
import type { Target, TargetField } from '../targets.logic.ts';

/** Less than half of the rows is no rule. */
const LEAST_SHARE = 0.5;
/** What a kind of contact often says beside itself: "Inbound Call". */
const saidBeside = ['channel', 'direction'];

/** Columns that say something else as well, which no other column says: the kind of a contact also names channel and direction. */
export function secondUses(columns: readonly InspectedColumn[], assigned: ReadonlyMap<number, TargetField>, target: Target): ColumnMapping[] {
  if (target.key !== 'interactions') return [];
  const filled = new Set([...assigned.values()].map(({ key }) => key));
  const column = columns.find(({ position }) => assigned.get(position)?.key === 'kind');
  return saidBeside.flatMap((key): ColumnMapping[] => {
    const field = target.fields.find((one) => one.key === key);
    const values = column && field && !filled.has(key) ? valuesOf(column, field) : null;
    return column && values ? [{ position: column.position, heading: column.heading, use: { as: 'field', field: key }, values, otherValues: 'empty' }] : [];
  });
}

function valuesOf({ distinct }: InspectedColumn, field: TargetField): Record<string, string> | null {
  const rows = (distinct ?? []).filter(({ value }) => value.trim() !== '');
  const said = rows.flatMap(({ value, n }) => {
    const choice = choiceWithin(field, value);
    return choice === null ? [] : [{ value, choice, n }];
  });
  const sum = (list: readonly { n: number }[]) => list.reduce((total, { n }) => total + n, 0);
  return said.length === 0 || sum(said) < LEAST_SHARE * sum(rows) ? null : Object.fromEntries(said.map(({ value, choice }) => [value, choice]));
}

/** The choice of which a value holds the longest word; letters or two of them say too little. */
function choiceWithin(field: TargetField, value: string): string | null {
  const plain = ` ${plainWords(value)} `;
  const words = Object.entries(choiceWords[field.key] ?? {}).flatMap(([choice, list]) => (field.choices.includes(choice) ? list.filter((word) => word.length > 2 && plain.includes(` ${word} `)).map((word) => ({ choice, word })) : []));
  return words.sort((a, b) => b.word.length - a.word.length)[0]?.choice ?? null;
}
