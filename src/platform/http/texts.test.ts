import { describe, expect, it } from 'vitest';
import { filterSchema, lineSchema, textSchema, timeZoneSchema } from './texts.contract.ts';

const faultsOf = (result: { error?: { issues: { message: string }[] } | undefined }): string[] => result.error?.issues.map(({ message }) => message) ?? [];

describe('what people write', () => {
  it('loses the blanks around it', () => {
    expect(lineSchema(5).parse('  Anna ')).toBe('Anna');
    expect(textSchema(9).parse(' one\ntwo ')).toBe('one\ntwo');
    expect(filterSchema(5).parse(' A ')).toBe(' A ');
  });
  it('is empty when nothing but blanks is left', () => {
    expect(faultsOf(lineSchema(5, 1).safeParse('  '))).toEqual(['is empty']);
    expect(lineSchema(5).parse('  ')).toBe('');
  });
  it('has no second line where one is asked for', () => {
    expect(faultsOf(lineSchema(9).safeParse('one\ntwo'))).toEqual(['contains control characters']);
  });
  it.each([['a line', lineSchema(5)], ['a text', textSchema(5)], ['a filter', filterSchema(5)]])('%s holds neither NUL nor half a character', (_name, schema) => {
    expect(schema.safeParse('a\0').success).toBe(false);
    expect(faultsOf(schema.safeParse('a\uD83D'))).toEqual(['contains a character that is no text']);
    expect(schema.parse('a😀')).toBe('a😀');
  });
  it('names a zone that exists', () => {
    expect(timeZoneSchema.parse('Europe/Berlin')).toBe('Europe/Berlin');
    expect(faultsOf(timeZoneSchema.safeParse('Mars/Olympus'))).toEqual(['is no time zone of the IANA list, e.g. Europe/Berlin']);
  });
});
