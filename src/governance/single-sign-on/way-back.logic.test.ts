import { describe, expect, it } from 'vitest';
import { ownPathOf } from './way-back.logic.ts';

const home = 'https://momente.nordfunk.example';

describe('the way back after a sign-in', () => {
  it.each(['/', '/touchpoints', '/customers/4711?tab=said#top', '/settings/security?q=a%20b', '/a%2Fb'])('leads to our own %s', (address) => {
    expect(ownPathOf(address, home)).toBe(address);
  });
  it.each([
    undefined, '', 'evil', '//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', '/\\/evil.example', 'https://evil.example', 'https:evil.example', 'javascript:alert(1)', 'data:text/html,x',
    '/%2fevil.example', '/%2F%2Fevil.example', '/%5Cevil.example', '/\t/evil.example', '/\n/evil.example', '/\r\n/evil.example', '/ /evil.example', '/a//evil.example/..', '/.//evil.example', '/..//evil.example', '/\u0000/evil.example', '/\u00a0/evil.example', `/${'a'.repeat(500)}`, '/api/session', '/v1/track',
  ])('leads home and not to %j', (address) => {
    expect(ownPathOf(address, home)).toBe('/');
  });
});
