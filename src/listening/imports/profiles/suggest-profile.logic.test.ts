import { describe, expect, it } from 'vitest';
import { countHeaderRows, inspectColumn } from './inspect-column.logic.ts';
import { formatSchema, type Inspection } from '../imports.contract.ts';
import { suggestProfile } from './suggest-profile.logic.ts';
import { rankTargets } from './suggest-target.logic.ts';

/** A file as it is inspected, column by column. */
function inspected(columns: Record<string, readonly string[]>): Inspection {
  const looked = Object.entries(columns).map(([heading, cells], position) => inspectColumn(position, heading, cells, cells.map(() => '')));
  const n = Object.values(columns)[0]?.length ?? 0;
  return { format: formatSchema.parse({ kind: 'csv', delimiter: ';' }), sheets: [], columns: looked, head: [], rows: { n, exact: true }, sampledRows: n, warnings: [], targets: rankTargets(looked) };
}
const times = (n: number, cells: readonly string[]) => Array.from({ length: n }, (_, index) => cells[index % cells.length] ?? '');

describe('expectation and experience in two columns', () => {
  const file = inspected({ Kundennummer: times(40, ['K-1', 'K-2', 'K-3']), Kontaktpunkt: times(40, ['Rückruf']), Erwartung: times(40, ['8', '9', '8,5']), Erlebnis: times(40, ['0', '4', '7,5']) });

  it('are compared on one dimension and one scale, though nobody expected a 0', () => {
    const scores = suggestProfile(file, 'scores').profile.columns.flatMap(({ use }) => (use.as === 'score' ? [use] : []));
    expect(scores.map(({ role, dimension, worst, best }) => [role, dimension, worst, best])).toEqual([['expectation', 'reliability', 0, 10], ['experience', 'reliability', 0, 10]]);
  });
  it('speak for a file of ratings', () => {
    expect(file.targets[0]?.target).toBe('scores');
  });
});

describe('tickets that name their customer in full', () => {
  const file = inspected({
    'Ticket No': times(40, ['50002', '50003', '50004']), 'Customer Email': times(40, ['a@example.com', 'b@example.com']), 'Customer Name': times(40, ['Anna Ohm', 'Ben Volt']),
    'Opened At': times(40, ['2024-12-28 11:58:47', '2024-05-20 14:28:26']), Channel: times(40, ['Phone', 'Email']), Reason: times(40, ['Invoice', 'Delivery']),
  });
  it('are contacts, not customers, and a name is no customer number', () => {
    expect(file.targets[0]?.target).toBe('interactions');
    expect(suggestProfile(file).profile.columns.map(({ use }) => (use.as === 'field' ? use.field : use.as))).toEqual(['messageKey', 'email', 'property', 'at', 'channel', 'kind']);
  });
});

describe('a column that says two things', () => {
  const kinds = [...times(30, ['Inbound Call', 'Email Outbound', 'Handle Email']), ...times(10, ['Handle Case'])];
  const base = { 'Customer ID': times(40, ['C-1', 'C-2', 'C-3']), 'Start Date': times(40, ['2024-12-28 11:58:47']), Operation: kinds };
  const usesOf = (file: Inspection) => suggestProfile(file, 'interactions').profile.columns.filter(({ heading }) => heading === 'Operation').map(({ use, values, otherValues }) => [use.as === 'field' ? use.field : use.as, values, otherValues]);

  it('is used for both: the kind of a contact also names its channel and its direction', () => {
    expect(usesOf(inspected(base))).toEqual([
      ['kind', undefined, 'keep'],
      ['channel', { 'Inbound Call': 'call_center', 'Email Outbound': 'mail', 'Handle Email': 'mail' }, 'empty'],
      ['direction', { 'Inbound Call': 'inbound', 'Email Outbound': 'outbound' }, 'empty'],
    ]);
  });
  it('is used once where another column says the second thing, or where few of its values do', () => {
    expect(usesOf(inspected({ ...base, Channel: times(40, ['Phone', 'Email']), Direction: times(40, ['in', 'out']) }))).toHaveLength(1);
    expect(usesOf(inspected({ ...base, Operation: [...times(36, ['Handle Case', 'Visit']), ...times(4, ['Inbound Call'])] }))).toHaveLength(1);
  });
});

describe('a column of marks with a slip of the keyboard', () => {
  it('is still a column of marks', () => {
    const marks = [...times(40, ['1', '2', '3', '4', '5']), 'zwölf'];
    expect(inspectColumn(0, 'Sauberkeit', marks, marks.map(() => ''))).toMatchObject({ kind: 'integer', range: { min: 1, max: 5, whole: true } });
  });
  it('is none where every tenth cell is a word', () => {
    const words = [...times(36, ['1', '2', '3']), ...times(4, ['viel'])];
    expect(inspectColumn(0, 'Menge', words, words.map(() => '')).range).toBeNull();
  });
  it('keeps its words where it is only a property', () => {
    const file = inspected({ Kundennummer: times(41, ['K-1', 'K-2', 'K-3']), Stufe: [...times(40, ['1', '2', '3', '4']), 'gold'] });
    expect(suggestProfile(file, 'customers').profile.columns[1]?.use).toEqual({ as: 'trait', key: 'stufe', type: 'text' });
  });
});

describe('a row of words below the headings', () => {
  it('is data where its words come again, or where only its own date looks like what stands below', () => {
    expect(countHeaderRows([['Name', 'Phase', 'Geändert'], ['Gate', 'use', '2026-11-22 02:27:31'], ['Boarding', 'use', '2026-11-22 02:27:31'], ['Sitz', 'use', '2026-11-23 02:27:31']])).toBe(1);
    expect(countHeaderRows([['a', 'b', 'c', 'd', 'e', 'Geändert'], ['Gate', 'x', 'y', 'z', 'w', '2026-11-22'], ['Sitz', 'u', 'v', 's', 't', '2026-11-23'], ['Snack', 'o', 'p', 'q', 'r', '2026-11-24']])).toBe(1);
  });
  it('is a heading where numbers stand below it', () => {
    expect(countHeaderRows([['Kunde', 'Bewertung', ''], ['Nummer', 'Tempo', 'Preis'], ['K-1', '4', '5'], ['K-2', '3', '2']])).toBe(2);
  });
});
