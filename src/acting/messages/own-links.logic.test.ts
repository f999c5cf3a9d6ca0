import { expect, it } from 'vitest';
import { withoutOwnLinks } from './own-links.logic.ts';

it('leaves the secret part of links to a customer’s own pages out, and other links as they are', () => {
  expect(withoutOwnLinks('Bitte hier: https://cx.nordfunk.example/optin/ZzwpivN8Gek6gYD1NnqJWEV3YJyPruVc\n\nDer Link …')).toBe('Bitte hier: https://cx.nordfunk.example/optin/…\n\nDer Link …');
  expect(withoutOwnLinks('http://localhost:3000/my/abcdefghijklmnop1234 und https://nordfunk.example/hilfe/firmware-4.2-installieren')).toBe('http://localhost:3000/my/… und https://nordfunk.example/hilfe/firmware-4.2-installieren');
});

it('leaves out the code of an own page, in the subject line and in the words, in both languages', () => {
  expect(withoutOwnLinks('Ihr Code: 123456')).toBe('Ihr Code: …');
  expect(withoutOwnLinks('Ihr Code für Ihre Seite bei Nordfunk: 123456\n\nEr gilt 10 Minuten.')).toBe('Ihr Code für Ihre Seite bei Nordfunk: …\n\nEr gilt 10 Minuten.');
  expect(withoutOwnLinks('Your code: 123456')).toBe('Your code: …');
  expect(withoutOwnLinks('Your code for your page at Nordfunk: 123456')).toBe('Your code for your page at Nordfunk: …');
  expect(withoutOwnLinks('Bestellung: 123456')).toBe('Bestellung: 123456');
});
