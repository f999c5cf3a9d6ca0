import { expect, it } from 'vitest';
import { endOf, lifeOf, scopesOf, toggleScope } from './key-limits.logic.ts';

const now = new Date('2026-11-22T12:00:00Z');
const life = (expiresAt: string | null, revokedAt: string | null = null) => lifeOf({ expiresAt, revokedAt }, now, 14);

it('says where a key stands in its life', () => {
  expect(life(null)).toBe('working');
  expect(life('2026-12-06T12:00:00Z')).toBe('ending');
  expect(life('2026-12-06T12:00:01Z')).toBe('working');
  expect(life('2026-11-22T12:00:00Z')).toBe('over');
  expect(life(null, '2026-01-01T00:00:00Z')).toBe('revoked');
});
it('writes the reach as scopes', () => {
  expect([scopesOf('all', ['read:customer']), scopesOf('read', []), scopesOf('chosen', ['read:customer'])]).toEqual([null, ['read:all'], ['read:customer']]);
});
it('ends a key after 90 days, a year or never', () => {
  expect([endOf('quarter', now), endOf('year', now), endOf('never', now)]).toEqual(['2027-02-20T12:00:00.000Z', '2027-11-22T12:00:00.000Z', null]);
});
it('lets whoever changes something read it, too', () => {
  expect(toggleScope(['read:customer'], 'customer', 'manage', true)).toEqual(['manage:customer']);
  expect(toggleScope(['manage:customer', 'read:metric'], 'customer', 'manage', false)).toEqual(['read:metric', 'read:customer']);
  expect(toggleScope(['manage:customer'], 'customer', 'read', false)).toEqual([]);
});
