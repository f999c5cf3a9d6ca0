import { fc } from '../../kernel/testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { normaliseIdentifier } from './normalise.logic.ts';

const normal = (kind: string, raw: string, country = 'DE') => {
  const result = normaliseIdentifier(kind, raw, country);
  return result.ok ? result.value : null;
};

describe('an e-mail address', () => {
  it('is compared without case', () => expect(normal('email', ' Ada.Lovelace@Example.DE ')).toBe('ada.lovelace@example.de'));
  it('keeps its plus-tag and its dots: they belong to the address', () => {
    expect(normal('email', 'ada+shop@gmail.com')).toBe('ada+shop@gmail.com');
    expect(normal('email', 'a.d.a@gmail.com')).toBe('a.d.a@gmail.com');
    expect(normal('email', 'ada@googlemail.com')).not.toBe(normal('email', 'ada@gmail.com'));
  });
  it('is the same with its domain in letters and in punycode', () => {
    expect(normal('email', 'info@MÜLLER.example')).toBe('info@xn--mller-kva.example');
    expect(normal('email', 'info@xn--mller-kva.example')).toBe('info@xn--mller-kva.example');
  });
  it('is the same however its accents are composed', () => expect(normal('email', 'rene\u0301@example.de')).toBe(normal('email', 'ren\u00e9@example.de')));
  it.each(['ada', '@example.de', 'ada@', 'a b@example.de', 'a@b@example.de', 'ada@exa mple.de', 'a\0@b.de'])('is not %j', (raw) => expect(normal('email', raw)).toBeNull());
});

describe('a phone number', () => {
  it.each([['0171 1234567', 'DE', '+491711234567'], ['0049 171/123 45 67', 'DE', '+491711234567'], ['+49 (0)171 1234567', 'DE', '+491711234567'], ['+1 212 555 0100', 'DE', '+12125550100'], ['06 12 34 56 78', 'FR', '+33612345678'], ['0171-1234567', 'AT', '+431711234567']])('%s in %s is %s', (raw, country, expected) => expect(normal('phone', raw, country)).toBe(expected));
  it.each(['call me', '12', '+49', '0000', '123456789012345678'])('is not %j', (raw) => expect(normal('phone', raw)).toBeNull());
});

describe('any other identifier', () => {
  it('is trimmed and keeps its case', () => expect(normal('userId', '  User-7 ')).toBe('User-7'));
  it.each(['null', 'NULL', 'undefined', '0', '000', '-1', '[object Object]', 'anonymous', 'guest', '', '   ', '"null"', "'0'", '--', 'NaN', 'n/a', 'true', 'false', 'none', 'unknown'])('is never %j', (raw) => expect(normal('userId', raw)).toBeNull());
  it.each(['007', '1', 'null-und-nichtig', '0x0', 'anonymous-42', 'Guest House'])('may be %j', (raw) => expect(normal('userId', raw)).toBe(raw));
  it('has at most 500 characters and none that control', () => {
    expect(normal('userId', 'x'.repeat(500))).toHaveLength(500);
    expect(normal('userId', 'x'.repeat(501))).toBeNull();
    expect(normal('userId', 'a\u0007b')).toBeNull();
  });
});

it('whatever is normalised stays as it is when normalised again', () => {
  fc.assert(
    fc.property(fc.constantFrom('email', 'phone', 'userId', 'deviceId'), fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), fc.stringMatching(/^[+0][0-9 /-]{5,14}$/)), (kind, raw) => {
      const once = normaliseIdentifier(kind, raw, 'DE');
      expect(once.ok ? normaliseIdentifier(kind, once.value, 'DE') : once).toEqual(once);
    }),
    { numRuns: 2_000 },
  );
});
