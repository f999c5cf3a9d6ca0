import { fc } from '../../../kernel/testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { defuseFormula, restoreFormula } from '../../../kernel/formula-cells.ts';
import { decimalsOf, readCents, readNumber } from './numbers.logic.ts';
import { readScore } from './read-score.logic.ts';
import { readBoolean, readCountry, readLanguage, touchpointCodeOf } from './written-words.logic.ts';

describe('a written number', () => {
  it.each([
    ['1.234,50', ',', 1234.5], ['1234,5', ',', 1234.5], ['-7', ',', -7], ['12,50-', ',', -12.5], ['1 234 567,8 €', ',', 1234567.8], ['€ 29,85', ',', 29.85], ["1'234.50", '.', 1234.5], ['1,234.50', '.', 1234.5],
    ['$29.85', '.', 29.85], ['.5', '.', 0.5], ['1,5E+3', ',', 1500], ['85 %', ',', 85], ['1.23,4', ',', null], ['1,23,4', '.', null], ['12a', '.', null], ['', '.', null], ['-', '.', null], ['1.234.5', ',', null], ['0x10', '.', null],
  ] as const)('%s with decimal %s is %s', (text, decimal, expected) => {
    expect(readNumber(text, decimal)).toBe(expected);
  });
  // Without its bound each of these took longer than anybody would wait.
  it.each([`€${' '.repeat(2_000)}x`, `1${' '.repeat(20_000)}x`, '€ - € '.repeat(5_000), '1.'.repeat(5_000), '1'.repeat(5_000)])('is not looked for in what is far too long for one (%#)', (text) => {
    expect(decimalsOf(text)).toEqual({ decimals: [], ambiguous: false });
  });
  it('says when a number can be read in two ways', () => {
    expect(decimalsOf('1.234')).toEqual({ decimals: [',', '.'], ambiguous: true });
    expect(decimalsOf('1.234,5')).toEqual({ decimals: [','], ambiguous: false });
    expect(decimalsOf('17')).toEqual({ decimals: [',', '.'], ambiguous: false });
  });
  it('counts money in cents without losing one', () => {
    expect(readCents('29,85', ',')).toBe(2985);
    expect(readCents('1.234.567,1', ',')).toBe(123_456_710);
    expect(readCents('4.35', '.')).toBe(435);
    expect(readCents('0,005', ',')).toBeNull();
    expect(readCents('5,000', ',')).toBe(500);
    fc.assert(fc.property(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), (cents) => {
      const whole = String(Math.floor(Math.abs(cents) / 100)).replaceAll(/\B(?=(\d{3})+$)/g, '.');
      expect(readCents(`${cents < 0 ? '-' : ''}${whole},${String(Math.abs(cents) % 100).padStart(2, '0')} €`, ',')).toBe(cents);
    }));
  });
});

describe('a mark', () => {
  const use = { as: 'score', role: 'experience', dimension: 'ease', touchpoint: null, worst: 1, best: 5, notApplicable: [0] } as const;
  const scale = { ...use, notApplicable: [0] };
  it('is moved from the scale it was asked on to the scale it is kept on', () => {
    expect([1, 2, 3, 4, 5].map((mark) => readScore(scale, String(mark), '.'))).toEqual([0, 2.5, 5, 7.5, 10]);
    // German school marks: 1 is the best
    expect([1, 2, 6].map((mark) => readScore({ ...scale, worst: 6, best: 1, notApplicable: [] }, String(mark), '.'))).toEqual([10, 8, 0]);
    expect(readScore({ ...scale, role: 'csat' }, '4', '.')).toBe(4);
  });
  it('may say that the question does not apply', () => {
    expect(readScore(scale, '0', '.')).toBeNull();
    expect(readScore(scale, '6', '.')).toEqual({ code: 'score.out_of_scale', details: { value: '6', worst: 1, best: 5 } });
  });
});

describe('cells that a spreadsheet would run', () => {
  it('are defused, and come back as they were', () => {
    expect(['=1+1', '+49 170', '-1', '@x', '\t=1', ' "=1', "'=1", '＝1'].map(defuseFormula)).toEqual(["'=1+1", "'+49 170", "'-1", "'@x", "'\t=1", `' "=1`, "''=1", "'＝1"]);
    expect(['Anna', "O'Neill", "'n Abend", 'a=b', '5'].map(defuseFormula)).toEqual(['Anna', "O'Neill", "'n Abend", 'a=b', '5']);
    const text = fc.array(fc.constantFrom('=', "'", '"', ' ', '+', '-', '@', '\t', '\r', 'a', '1', '＝')).map((letters) => letters.join(''));
    fc.assert(fc.property(text, (written) => restoreFormula(defuseFormula(written)) === written));
    fc.assert(fc.property(text, (written) => !/^["\s]*[=+\-@＝]/.test(defuseFormula(written))));
  });
});

it('knows words for yes, countries and languages in German and English', () => {
  expect(['Ja', 'NEIN', 'x', 'vielleicht'].map((word) => readBoolean(word))).toEqual([true, false, true, null]);
  expect(['Deutschland', 'AUSTRIA', 'ch', 'Frankreich', 'Narnia'].map(readCountry)).toEqual(['DE', 'AT', 'CH', 'FR', null]);
  expect(['Deutsch', 'en-GB', 'FR', 'Klingonisch?'].map(readLanguage)).toEqual(['de', 'en', 'fr', null]);
});

it('makes codes of touchpoints from names in any letters', () => {
  expect(['Sitz & Beinfreiheit', 'On-board service', '5G-Netz', 'Über uns', 'x'].map(touchpointCodeOf)).toEqual(['sitz_und_beinfreiheit', 'on_board_service', 't_5g_netz', 'ueber_uns', 't_x']);
  expect(touchpointCodeOf('日本')).toMatch(/^t_[a-z0-9]+$/);
  expect(touchpointCodeOf('日本')).not.toBe(touchpointCodeOf('中国'));
});
