import { describe, expect, it } from 'vitest';
import { checkProfile } from './check-profile.logic.ts';
import { fitProfile } from './fit-profile.logic.ts';
import { type InspectedColumn, profileSchema } from '../imports.contract.ts';
import { interpreterOf } from '../values/interpret-row.logic.ts';

const column = (position: number, heading: string): InspectedColumn => ({ position, heading, samples: [], emptyShare: 0, kind: 'text', distinct: null, patterns: [], decimals: [], range: null });
const twice = profileSchema.parse({
  target: 'interactions', format: { kind: 'csv' }, timeZone: 'UTC',
  columns: [
    { position: 0, heading: 'Kunde', use: { as: 'field', field: 'customerNumber' } },
    { position: 1, heading: 'Vorgang', use: { as: 'field', field: 'kind' } },
    { position: 2, heading: 'Wann', use: { as: 'field', field: 'at' }, pattern: 'yyyy-MM-dd' },
    { position: 1, heading: 'Vorgang', use: { as: 'field', field: 'channel' }, values: { 'Inbound Call': 'call_center' }, otherValues: 'empty' },
  ],
});
const uses = (columns: typeof twice.columns) => columns.map(({ position, use }) => [position, use.as === 'field' ? use.field : use.as]);

describe('a column that a profile uses twice', () => {
  it('is no fault, and each use reads it in its own way', () => {
    expect(checkProfile(twice)).toEqual([]);
    const read = interpreterOf(twice, ['Kunde', 'Vorgang', 'Wann']);
    expect(read({ row: 2, cells: ['k1', 'Inbound Call', '2026-01-01'] })).toMatchObject({ kind: 'record', record: { kind: 'Inbound Call', channel: 'call_center' } });
    expect(read({ row: 3, cells: ['k1', 'Visit', '2026-01-01'] })).toMatchObject({ kind: 'record', record: { kind: 'Visit', channel: null } });
  });
  it('is found in another file once, for both uses', () => {
    const fitted = fitProfile(twice, { columns: ['Kunde', 'Neu', 'Wann', 'Vorgang'].map((heading, position) => column(position, heading)), format: twice.format });
    expect('profile' in fitted && uses(fitted.profile.columns)).toEqual([[0, 'customerNumber'], [3, 'kind'], [3, 'channel'], [2, 'at']]);
  });
});

describe('a profile on another file', () => {
  const profile = profileSchema.parse({ target: 'customers', format: { kind: 'csv' }, columns: [{ position: 0, heading: 'Kunden-Nr', use: { as: 'field', field: 'customerNumber' } }, { position: 1, heading: 'Tel', use: { as: 'field', field: 'phone' } }, { position: 2, heading: 'Tel', use: { as: 'field', field: 'name' } }] });
  const fit = (...headings: string[]) => fitProfile(profile, { columns: headings.map((heading, position) => column(position, heading)), format: profile.format });
  it('finds its columns by their headings, equal ones in their order, and leaves out columns it does not know', () => {
    const fitted = fit('Tel', 'neu', 'TEL', 'kunden-nr');
    expect('profile' in fitted && uses(fitted.profile.columns)).toEqual([[3, 'customerNumber'], [0, 'phone'], [2, 'name']]);
  });
  it('names the columns that the file does not have', () => {
    expect(fit('Tel', 'Kunden-Nr')).toEqual({ missing: ['Tel'] });
  });
});
