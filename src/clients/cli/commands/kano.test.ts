import { describe, expect, it } from 'vitest';
import { oracleFile, ORACLE_ABSENT } from '../../../kernel/stats/testing/oracle.ts';
import { makeFolder, run as runLine } from '../command-line.builders.ts';

const { file } = makeFolder();
const repeat = (n: number, line: string) => Array.from({ length: n }, () => line);
const run = (...args: string[]) => runLine('kano', ...args);
const featuresOf = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out).features;

describe('momente kano', () => {
  // 87 must-be, 51 performance, 39 attractive, 16 indifferent, 1 questionable: K1 of the kiosk survey; refused is disliked by all
  const csv = file('kano.csv', ['f,d,rf,rd', ...repeat(87, '2,5,5,2'), ...repeat(51, '1,5,5,2'), ...repeat(39, '1,3,5,2'), ...repeat(16, '3,3,5,2'), '1,1,5,2', ',3,5,2', '3,99,5,2']);

  it('says what kind each feature is, with better and worse; what is undefined is null', async () => {
    const [first, refused] = await featuresOf(csv, '--pairs', 'f:d,rf:rd', '--missing', '99');
    expect(first).toMatchObject({ name: 'f:d', n: 194, counts: { M: 87, O: 51, A: 39, I: 16, R: 0, Q: 1 }, category: 'M', better: expect.closeTo(0.466321, 6), worse: expect.closeTo(-0.715026, 6), decided: true, leftOut: 2 });
    expect(refused).toMatchObject({ n: 196, counts: { M: 0, O: 0, A: 0, I: 0, R: 196, Q: 0 }, category: 'R', better: null, worse: null, betterLow: null, decided: true });
    const { code, out } = await run(csv, '--pairs', 'f:d,rf:rd', '--missing', '99');
    expect(code).toBe(0);
    expect(out).toContain('0.397 … 0.537');
    expect(out).toContain('2 rows of f:d');
  });

  it('takes scales that begin with dislike, weights and several answers of one customer', async () => {
    const turned = file('turned.csv', ['f;d', ...repeat(3, '5;1'), ...repeat(2, '3;3')]);
    expect(await featuresOf(turned, '--pairs', 'f:d', '--reverse', 'f,d', '--scale', '1:5')).toMatchObject([{ counts: { O: 3, I: 2 }, category: 'O' }]);
    const weighted = file('weighted.csv', ['f,d,w,c', '1,5,3,a', '3,3,1,a', '3,3,1,b', '2,5,1,b']);
    // weights 3, 1, 1, 1 scaled to n = 4: 2, 2/3, 2/3, 2/3
    expect(await featuresOf(weighted, '--pairs', 'f:d', '--weight', 'w')).toMatchObject([{ n: 4, counts: { M: expect.closeTo(2 / 3, 10), O: 2, I: expect.closeTo(4 / 3, 10) }, better: 0.5 }]);
    const [alone] = await featuresOf(weighted, '--pairs', 'f:d');
    const [clustered] = await featuresOf(weighted, '--pairs', 'f:d', '--cluster', 'c');
    expect(clustered.better).toBe(alone.better);
    expect(clustered.betterHigh - clustered.betterLow).toBeGreaterThan(alone.betterHigh - alone.betterLow);
  });

  it('has nothing to say without answers', async () => {
    for (const lines of [['f,d'], ['f,d', ',', '1,']]) expect(await featuresOf(file('empty.csv', lines), '--pairs', 'f:d')).toMatchObject([{ n: 0, counts: { M: 0 }, category: null, better: null, worse: null, decided: null, strength: null, byRule: null }]);
    expect(await featuresOf(file('one.csv', ['f,d', '1,5']), '--pairs', 'f:d')).toMatchObject([{ n: 1, category: 'O', better: 1, worse: -1, decided: false }]);
  });

  it('names what is wrong by row and column', async () => {
    for (const [args, message] of [
      [[csv], 'Say the pairs'],
      [[csv, '--pairs', 'f'], 'needs pairs'],
      [[csv, '--pairs', 'f:x'], 'there is no column "x"'],
      [[csv, '--pairs', 'f:d'], 'row 197, column d: 99 is no answer from 1 to 5'],
      [[file('text.csv', ['f,d', '1,like']), '--pairs', 'f:d'], 'row 2, column d: "like" is no number'],
      [[file('half.csv', ['f,d', '1,2.5', '3,0']), '--pairs', 'f:d'], 'row 2, column d: 2.5 is no answer from 1 to 5, and 1 more'],
      [[file('weights.csv', ['f,d,w', '1,2,0', '1,2,0']), '--pairs', 'f:d', '--weight', 'w'], 'all weights are 0'],
    ] as const) {
      const { code, out, error } = await run(...args);
      expect([code, out]).toEqual([2, '']);
      expect(error).toContain(message);
    }
  });

  const kiosk = oracleFile('kiosk-servqual-kano-ipa', 'kiosk.csv');
  it.skipIf(kiosk === null)(`gives all features of the kiosk survey at once (${ORACLE_ABSENT})`, async () => {
    const pairs = Array.from({ length: 29 }, (_, place) => `KF${place + 1}:KD${place + 1}`).join(',');
    const features = await featuresOf(kiosk ?? '', '--pairs', pairs);
    expect(features).toHaveLength(29);
    expect(features[4]).toMatchObject({ name: 'KF5:KD5', n: 194, counts: { M: 77, O: 81, A: 16, I: 17, R: 0, Q: 3 }, category: 'O', decided: false, byRule: 'M' });
  });
});
