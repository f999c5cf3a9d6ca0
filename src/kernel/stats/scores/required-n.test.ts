import { describe, expect, it } from 'vitest';
import { requiredForMargin, requiredPerWave } from './required-n.ts';

describe('requiredPerWave', () => {
  it('wants 3,768 answers per wave for five points of NPS, and a hundred times fewer for fifty', () => {
    expect(requiredPerWave(0.05, 0.6)).toBe(3768);
    expect(requiredPerWave(-0.05, 0.6)).toBe(3768);
    expect(requiredPerWave(0.5, 0.6)).toBe(38);
  });
  it('wants more for a surer sight: 5,044 with a power of 90 %', () => {
    expect(requiredPerWave(0.05, 0.6, { power: 0.9 })).toBe(5044);
  });
  it('says null where there is no difference to see, and 2 where answers do not differ', () => {
    expect(requiredPerWave(0, 0.6)).toBeNull();
    expect(requiredPerWave(0.05, 0)).toBe(2);
  });
  it('refuses what is no number', () => {
    expect(() => requiredPerWave(Number.NaN, 0.6)).toThrow('difference must be a finite number');
    expect(() => requiredPerWave(0.05, -1)).toThrow('variance must be a finite number of at least 0');
    expect(() => requiredPerWave(0.05, 0.6, { power: 1 })).toThrow('power must lie between 0 and 1');
  });
});

describe('requiredForMargin', () => {
  it('wants 385 answers for a share within five percent of unknown size', () => {
    expect(requiredForMargin(0.05, 0.25)).toBe(385);
  });
  it('refuses a margin of 0', () => {
    expect(() => requiredForMargin(0, 0.25)).toThrow('margin must be above 0');
  });
});
