import { expect, it } from 'vitest';
import { profileSchema } from '../../imports.contract.ts';
import { lackingExpectation } from './expectation.logic.ts';

const score = (role: string, code: string | null) => ({ position: 0, heading: '', use: { as: 'score', role, dimension: role === 'overall' ? null : 'ease', touchpoint: code ? { code, name: code.toUpperCase() } : null, worst: 1, best: 5 } });
const profileOf = (...columns: unknown[]) => profileSchema.parse({ target: 'scores', format: { kind: 'csv' }, columns });

it('names touchpoints that are lived and not expected, each once', () => {
  expect(lackingExpectation(profileOf(score('experience', 'gate'), score('experience', 'gate'), score('experience', 'wifi'), score('expectation', 'wifi'), score('overall', null)))).toEqual([{ code: 'gate', name: 'GATE' }]);
});
it('names none where the row says which touchpoint is meant, or nothing is known', () => {
  expect(lackingExpectation(profileOf(score('experience', null), score('expectation', null)))).toEqual([]);
  expect(lackingExpectation(null)).toEqual([]);
});
