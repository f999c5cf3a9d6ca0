import { fc } from '../../../kernel/testing/properties.ts';
import { expect, test } from 'vitest';
import { evaluate, isTrue, parseExpression, type Value } from './expression.logic.ts';

const answers: Record<string, Value> = { nps: 6, reason: ['price', 'network'], plan: 'gold', age: '34', when: '2026-03-31', nothing: null, 'q.speed': 4, 'q.speed.first': 9 };
const say = (source: string): Value => {
  const parsed = parseExpression(source);
  if (!parsed.ok) throw new Error(`${parsed.at}: ${parsed.reason}`);
  return evaluate(parsed.tree, (name) => answers[name] ?? null);
};

test.each<[string, Value]>([
  ['nps <= 6 and plan == "gold"', true],
  ['nps > 6 or not answered(nothing)', true],
  ['not nps == 6', false],
  ["reason in ['service', 'network']", true],
  ["has(reason, 'service')", false],
  ['count(reason) + count(nothing)', 2],
  ['age >= 34', true],
  ["age == '34'", true],
  ["when < '2026-04-01'", true],
  ['nothing < 3', false],
  ['nothing == null', true],
  ['nps != null', true],
  ['1 + 2 * 3 - -4 / 2', 9],
  ['(1 + 2) * 3', 9],
  ['nps / 0', null],
  ['nothing + 1', null],
  ['avg(nps, nothing, 8)', 7],
  ['round(avg(1, 2, 2), 2)', 1.67],
  ['max(q.speed, q.speed.first)', 9],
  ["lower('GOLD') == plan && !false || false", true],
  ["'Hallo ' + plan", 'Hallo gold'],
  ['length(plan)', 4],
])('%s', (source, value) => expect(say(source)).toEqual(value));

test.each([
  ['', 0, 'something is missing at the end'],
  ['nps <', 5, 'something is missing at the end'],
  ['nps 6', 4, 'is too much here'],
  ["plan == 'gold", 7, 'is not understood'],
  ['constructor("x")', 0, 'there is no function constructor'],
  ['count()', 0, 'count takes 1 values'],
  ['a; b', 1, 'is not understood'],
  [`${'('.repeat(40)}1${')'.repeat(40)}`, 31, 'is nested too deeply'],
  ['1+'.repeat(260), 500, 'longer than 500 characters'],
])('%s is refused with its place', (source, at, reason) => expect(parseExpression(source)).toEqual({ ok: false, at, reason }));

test('whatever somebody types is read or refused, and never throws', () => {
  const piece = fc.constantFrom('nps', 'q.a', '(', ')', '[', ']', ',', 'and', 'or', 'not', 'in', '==', '<', '-', '*', "'x'", '7', 'count', 'has', '{{', '__proto__', 'toString', ' ');
  const isReadOrRefused = (pieces: readonly string[]) => {
    const parsed = parseExpression(pieces.join(' '));
    return parsed.ok ? typeof isTrue(evaluate(parsed.tree, () => null)) === 'boolean' : parsed.at >= 0;
  };
  expect(() => fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), isReadOrRefused), { numRuns: 500 })).not.toThrow();
});
