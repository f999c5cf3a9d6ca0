import { describe, expect, it } from 'vitest';
import { listLists, mapJson } from './map-json.logic.ts';
import { plainText } from './plain-text.logic.ts';
import { readFeed } from './read-feed.logic.ts';
import { readStars } from './read-stars.logic.ts';

const scale = { worst: 1, best: 5 };
const reading = { now: new Date('2026-04-01T00:00:00Z'), ...scale };
const feedWith = (author: string) => readFeed(`<rss version="2.0"><channel><title>x</title><item><title>Good</title><author>${author}</author></item></channel></rss>`, reading);

/** Anybody can write a review: what took minutes here would stop the whole house. */
describe('texts that strangers wrote to keep us busy are read at once', () => {
  it('a million blanks before the end of a line, or in a tag', () => {
    expect(plainText(`a${' '.repeat(1_000_000)}b`, 20)).toBe('a');
    expect(plainText(`<p>Hello<br${' '.repeat(150_000)}`, 100)).toBe('Hello');
    expect(plainText('<a '.repeat(60_000), 20).length).toBeLessThanOrEqual(20);
    expect(plainText('one  \t\ntwo', 20)).toBe('one\ntwo');
  });
  it('a rating with a hundred thousand blanks', () => {
    expect(readStars(`5${' '.repeat(100_000)}x`, scale)).toHaveProperty('reason');
    expect(readStars('4,5 von 5 Sternen', scale)).toEqual({ stars: 4.5 });
  });
  it('an author of brackets, also in pieces', () => {
    expect(feedWith('('.repeat(100_000))).toHaveProperty('reason', expect.stringContaining('an author has a name of more than 1000 signs'));
    expect(feedWith(`${'('.repeat(900)}<author/>`.repeat(100))).toHaveProperty('reason', expect.stringContaining('an author has a name'));
    expect(feedWith('anna@example.com (Anna)')).toMatchObject({ voices: [{ author: 'Anna' }] });
  });
  it('JSON in JSON in JSON', () => {
    const deep: unknown = JSON.parse(`${'[{"a":'.repeat(3_000)}1${'}]'.repeat(3_000)}`);
    expect(listLists(deep).length).toBeLessThan(100);
    expect(mapJson(deep, { mapping: { items: 'a.a', fields: { text: 'a' }, identifiers: [], pattern: null, timeZone: 'UTC' }, ...reading })).toBeDefined();
  });
});
