import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from '../command.ts';
import { splitList } from './lists.ts';

/** Options that every analysis of a file takes, for {@link parseNumberArgs}. */
const common = {
  missing: { type: 'string' }, decimal: { type: 'string' }, delimiter: { type: 'string' }, reverse: { type: 'string' }, scale: { type: 'string' },
  weight: { type: 'string' }, cluster: { type: 'string' }, confidence: { type: 'string' }, json: { type: 'boolean', default: false },
} as const satisfies ParseArgsOptionsConfig;

/** What `--help` of every analysis says about them. */
export const commonOptionsHelp = `
  --missing     codes that mean "no answer": "99,-1,n/a"; "q3:0" only in column q3. Empty cells, and NA where numbers belong, always do
  --decimal     comma or point (default: seen in the file; where it cannot be seen, an error says so)
  --delimiter   comma, semicolon or tab (default: seen in the file)
  --reverse     columns whose scale points the other way, e.g. German grades (1 is best): "q1,q2", with
  --scale       the ends of that scale, low:high, e.g. 1:6; a value x becomes low + high − x
  --weight      column with the weight of each row; rows of weight 0 do not count, a missing or negative one is refused
  --cluster     column that says whose answer a row is, where one customer answered several times
  --confidence  of the intervals, a share between 0 and 1 (default: 0.95)
  --json        the documented fields on stdout; what is undefined is null
`.trimEnd();

export interface Scale {
  low: number;
  high: number;
}

/** How to read the cells; goes on to readTable as it is. */
export interface Reading {
  missing: readonly string[];
  decimal: 'comma' | 'point' | null;
  delimiter: ',' | ';' | '\t' | null;
  reverse: readonly string[];
  scale: Scale | null;
}

export interface CommonOptions {
  reading: Reading;
  weight: string | null;
  cluster: string | null;
  /** share in ]0, 1[ */
  confidence: number;
  json: boolean;
}

/**
 * Takes the arguments of one analysis apart: its file, its own options, and the common ones. A common option that an analysis cannot
 * honour is refused, never ignored: name it in `without`.
 * @param usage - what to type, told when the file is missing
 * @throws UsageError
 */
export function parseNumberArgs<Own extends ParseArgsOptionsConfig>(args: readonly string[], usage: string, own: Own, without: readonly (keyof typeof common)[] = []) {
  const taken = Object.fromEntries(Object.entries(common).filter(([name]) => !without.some((refused) => refused === name)));
  const { values, positionals, tokens } = parseArgs({ args: joinNegative(args), allowPositionals: true, tokens: true, options: { ...taken, ...own } as Own & typeof common });
  const said = tokens.flatMap((token) => (token.kind === 'option' && token.value !== undefined ? [token.name] : []));
  const twice = said.find((name, place) => said.indexOf(name) !== place);
  // parseArgs would take the last without a word.
  if (twice !== undefined) throw new UsageError(`--${twice} is said twice. Several columns, pairs or codes stand in one, separated by commas: --${twice} "a,b".`);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UsageError(`Say one file: ${usage}`);
  // What parseArgs says about a generic set of options is more than the compiler can follow: each of ours is text or a flag.
  return { file, values, common: readCommon(values as Readonly<Record<string, string | boolean | undefined>>) };
}

/** `--missing -1` is a code and no option: told to parseArgs as `--missing=-1`. */
function joinNegative(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of args) {
    const before = joined.at(-1);
    if (/^-\d/.test(word) && before !== undefined && /^--[a-z-]+$/.test(before)) joined[joined.length - 1] = `${before}=${word}`;
    else joined.push(word);
  }
  return joined;
}

const delimiters = { comma: ',', semicolon: ';', tab: '\t', ',': ',', ';': ';', '\t': '\t' } as const;

function readCommon(values: Readonly<Record<string, string | boolean | undefined>>): CommonOptions {
  const text = (name: string): string | null => (typeof values[name] === 'string' ? values[name] : null);
  const decimal = text('decimal');
  if (decimal !== null && decimal !== 'comma' && decimal !== 'point') throw new UsageError(`--decimal is comma or point, not "${decimal}".`);
  const delimiter = text('delimiter');
  const isDelimiter = (name: string): name is keyof typeof delimiters => Object.hasOwn(delimiters, name);
  if (delimiter !== null && !isDelimiter(delimiter)) throw new UsageError(`--delimiter is comma, semicolon or tab, not "${delimiter}".`);
  const reverse = splitList(text('reverse') ?? '', '--reverse');
  const scale = readScale(text('scale'));
  if (reverse.length > 0 && scale === null) throw new UsageError('--reverse needs --scale low:high, e.g. --scale 1:6: a value x becomes low + high − x.');
  return {
    reading: { missing: splitList(text('missing') ?? '', '--missing'), decimal, delimiter: delimiter === null ? null : delimiters[delimiter], reverse, scale },
    weight: text('weight'), cluster: text('cluster'), confidence: readConfidence(text('confidence')), json: values['json'] === true,
  };
}

function readScale(said: string | null): Scale | null {
  if (said === null) return null;
  const [low, high, ...rest] = said.split(':').map((end) => (end.trim() === '' ? Number.NaN : Number(end)));
  if (low === undefined || high === undefined || rest.length > 0 || !Number.isFinite(low) || !Number.isFinite(high) || low >= high) throw new UsageError(`--scale is low:high with low below high, e.g. 1:6, not "${said}".`);
  return { low, high };
}

function readConfidence(said: string | null): number {
  const confidence = said === null ? 0.95 : Number(said);
  if (said?.trim() === '' || !(confidence > 0 && confidence < 1)) throw new UsageError(`--confidence is a share between 0 and 1, e.g. 0.95, not "${said}".`);
  return confidence;
}

/** A whole number of an option, e.g. a seed or the draws of a bootstrap. @throws UsageError */
export function wholeOption(said: string | undefined, name: string, { fallback, low, high }: { fallback: number; low: number; high: number }): number {
  if (said === undefined) return fallback;
  const value = Number(said);
  if (said.trim() === '' || !Number.isInteger(value) || value < low || value > high) throw new UsageError(`${name} is a whole number from ${low} to ${high}, not "${said}".`);
  return value;
}

/** A finite number of an option. @throws UsageError */
export function numberOption(said: string | undefined, name: string, fallback: number): number {
  if (said === undefined) return fallback;
  const value = Number(said);
  if (said.trim() === '' || !Number.isFinite(value)) throw new UsageError(`${name} is a number, not "${said}".`);
  return value;
}
