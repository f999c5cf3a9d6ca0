import { describe, expect, it } from 'vitest';
import { accountPace, globalPace, networkOf, secondFactorPace, waitBeforeSignIn } from './sign-in-pace.logic.ts';

const noon = new Date('2026-03-02T12:00:00Z');
const after = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);

describe('the pace of sign-in attempts', () => {
  it('lets five wrong passwords pass without a wait', () => {
    expect(waitBeforeSignIn({ failures: 4, failedAt: noon }, noon)).toBe(0);
  });
  it('asks for 5 s after the fifth, 10 s after the sixth and 40 s after the eighth', () => {
    expect(waitBeforeSignIn({ failures: 5, failedAt: noon }, noon)).toBe(5_000);
    expect(waitBeforeSignIn({ failures: 6, failedAt: noon }, noon)).toBe(10_000);
    expect(waitBeforeSignIn({ failures: 8, failedAt: noon }, after(10))).toBe(30_000);
  });
  it('never asks for more than 15 minutes, however many there were', () => {
    expect(waitBeforeSignIn({ failures: 100_000, failedAt: noon }, noon)).toBe(900_000);
  });
  it('forgets after a day', () => {
    expect(waitBeforeSignIn({ failures: 100, failedAt: noon }, after(86_400))).toBe(0);
  });
  it('does not wait longer when the clock was set back', () => {
    expect(waitBeforeSignIn({ failures: 100, failedAt: after(7_200) }, noon)).toBe(900_000);
  });
});

describe('the wider counters', () => {
  it('let thirty wrong passwords for one account pass, and never keep a new browser out for more than a minute', () => {
    expect(waitBeforeSignIn({ failures: 29, failedAt: noon }, noon, accountPace)).toBe(0);
    expect(waitBeforeSignIn({ failures: 30, failedAt: noon }, noon, accountPace)).toBe(5_000);
    expect(waitBeforeSignIn({ failures: 100_000, failedAt: noon }, noon, accountPace)).toBe(60_000);
  });
  it('brake everybody who is new by five seconds at most, and forget within ten minutes', () => {
    expect(waitBeforeSignIn({ failures: 299, failedAt: noon }, noon, globalPace)).toBe(0);
    expect(waitBeforeSignIn({ failures: 100_000, failedAt: noon }, noon, globalPace)).toBe(5_000);
    expect(waitBeforeSignIn({ failures: 100_000, failedAt: noon }, after(600), globalPace)).toBe(0);
  });
  it('allow about a hundred guesses at a second factor in a day', () => {
    const waitsMs = Array.from({ length: 110 }, (_one, failures) => waitBeforeSignIn({ failures, failedAt: noon }, noon, secondFactorPace));
    const guessesInADay = waitsMs.reduce(({ n, ms }, wait) => (ms + wait <= 86_400_000 ? { n: n + 1, ms: ms + wait } : { n, ms }), { n: 0, ms: 0 }).n;
    expect(guessesInADay).toBeGreaterThan(90);
    expect(guessesInADay).toBeLessThan(115);
  });
});

describe('the network of an address', () => {
  it('keeps IPv4 whole, also inside IPv6', () => {
    expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  });
  it('takes the first 64 bits of IPv6 however they are written', () => {
    expect(networkOf('2001:db8:0:1::7')).toBe('2001:db8:0:1');
    expect(networkOf('2001:0db8:0000:0001:ffff:1:2:3')).toBe('2001:db8:0:1');
    expect(networkOf('::1')).toBe('0:0:0:0');
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0');
  });
});
