import { describe, expect, it } from 'vitest';
import { methodIds } from './methods.logic.ts';
import de from './web/methods.de.json' with { type: 'json' };
import en from './web/methods.en.json' with { type: 'json' };

describe('words about methods', () => {
  it.each([['de', de, 'Quelle:'], ['en', en, 'Source:']] as const)('explains each in one paragraph and names its source (%s)', (_language, words, source) => {
    expect(Object.keys(words).sort()).toEqual([...methodIds].sort());
    const poor = Object.entries(words).filter(([, { name, explanation }]) => name.length < 3 || explanation.length < 200 || explanation.length > 1_000 || !explanation.includes(source) || explanation.includes('\n'));
    expect(poor.map(([id]) => id)).toEqual([]);
  });
});
