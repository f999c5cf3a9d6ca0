import { UsageError } from '../command.ts';

/**
 * Splits `a,b,"c, d"`: names of columns may hold commas when they stand in double quotes. Empty parts and names said twice are refused.
 * @param option - told in the error, e.g. `--drivers`
 */
export function splitList(text: string, option: string): string[] {
  if (text.trim() === '') return [];
  const parts = splitOutsideQuotes(text, ',', option).map(unquote);
  if (parts.includes('')) throw new UsageError(`${option} has an empty name: "${text}".`);
  const twice = parts.find((part, place) => parts.indexOf(part) !== place);
  if (twice !== undefined) throw new UsageError(`${option} names "${twice}" twice.`);
  return parts;
}

export interface ColumnPair {
  first: string;
  second: string;
}

/** Splits `e1:p1,e2:p2` into pairs of columns; each side may stand in double quotes. @throws UsageError for a side without its other */
export function splitPairs(text: string, option: string): ColumnPair[] {
  const pairs = splitOutsideQuotes(text, ',', option).map((part): ColumnPair => {
    const [first = '', second = '', ...rest] = splitOutsideQuotes(part, ':', option).map(unquote);
    if (first === '' || second === '' || rest.length > 0) throw new UsageError(`${option} needs pairs like "first:second", not "${part.trim()}".`);
    if (first === second) throw new UsageError(`${option} pairs "${first}" with itself.`);
    return { first, second };
  });
  const said = pairs.map(({ first, second }) => `${first}:${second}`);
  const twice = said.find((pair, place) => said.indexOf(pair) !== place);
  if (twice !== undefined) throw new UsageError(`${option} names ${twice} twice.`);
  return pairs;
}

function splitOutsideQuotes(text: string, separator: ',' | ':', option: string): string[] {
  const parts = [''];
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === separator && !isQuoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  if (isQuoted) throw new UsageError(`${option} has a quote without its end: ${text}`);
  return parts;
}

function unquote(part: string): string {
  const trimmed = part.trim();
  return trimmed.length >= 2 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1).replaceAll('""', '"') : trimmed;
}
