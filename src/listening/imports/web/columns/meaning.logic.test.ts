import { describe, expect, it } from 'vitest';
import { type InspectedColumn, profileSchema } from '../../imports.contract.ts';
import { chosenUse, groupOf, meaningOf, meaningsOf, scaleFrom } from './meaning.logic.ts';

const column = (more: Partial<InspectedColumn>): InspectedColumn => ({ position: 0, heading: 'Sauberkeit', samples: [], emptyShare: 0, kind: 'integer', distinct: null, patterns: [], decimals: ['.'], range: null, ...more });
const scores = profileSchema.parse({ target: 'scores', format: { kind: 'csv' }, columns: [] });

describe('what a column can mean', () => {
  it('is offered in groups, with leaving it out at the end', () => {
    const groups = meaningsOf('customers');
    expect(groups.map(({ group }) => group)).toEqual(['who', 'about', 'address', 'account', 'contract', 'device', 'further']);
    expect(groups.at(-1)?.meanings.at(-1)).toBe('ignore');
    expect(meaningsOf('scores').find(({ group }) => group === 'scores')?.meanings[0]).toBe('score:expectation');
    expect(groupOf({ key: 'contractNumber', type: 'text' })).toBe('contract');
  });
  it('comes back from the list as it went in', () => {
    for (const meaning of meaningsOf('scores').flatMap(({ meanings }) => meanings)) expect(meaningOf(chosenUse(meaning, column({}), scores))).toBe(meaning);
  });
  it('makes a rated column a touchpoint of its own, named by its heading', () => {
    expect(chosenUse('score:experience', column({ range: { min: 1, max: 5, whole: true } }), scores)).toEqual({ as: 'score', role: 'experience', dimension: 'reliability', touchpoint: { code: 'sauberkeit', name: 'Sauberkeit' }, worst: 1, best: 5, notApplicable: [] });
  });
  it('leaves the touchpoint to the row where a column names it', () => {
    const profile = { ...scores, columns: [{ position: 1, heading: 'Ort', use: { as: 'field' as const, field: 'touchpoint' }, otherValues: 'keep' as const }] };
    expect(chosenUse('score:expectation', column({}), profile)).toMatchObject({ touchpoint: null });
  });
  it('reads a column on the scale of the other ratings', () => {
    const profile = { ...scores, columns: [{ position: 1, heading: 'a', use: { as: 'score' as const, role: 'experience' as const, dimension: 'ease' as const, touchpoint: null, worst: 6, best: 1, notApplicable: [9] }, otherValues: 'keep' as const }] };
    expect(chosenUse('score:experience', column({}), profile)).toMatchObject({ worst: 6, best: 1, notApplicable: [9], dimension: 'ease' });
  });
  it('guesses the usual scale that covers the marks', () => {
    const scale = (min: number, max: number) => scaleFrom('experience', column({ range: { min, max, whole: true } }));
    expect([scale(1, 5), scale(2, 7), scale(0, 10), scale(3, 96), scale(0, 5)]).toEqual([{ worst: 1, best: 5 }, { worst: 1, best: 7 }, { worst: 0, best: 10 }, { worst: 0, best: 100 }, { worst: 0, best: 5 }]);
    expect(scaleFrom('nps', column({ range: { min: 6, max: 9, whole: true } }))).toEqual({ worst: 0, best: 10 });
  });
});
