/** Why an expression cannot be read, as keys of `condition.reason` with what they name. The language itself speaks English only. */
export function reasonWords(reason: string): { key: string; about: string } | null {
  for (const [pattern, key] of patterns) {
    const found = pattern.exec(reason);
    if (found) return { key, about: found.slice(1).join(' ') };
  }
  return null;
}

const patterns: readonly (readonly [RegExp, string])[] = [
  [/^is not understood$/, 'unknownSign'],
  [/^is too much here$/, 'tooMuch'],
  [/^(.+) is missing$/, 'missing'],
  [/^is nested too deeply$/, 'tooDeep'],
  [/^something is missing at the end$/, 'unfinished'],
  [/^is not expected here$/, 'unexpected'],
  [/^there is no function (.+)$/, 'noFunction'],
  [/^(.+) takes .+ values$/, 'wrongCount'],
  [/^too many values$/, 'tooManyValues'],
  [/^longer than (\d+) characters$/, 'tooLong'],
];
