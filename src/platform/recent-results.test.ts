import { describe, expect, it } from 'vitest';
import { RecentResults } from './recent-results.ts';

function counting(options = {}) {
  let atMs = 0;
  let runs = 0;
  const results = new RecentResults({ freshMs: 100, staleMs: 1_000, limit: 2, nowMs: () => atMs, ...options });
  return {
    ask: (key = 'nps') => results.get(key, async () => `${key} ${(runs += 1)}`),
    fail: (key = 'nps') => results.get(key, async () => { throw new Error('engine gone'); }),
    wait: async (ms: number) => { atMs += ms; await new Promise((done) => setImmediate(done)); },
  };
}

describe('results of dear questions', () => {
  it('computes once for everybody who asks at the same time and while it is fresh', async () => {
    const { ask, wait } = counting();
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(['nps 1', 'nps 1', 'nps 1']);
    await wait(99);
    expect(await ask()).toBe('nps 1');
  });
  it('gives the old result once more while the new one is computed', async () => {
    const { ask, wait } = counting();
    await ask();
    await wait(100);
    expect(await Promise.all([ask(), ask()])).toEqual(['nps 1', 'nps 1']);
    await wait(0);
    expect(await ask()).toBe('nps 2');
  });
  it('waits for a new result when the old one is too old', async () => {
    const { ask, wait } = counting();
    await ask();
    await wait(1_000);
    expect(await ask()).toBe('nps 2');
  });
  it('never remembers a failure, and a failed renewal leaves the old result', async () => {
    const { ask, fail, wait } = counting();
    await expect(fail()).rejects.toThrow('engine gone');
    expect(await ask()).toBe('nps 1');
    await wait(500);
    expect(await fail()).toBe('nps 1');
    await wait(0);
    expect(await fail()).toBe('nps 1');
    await wait(500);
    await expect(fail()).rejects.toThrow('engine gone');
  });
  it('forgets the longest unused beyond its limit', async () => {
    const { ask } = counting();
    await ask('a');
    await ask('b');
    await ask('a');
    await ask('c');
    expect(await ask('a')).toBe('a 1');
    expect(await ask('b')).toBe('b 4');
  });
  it('keeps what took long for longer, where ages follow the cost', async () => {
    let nowMs = 0;
    let runs = 0;
    const results = new RecentResults({ freshMs: (costMs) => 4 * costMs, staleMs: (costMs) => 20 * costMs, limit: 2, nowMs: () => nowMs });
    const ask = (costMs: number) => results.get('march', async () => {
      nowMs += costMs;
      return (runs += 1);
    });
    expect(await Promise.all([ask(500), ask(500)])).toEqual([1, 1]);
    nowMs = 1_900;
    expect(await ask(500)).toBe(1);
    expect(runs).toBe(1);
    nowMs = 9_900;
    expect(await ask(500)).toBe(1);
    expect(runs).toBe(2);
    expect(await ask(500)).toBe(2);
    nowMs = 60_000;
    expect(await ask(500)).toBe(3);
  });
});
