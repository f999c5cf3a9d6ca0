import { type AskedBefore, hasOf, joined, literalOf } from './condition-parts.logic.ts';

/**
 * Translates a condition of SurveyJS, such as `{age} >= 18 and {reasons} contains 'price'`. Functions, sums and
 * comparisons with parts of texts have no counterpart.
 * @returns null where it cannot be said in our language
 */
export function translateCondition(source: string, find: (name: string) => AskedBefore | null): string | null {
  if (source.length > 2_000) return null;
  const tokens = [...source.matchAll(TOKEN)].map(([text]) => text.trim()).filter((text) => text !== '');
  const withoutBlanks = (text: string) => text.replace(/\s+/g, '');
  if (withoutBlanks(tokens.join('')) !== withoutBlanks(source)) return null; // signs that are none of ours
  const reader = { tokens, place: 0, find };
  const translated = readOr(reader, 0);
  return translated !== null && reader.place === tokens.length && translated.length <= 500 ? translated.replace(/^\((.*)\)$/, (whole, inside: string) => (isBalanced(inside) ? inside : whole)) : null;
}

const TOKEN = /\{[^{}]{1,200}\}|'[^']*'|"[^"]*"|-?\d+(?:\.\d+)?|<=|>=|<>|!=|==|&&|\|\||[=<>!()[\],]|[A-Za-z_]+|\s+/g;
const SIGNS: Readonly<Record<string, string>> = {
  '=': '==', '==': '==', equal: '==', '!=': '!=', '<>': '!=', notequal: '!=', '<': '<', less: '<', '>': '>', greater: '>', '<=': '<=', lessorequal: '<=', '>=': '>=', greaterorequal: '>=',
};

interface Tokens {
  tokens: readonly string[];
  place: number;
  find: (name: string) => AskedBefore | null;
}

const now = ({ tokens, place }: Tokens): string => (tokens[place] ?? '').toLowerCase();
const DEPTH_LIMIT = 20;

function readOr(reader: Tokens, depth: number): string | null {
  const parts = [readAnd(reader, depth)];
  while (now(reader) === 'or' || now(reader) === '||') {
    reader.place += 1;
    parts.push(readAnd(reader, depth));
  }
  return joined(parts, 'or');
}

function readAnd(reader: Tokens, depth: number): string | null {
  const parts = [readOne(reader, depth)];
  while (now(reader) === 'and' || now(reader) === '&&') {
    reader.place += 1;
    parts.push(readOne(reader, depth));
  }
  return joined(parts, 'and');
}

function readOne(reader: Tokens, depth: number): string | null {
  if (depth > DEPTH_LIMIT) return null;
  if (now(reader) === '!' || now(reader) === 'not' || now(reader) === 'negate') {
    reader.place += 1;
    const inside = readOne(reader, depth + 1);
    return inside === null ? null : `not (${inside})`;
  }
  if (now(reader) === '(') {
    reader.place += 1;
    const inside = readOr(reader, depth + 1);
    if (now(reader) !== ')') return null;
    reader.place += 1;
    return inside;
  }
  return readComparison(reader);
}

function readComparison(reader: Tokens): string | null {
  const name = /^\{(.+)\}$/.exec(reader.tokens[reader.place] ?? '')?.[1];
  if (name === undefined) return null;
  reader.place += 1;
  const sign = now(reader);
  reader.place += 1;
  const asked = findAsked(reader, name);
  if (sign === 'empty' || sign === 'notempty') return asked && (sign === 'empty' ? `not answered(${asked.id})` : `answered(${asked.id})`);
  const other = /^\{(.+)\}$/.exec(reader.tokens[reader.place] ?? '')?.[1];
  if (other !== undefined) {
    reader.place += 1;
    const right = findAsked(reader, other);
    return asked && right && SIGNS[sign] ? `${asked.id} ${SIGNS[sign]} ${right.id}` : null;
  }
  const values = readValues(reader);
  return asked && values ? compare(asked, sign, values) : null;
}

function compare(asked: AskedBefore, sign: string, values: readonly unknown[]): string | null {
  const literals = values.map((value) => literalOf(asked, value));
  const [first = null] = literals;
  const all = () => joined(literals.map((literal) => hasOf(asked, literal)), 'and');
  const any = () => joined(literals.map((literal) => hasOf(asked, literal)), 'or');
  const not = (inside: string | null) => (inside === null ? null : `not (${inside})`);
  switch (sign) {
    case 'contains': case 'contain': return asked.kind === 'text' ? null : all();
    case 'notcontains': case 'notcontain': return asked.kind === 'text' ? null : not(all());
    case 'anyof': return any();
    case 'noneof': return not(any());
    case 'allof': return all();
  }
  const ours = SIGNS[sign];
  if (ours === undefined || first === null) return null;
  if (asked.kind === 'many') return ours === '==' ? all() : ours === '!=' ? not(all()) : null;
  return literals.length === 1 ? `${asked.id} ${ours} ${first}` : null;
}

/** `{question}` or `{matrix.row}`. */
function findAsked({ find }: Tokens, name: string): AskedBefore | null {
  const whole = find(name);
  if (whole) return whole;
  const dot = name.indexOf('.');
  const matrix = dot > 0 ? find(name.slice(0, dot)) : null;
  const row = matrix?.rows.get(name.slice(dot + 1));
  return matrix && row !== undefined ? { ...matrix, id: `${matrix.id}.${row}`, kind: 'number' } : null;
}

function readValues(reader: Tokens): unknown[] | null {
  const values: unknown[] = [];
  const isList = now(reader) === '[';
  if (isList) reader.place += 1;
  for (;;) {
    const token = reader.tokens[reader.place];
    if (token === undefined) return null;
    reader.place += 1;
    const quoted = /^(['"])(.*)\1$/s.exec(token);
    if (quoted) values.push(quoted[2]);
    else if (/^-?\d/.test(token)) values.push(Number(token));
    else if (/^(true|false)$/i.test(token)) values.push(token.toLowerCase() === 'true');
    else return null;
    if (!isList) return values;
    if (now(reader) === ',') reader.place += 1;
    else if (now(reader) === ']') {
      reader.place += 1;
      return values;
    } else return null;
  }
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const sign of text.replace(/'[^']*'/g, '')) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
