import { describe, expect, it } from 'vitest';
import { isTimeZone } from './zone-names.ts';
import { instantOf, localTimeOf } from './zones.ts';

const ms = (text: string) => Date.parse(text);

describe('the clock on the wall', () => {
  it('shows most times once', () => {
    expect(instantOf('Europe/Berlin', ms('2026-11-22T09:00Z'))).toEqual({ kind: 'once', atMs: ms('2026-11-22T08:00Z') });
    expect(instantOf('Asia/Kathmandu', ms('2026-11-22T09:00Z'))).toEqual({ kind: 'once', atMs: ms('2026-11-22T03:15Z') });
    expect(localTimeOf('America/New_York', ms('2026-11-22T08:00Z'))).toBe(ms('2026-11-22T03:00Z'));
  });
  it('skips an hour in spring and shows one twice in autumn', () => {
    expect(instantOf('Europe/Berlin', ms('2026-03-29T02:30Z'))).toEqual({ kind: 'skipped', changeMs: ms('2026-03-29T01:00Z') });
    expect(instantOf('Europe/Berlin', ms('2026-03-29T03:00Z'))).toEqual({ kind: 'once', atMs: ms('2026-03-29T01:00Z') });
    expect(instantOf('Europe/Berlin', ms('2026-10-25T02:30Z'))).toEqual({ kind: 'twice', firstMs: ms('2026-10-25T00:30Z'), secondMs: ms('2026-10-25T01:30Z') });
    expect(instantOf('Europe/Berlin', ms('2026-10-25T03:00Z'))).toEqual({ kind: 'once', atMs: ms('2026-10-25T02:00Z') });
  });
  it('lost a whole day in Samoa', () => {
    expect(instantOf('Pacific/Apia', ms('2011-12-30T12:00Z'))).toEqual({ kind: 'skipped', changeMs: ms('2011-12-30T10:00Z') });
    expect(instantOf('Pacific/Apia', ms('2011-12-31T12:00Z'))).toEqual({ kind: 'once', atMs: ms('2011-12-30T22:00Z') });
  });
  it('knows the zones there are', () => {
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isTimeZone('Europe/Nirgendwo')).toBe(false);
  });
});
