import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ORACLE_ABSENT, oracle, oracleFile, readOracle } from './oracle.ts';

describe('oracle', () => {
  it('holds a number of ours against theirs', () => {
    oracle('half of one', 0.5, 0.5000001, 1e-6);
    oracle('1e-40 in shares of theirs', 1.000_001e-40, 1e-40, 1e-5, 'relative');
    expect(() => oracle('planted: too far (not a failure)', 0.5, 0.51, 1e-6)).toThrow('to deeply equal');
  });
  it('takes no missing and no NaN for a number', () => {
    oracle('undefined better of a feature that all refuse', null, null, 0);
    expect(() => oracle('planted: null is no 0 (not a failure)', null, 0, 1)).toThrow('to deeply equal');
    expect(() => oracle('planted: NaN (not a failure)', Number.NaN, 0, 1)).toThrow('to deeply equal');
  });
  it('reads the data beside the project', ({ skip }) => {
    skip(oracleFile('kiosk-servqual-kano-ipa', 'oracle.json') === null, ORACLE_ABSENT);
    expect(readOracle('kiosk-servqual-kano-ipa', z.object({ n: z.number() }))).toEqual({ n: 194 });
  });
});
