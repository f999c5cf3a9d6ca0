import { describe, expect, it } from 'vitest';
import { isWholeUrl } from './whole-url.logic.ts';

describe('an address of a link', () => {
  it.each(['https://www.example.com', 'http://nordfunk.example/hilfe?a=1', ' https://münchen.de/ ', 'http://localhost:4000/x'])('is whole: %s', (text) => expect(isWholeUrl(text)).toBe(true));
  it.each(['', 'www.example.com', 'https://', 'https://nordfunk', 'https://nordfunk.', 'javascript:alert(1)', 'https://a b.de', 'ftp://nordfunk.de'])('is half typed or no address: %s', (text) => expect(isWholeUrl(text)).toBe(false));
});
