/**
 * The small language of conditions and piping in surveys, documented in docs/{de,en}/expressions.md. No `eval`, no loops,
 * no side effects; length and depth are limited, so an expression can neither hang nor reach anything but the answers.
 *
 *   nps <= 6 and answered(comment) · reason in ['price', 'network'] · hidden.plan == 'gold' · count(devices) >= 2
 *
 * What was not answered is null; a comparison with null is false, except `== null` and `!= null`. Sums with null are null.
 */
export type Value = number | string | boolean | null | readonly string[];

export type Tree =
  | { kind: 'value'; value: Value }
  | { kind: 'list'; items: Tree[] }
  | { kind: 'name'; name: string }
  | { kind: 'not' | 'minus'; of: Tree }
  | { kind: 'two'; sign: Sign; left: Tree; right: Tree }
  | { kind: 'call'; name: FunctionName; given: Tree[] };

export type Parsed = { ok: true; tree: Tree; names: string[] } | { ok: false; at: number; reason: string };
export type Scope = (name: string) => Value;

type Sign = 'or' | 'and' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/';
interface Token {
  kind: 'number' | 'text' | 'name' | 'sign' | 'end';
  text: string;
  at: number;
}

const LENGTH_LIMIT = 500;
const DEPTH_LIMIT = 30;
const BINDING: Record<Sign, number> = { or: 1, and: 2, '==': 3, '!=': 3, '<': 4, '<=': 4, '>': 4, '>=': 4, in: 4, '+': 5, '-': 5, '*': 6, '/': 6 };
const SAME_AS: Record<string, Sign | 'not'> = { '||': 'or', '&&': 'and', '!': 'not', '=': '==' };

/** How many arguments each function takes. */
const functions = {
  answered: [1, 1], count: [1, 1], has: [2, 2], min: [1, 20], max: [1, 20], sum: [1, 20], avg: [1, 20], round: [1, 2], length: [1, 1], lower: [1, 1],
} as const;
type FunctionName = keyof typeof functions;
export const functionNames = Object.keys(functions);

class Fault extends Error {
  readonly at: number;
  constructor(at: number, reason: string) {
    super(reason);
    this.at = at;
  }
}

const remembered = new Map<string, Parsed>();

/** Reads an expression, or says at which character it cannot be read and why. */
export function parseExpression(source: string): Parsed {
  const known = remembered.get(source);
  if (known) return known;
  const parsed = parseAnew(source);
  if (remembered.size > 2_000) remembered.clear();
  remembered.set(source, parsed);
  return parsed;
}

function parseAnew(source: string): Parsed {
  if (source.length > LENGTH_LIMIT) return { ok: false, at: LENGTH_LIMIT, reason: `longer than ${LENGTH_LIMIT} characters` };
  try {
    const names = new Set<string>();
    const reader = new Reader(readTokens(source), names);
    return { ok: true, tree: reader.readAll(), names: [...names] };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, at: error.at, reason: error.message };
    throw error;
  }
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|'([^'\n]*)'|"([^"\n]*)"|([A-Za-z_]\w*(?:\.\w+)*)|(&&|\|\||==|!=|<=|>=|[-+*/<>=!(),[\]]))/y;

function readTokens(source: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < source.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(source);
    if (!found) {
      if (source.slice(at).trim() === '') break;
      throw new Fault(at, 'is not understood');
    }
    const [whole, number, single, double, name, sign] = found;
    const starts = at + whole.length - whole.trimStart().length;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at: starts });
    else if (single !== undefined || double !== undefined) tokens.push({ kind: 'text', text: single ?? double ?? '', at: starts });
    else if (name !== undefined) tokens.push({ kind: ['and', 'or', 'not', 'in'].includes(name) ? 'sign' : 'name', text: name, at: starts });
    else tokens.push({ kind: 'sign', text: SAME_AS[sign ?? ''] ?? sign ?? '', at: starts });
  }
  return [...tokens, { kind: 'end', text: '', at: source.length }];
}

/** A precedence climber over the tokens. */
class Reader {
  #place = 0;
  readonly #tokens: readonly Token[];
  readonly #names: Set<string>;

  constructor(tokens: readonly Token[], names: Set<string>) {
    this.#tokens = tokens;
    this.#names = names;
  }

  readAll(): Tree {
    const tree = this.#read(0, 0);
    const left = this.#now();
    if (left.kind !== 'end') throw new Fault(left.at, 'is too much here');
    return tree;
  }

  #now(): Token {
    return this.#tokens[this.#place] ?? { kind: 'end', text: '', at: 0 };
  }

  #take(sign?: string): Token {
    const token = this.#now();
    if (sign !== undefined && (token.kind !== 'sign' || token.text !== sign)) throw new Fault(token.at, `${sign} is missing`);
    this.#place += 1;
    return token;
  }

  #isSign(sign: string): boolean {
    const { kind, text } = this.#now();
    return kind === 'sign' && text === sign;
  }

  #read(above: number, depth: number): Tree {
    if (depth > DEPTH_LIMIT) throw new Fault(this.#now().at, 'is nested too deeply');
    let left = this.#readOne(depth);
    for (;;) {
      const { kind, text } = this.#now();
      const binding = kind === 'sign' && text in BINDING ? BINDING[text as Sign] : 0; // a key of BINDING
      if (binding <= above) return left;
      this.#take();
      left = { kind: 'two', sign: text as Sign, left, right: this.#read(binding, depth + 1) };
    }
  }

  #readOne(depth: number): Tree {
    const token = this.#take();
    if (token.kind === 'number') return { kind: 'value', value: Number(token.text) };
    if (token.kind === 'text') return { kind: 'value', value: token.text };
    if (token.kind === 'name') return this.#readName(token, depth);
    if (token.kind === 'sign' && token.text === 'not') return { kind: 'not', of: this.#read(BINDING.and, depth + 1) };
    if (token.kind === 'sign' && token.text === '-') return { kind: 'minus', of: this.#read(BINDING['*'], depth + 1) };
    if (token.kind === 'sign' && token.text === '(') {
      const inside = this.#read(0, depth + 1);
      this.#take(')');
      return inside;
    }
    if (token.kind === 'sign' && token.text === '[') return { kind: 'list', items: this.#readSeveral(']', depth) };
    throw new Fault(token.at, token.kind === 'end' ? 'something is missing at the end' : 'is not expected here');
  }

  #readName({ text, at }: Token, depth: number): Tree {
    if (text === 'true' || text === 'false') return { kind: 'value', value: text === 'true' };
    if (text === 'null') return { kind: 'value', value: null };
    if (!this.#isSign('(')) {
      this.#names.add(text);
      return { kind: 'name', name: text };
    }
    if (!Object.hasOwn(functions, text)) throw new Fault(at, `there is no function ${text}`);
    const name = text as FunctionName; // just looked up
    this.#take('(');
    const given = this.#readSeveral(')', depth);
    const [low, high] = functions[name];
    if (given.length < low || given.length > high) throw new Fault(at, `${name} takes ${low === high ? low : `${low} to ${high}`} values`);
    return { kind: 'call', name, given };
  }

  #readSeveral(closing: string, depth: number): Tree[] {
    const items: Tree[] = [];
    while (!this.#isSign(closing)) {
      if (items.length > 0) this.#take(',');
      items.push(this.#read(0, depth + 1));
      if (items.length > 200) throw new Fault(this.#now().at, 'too many values');
    }
    this.#take(closing);
    return items;
  }
}

export function evaluate(tree: Tree, scope: Scope): Value {
  switch (tree.kind) {
    case 'value':
      return tree.value;
    case 'list':
      return tree.items.map((item) => String(evaluate(item, scope) ?? ''));
    case 'name':
      return scope(tree.name);
    case 'not':
      return !isTrue(evaluate(tree.of, scope));
    case 'minus': {
      const number = asNumber(evaluate(tree.of, scope));
      return number === null ? null : -number;
    }
    case 'two':
      return evaluateTwo(tree.sign, tree.left, tree.right, scope);
    case 'call':
      return call(tree.name, tree.given.map((one) => evaluate(one, scope)));
  }
}

/** What a condition takes for true: anything but null, false, 0, '' and an empty list. */
export function isTrue(value: Value): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** True where the condition holds or is absent. One that cannot be read holds too: drafts are looked at while they are written. */
export function holds(condition: string | undefined, scope: Scope): boolean {
  if (condition === undefined) return true;
  const parsed = parseExpression(condition);
  return !parsed.ok || isTrue(evaluate(parsed.tree, scope));
}

function evaluateTwo(sign: Sign, leftTree: Tree, rightTree: Tree, scope: Scope): Value {
  const left = evaluate(leftTree, scope);
  if (sign === 'and') return isTrue(left) && isTrue(evaluate(rightTree, scope));
  if (sign === 'or') return isTrue(left) || isTrue(evaluate(rightTree, scope));
  const right = evaluate(rightTree, scope);
  if (sign === '==') return isSame(left, right);
  if (sign === '!=') return !isSame(left, right);
  if (sign === 'in') return isIn(left, right);
  if (sign === '+' && (typeof left === 'string' || typeof right === 'string') && (asNumber(left) === null || asNumber(right) === null)) return left === null || right === null ? null : asText(left) + asText(right);
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a === null || b === null) return isComparison(sign) ? compareTexts(sign, left, right) : null;
  switch (sign) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? null : a / b;
  }
}

const isComparison = (sign: Sign): boolean => sign === '<' || sign === '<=' || sign === '>' || sign === '>=';

/** Texts by their characters, so that dates (2026-03-31) compare; anything else is false. */
function compareTexts(sign: Sign, left: Value, right: Value): boolean {
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  if (sign === '<') return left < right;
  if (sign === '<=') return left <= right;
  return sign === '>' ? left > right : left >= right;
}

function isSame(left: Value, right: Value): boolean {
  if (left === null || right === null) return left === right;
  if (Array.isArray(left) || Array.isArray(right)) {
    const [a, b] = [asList(left), asList(right)];
    return a.length === b.length && a.every((one) => b.includes(one));
  }
  const [a, b] = [asNumber(left), asNumber(right)];
  return a !== null && b !== null ? a === b : asText(left) === asText(right);
}

/** Whether any of what was chosen is in the list. */
function isIn(left: Value, right: Value): boolean {
  if (left === null || right === null) return false;
  const list = asList(right);
  return asList(left).some((one) => list.includes(one));
}

function call(name: FunctionName, given: readonly Value[]): Value {
  const first = given[0] ?? null;
  const numbers = given.map(asNumber).filter((number) => number !== null);
  switch (name) {
    case 'answered':
      return first !== null && !(Array.isArray(first) && first.length === 0) && first !== '';
    case 'count':
      return first === null ? 0 : asList(first).length;
    case 'has':
      return isIn(given[1] ?? null, first);
    case 'min':
      return numbers.length === 0 ? null : Math.min(...numbers);
    case 'max':
      return numbers.length === 0 ? null : Math.max(...numbers);
    case 'sum':
      return numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0);
    case 'avg':
      return numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    case 'round': {
      const [number, digits] = [asNumber(first), Math.min(6, Math.max(0, asNumber(given[1] ?? null) ?? 0))];
      return number === null ? null : Math.round(number * 10 ** digits) / 10 ** digits;
    }
    case 'length':
      return first === null ? 0 : asText(first).length;
    case 'lower':
      return first === null ? null : asText(first).toLowerCase();
  }
}

/** null for what is no number; digits that came as text (hidden fields) count. */
function asNumber(value: Value): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return null;
}

const asList = (value: Value): readonly string[] => (Array.isArray(value) ? value : [asText(value)]);

/** As it is piped into a text. */
export function asText(value: Value): string {
  if (value === null) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}
