import { describe, expect, test } from 'vitest';
import { likenessOf, patternOf, tellingWords } from './words-of.logic.ts';

describe('what a text is about', () => {
  test('is said by its longer words, cut so that bent forms agree', () => {
    expect(tellingWords('Guten Tag, meine Gespräche brechen ständig ab!')).toEqual(['gesprä', 'brech', 'ständ']);
    expect(likenessOf(tellingWords('Gesprächsabbruch beim Telefonieren'), 'Abbrüche im Gespräch, sobald ich telefoniere')).toBe(1);
  });

  test('is found whether or not a text writes its accents', () => {
    expect(patternOf('gesprä')).toBe('%gespr_%');
    expect(likenessOf(['gesprä'], 'Gesprache brechen ab')).toBe(1);
  });

  test('is nothing where only pleasantries stand', () => {
    expect(tellingWords('Hallo, danke, bitte. Sehr geehrte Damen und Herren')).toEqual([]);
    expect(likenessOf([], 'anything')).toBe(0);
  });

  test('a bill and a dropped call have little in common', () => {
    expect(likenessOf(tellingWords('Calls drop after a few minutes, phone restarted'), 'My invoice shows roaming charges twice')).toBe(0);
  });
});
