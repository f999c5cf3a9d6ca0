import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../flow/expression.logic.ts';
import de from '../survey-editor.de.json' with { type: 'json' };
import en from '../survey-editor.en.json' with { type: 'json' };
import { reasonWords } from './expression-reason.logic.ts';

const reasonOf = (source: string): string => {
  const parsed = parseExpression(source);
  return parsed.ok ? 'is fine' : parsed.reason;
};

describe('why an expression cannot be read', () => {
  it.each([
    ['nps <=', 'unfinished', ''], ['nps <= 6 6', 'tooMuch', ''], ['nps # 6', 'unknownSign', ''], ['(nps <= 6', 'missing', ')'], ['nps <= )', 'unexpected', ''],
    ['shout(nps)', 'noFunction', 'shout'], ['count()', 'wrongCount', 'count'], [`${'('.repeat(200)}nps${')'.repeat(200)}`, 'tooDeep', ''],
    [`nps in [${'0,'.repeat(200)}0]`, 'tooManyValues', ''], ['1'.repeat(20_000), 'tooLong', '500'],
  ])('has words in both languages: %#', (source, key, about) => {
    expect(reasonWords(reasonOf(source))).toEqual({ key, about });
    expect([Object.hasOwn(de.condition.reason, key), Object.hasOwn(en.condition.reason, key)]).toEqual([true, true]);
  });
});
