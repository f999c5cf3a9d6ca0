import { describe, expect, it } from 'vitest';
import { type InspectedColumn, type Profile, profileSchema } from '../imports.contract.ts';
import { addSecondUse, changeColumn, changeConstant, changeScores, changeSecondUse, chooseMeaning, dropSecondUse, fitsFile, mappingOf, ontoFile, openChoices, openSigns, secondUsesOf } from './draft.logic.ts';

const column = (position: number, heading: string, more: Partial<InspectedColumn> = {}): InspectedColumn =>
  ({ position, heading, samples: [], emptyShare: 0, kind: 'text', distinct: null, patterns: [], decimals: [], range: null, ...more });
const format = { kind: 'csv' as const, encoding: 'utf-8' as const, delimiter: ';' as const, sheet: null, headerRows: 1 };
const profileOf = (target: Profile['target'], columns: unknown[]): Profile => profileSchema.parse({ target, format, columns });
const pattern = (text: string) => ({ pattern: text, examples: [{ text: '9.3.10', read: '2010-03-09' }] });

describe('changing what a column means', () => {
  it('takes the only date pattern that fits, and asks where two fit', () => {
    const profile = profileOf('interactions', []);
    const one = column(0, 'Datum', { kind: 'date', patterns: [pattern('d.M.yy')] });
    const two = column(0, 'Datum', { kind: 'date', patterns: [pattern('d.M.yy'), pattern('M.d.yy')] });
    expect(mappingOf(changeColumn(profile, one, { use: { as: 'field', field: 'at' } }), 0)?.pattern).toBe('d.M.yy');
    expect(mappingOf(changeColumn(profile, two, { use: { as: 'field', field: 'at' } }), 0)?.pattern).toBeUndefined();
  });
  it('forgets what the values meant under the meaning before', () => {
    const profile = profileOf('interactions', [{ position: 0, heading: 'Weg', use: { as: 'field', field: 'channel' }, values: { Laden: 'shop' } }]);
    expect(mappingOf(chooseMeaning(profile, column(0, 'Weg'), { as: 'field', field: 'direction' }), 0)).toEqual({ position: 0, heading: 'Weg', use: { as: 'field', field: 'direction' }, otherValues: 'keep' });
  });
  it('keeps the columns in the order of the file', () => {
    const profile = profileOf('customers', [{ position: 2, heading: 'c', use: { as: 'ignore' } }, { position: 0, heading: 'a', use: { as: 'ignore' } }]);
    expect(changeColumn(profile, column(1, 'b'), { use: { as: 'field', field: 'email' } }).columns.map(({ position }) => position)).toEqual([0, 1, 2]);
  });
});

describe('a column that says two things', () => {
  const operation = column(1, 'Vorgang', { distinct: [{ value: 'Inbound Call', n: 3 }, { value: 'Visit', n: 1 }] });
  const twice = profileOf('interactions', [
    { position: 0, heading: 'Nr', use: { as: 'field', field: 'customerNumber' } }, { position: 1, heading: 'Vorgang', use: { as: 'field', field: 'kind' } },
    { position: 1, heading: 'Vorgang', use: { as: 'field', field: 'channel' }, values: { 'Inbound Call': 'call_center' }, otherValues: 'empty' },
  ]);
  const uses = ({ columns }: Profile) => columns.map(({ position, use }) => [position, use.as === 'field' ? use.field : use.as]);

  it('keeps the second when the first is changed, unless it would say the same or nothing', () => {
    expect(uses(chooseMeaning(twice, operation, { as: 'field', field: 'subjectLine' }))).toEqual([[0, 'customerNumber'], [1, 'subjectLine'], [1, 'channel']]);
    expect(uses(chooseMeaning(twice, operation, { as: 'field', field: 'channel' }))).toEqual([[0, 'customerNumber'], [1, 'channel']]);
    expect(uses(chooseMeaning(twice, operation, { as: 'ignore' }))).toEqual([[0, 'customerNumber'], [1, 'ignore']]);
  });
  it('can be given another one, changed and taken away', () => {
    expect(openChoices(twice, operation)).toEqual(['direction']);
    const more = addSecondUse(twice, operation, 'direction');
    expect(uses(more)).toEqual([[0, 'customerNumber'], [1, 'kind'], [1, 'channel'], [1, 'direction']]);
    const [channel] = secondUsesOf(more, 1);
    if (!channel) throw new Error('the channel stands above');
    expect(secondUsesOf(changeSecondUse(more, channel, { values: { Visit: 'shop' } }), 1)[0]?.values).toEqual({ Visit: 'shop' });
    expect(uses(dropSecondUse(more, channel))).toEqual([[0, 'customerNumber'], [1, 'kind'], [1, 'direction']]);
  });
  it('keeps both in another file', () => {
    expect(uses(ontoFile({ name: 'calls', updatedAt: '', updatedBy: '', profile: twice }, { columns: [column(0, 'Vorgang'), column(1, 'Nr')], format }))).toEqual([[0, 'kind'], [0, 'channel'], [1, 'customerNumber']]);
  });
});

describe('what holds for many', () => {
  it('changes the scale of all ratings, but not of words that were given marks', () => {
    const score = { as: 'score', role: 'experience', dimension: 'speed', worst: 1, best: 5 };
    const profile = profileOf('scores', [{ position: 0, heading: 'Tempo', use: score }, { position: 1, heading: 'Urteil', use: { ...score, role: 'overall', worst: 0, best: 10 }, values: { gut: '10' } }]);
    expect(changeScores(profile, { best: 7, notApplicable: [0] }).columns.map(({ use }) => (use.as === 'score' ? [use.best, use.notApplicable] : null))).toEqual([[7, [0]], [10, []]]);
  });
  it('sets and takes away a constant', () => {
    const profile = changeConstant(profileOf('scores', []), 'at', '2026-03-01');
    expect(profile.constants).toEqual({ at: '2026-03-01' });
    expect(changeConstant(profile, 'at', null).constants).toEqual({});
  });
  it('asks for the decimal sign only where both fit a number that is used', () => {
    const columns = [column(0, 'Betrag', { kind: 'decimal', decimals: [',', '.'] }), column(1, 'Stück', { kind: 'integer', decimals: ['.'] }), column(2, 'Rest', { kind: 'decimal', decimals: [',', '.'] })];
    const profile = profileOf('customers', [{ position: 0, heading: 'Betrag', use: { as: 'field', field: 'contractMonthly' } }, { position: 1, heading: 'Stück', use: { as: 'trait', key: 'n', type: 'number' } }, { position: 2, heading: 'Rest', use: { as: 'ignore' } }]);
    expect(openSigns(profile, { columns }).map(({ column: position }) => position)).toEqual([0]);
  });
});

describe('a saved profile on another file', () => {
  const saved = { name: 'monatlich', updatedAt: '2026-03-01T10:00:00Z', updatedBy: 'Ada', profile: profileOf('customers', [{ position: 0, heading: 'Nr', use: { as: 'field', field: 'customerNumber' } }, { position: 1, heading: 'Mail', use: { as: 'field', field: 'email' } }]) };
  it('is recognised by its headings, in any order and case', () => {
    expect(fitsFile(saved, { columns: [column(0, 'mail '), column(1, 'NR')] })).toBe(true);
    expect(fitsFile(saved, { columns: [column(0, 'Nr'), column(1, 'Telefon')] })).toBe(false);
    expect(fitsFile(saved, { columns: [column(0, 'Nr'), column(1, 'Mail'), column(2, 'Neu')] })).toBe(false); // somebody should look at what is new
  });
  it('finds its columns where they stand now, and leaves new ones out', () => {
    const profile = ontoFile(saved, { columns: [column(0, 'Mail'), column(1, 'Neu'), column(2, 'Nr')], format });
    expect(profile.columns.map(({ position, use }) => [position, use.as === 'field' ? use.field : use.as])).toEqual([[0, 'email'], [1, 'ignore'], [2, 'customerNumber']]);
  });
  it('tells equal headings apart by their place', () => {
    const twice = { ...saved, profile: profileOf('customers', [{ position: 0, heading: 'Wert', use: { as: 'trait', key: 'erster' } }, { position: 1, heading: 'Wert', use: { as: 'trait', key: 'zweiter' } }]) };
    expect(ontoFile(twice, { columns: [column(0, 'Wert'), column(1, 'Wert')], format }).columns.map(({ use }) => (use.as === 'trait' ? use.key : ''))).toEqual(['erster', 'zweiter']);
  });
});
