import { expect, it } from 'vitest';
import { withoutOwnLinks } from './own-links.logic.ts';

it('leaves the secret part of links to a customer’s own pages out, and other links as they are', () => {
  expect(withoutOwnLinks('Bitte hier: https://cx.nordfunk.example/optin/ZzwpivN8Gek6gYD1NnqJWEV3YJyPruVc\n\nDer Link …')).toBe('Bitte hier: https://cx.nordfunk.example/optin/…\n\nDer Link …');
  expect(withoutOwnLinks('http://localhost:3000/my/abcdefghijklmnop1234 und https://nordfunk.example/hilfe/firmware-4.2-installieren')).toBe('http://localhost:3000/my/… und https://nordfunk.example/hilfe/firmware-4.2-installieren');
});
