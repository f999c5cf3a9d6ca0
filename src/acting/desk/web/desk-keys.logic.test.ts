import { describe, expect, it } from 'vitest';
import { readDeskKey, stepRow } from './desk-keys.logic.ts';

describe('readDeskKey', () => {
  it('reads the letters of the desk', () => {
    expect(['j', 'k', 'r', 'n', 'a', 'p', 'e', 'z', '/', 'x', 'm', '?'].map((key) => readDeskKey(key, null))).toEqual(
      ['next', 'previous', 'reply', 'note', 'assign', 'promise', 'solve', 'snooze', 'search', 'select', 'merge', 'help'],
    );
  });
  it('leaves every other key alone', () => {
    expect(['q', 'J', 'Enter', 'Escape', 'toString'].map((key) => readDeskKey(key, null))).toEqual([null, null, null, null, null]);
  });
  it('leaves the letter after g to the jump to another section', () => {
    expect(readDeskKey('j', 400)).toBeNull();
    expect(readDeskKey('j', 1_201)).toBe('next');
  });
});

describe('stepRow', () => {
  it('begins with the first row, and stays within the list', () => {
    expect(stepRow(3, -1, 1)).toBe(0);
    expect(stepRow(3, 0, 1)).toBe(1);
    expect(stepRow(3, 2, 1)).toBe(2);
    expect(stepRow(3, 0, -1)).toBe(0);
  });
  it('has nowhere to go in an empty list', () => {
    expect(stepRow(0, -1, 1)).toBeNull();
  });
});
