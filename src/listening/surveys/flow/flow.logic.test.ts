import { fc } from '../../../kernel/testing/properties.ts';
import { describe, expect, it, test } from 'vitest';
import { checkAnswers } from './answer-check.logic.ts';
import { checkDefinition, listWords } from '../drafts/check-definition.logic.ts';
import type { Answers, Definition } from '../definition.contract.ts';
import { both, choice, comment, definitionOf, nps, page, pairs } from './flow.builders.ts';
import { chooseLanguage, orderOf, pipe, titleIn, walk } from './flow.logic.ts';
import { typedAnswers } from './typed-answers.logic.ts';

const branching = definitionOf(
  [
    page('first', [nps()], { jumps: [{ when: 'nps >= 9', to: 'friends' }, { when: 'nps == 8', to: 'thanks' }] }),
    page('why', [choice('reason', ['price', 'network', 'other']), comment('more', { when: "reason == 'other'" })]),
    page('friends', [comment('praise', { when: 'nps >= 9' })]),
    page('gold', [comment('club')], { when: "hidden.plan == 'gold'" }),
  ],
  { hidden: [{ id: 'plan' }], endings: [{ id: 'sorry', title: both('Das tut uns leid', 'We are sorry'), when: 'nps <= 6' }, { id: 'thanks', title: both('Danke', 'Thank you') }] },
);
const way = (answers: Answers, plan = 'basic') => {
  const walked = walk(branching, answers, { language: 'de', hidden: { plan } });
  return [walked.steps.map(({ page: { id } }) => id).join(' '), [...walked.asked].join(' '), walked.ending.id];
};

test.each<[Answers, string[]]>([
  [{}, ['first why', 'nps reason', 'thanks']],
  [{ nps: 3 }, ['first why', 'nps reason', 'sorry']],
  [{ nps: 3, reason: 'other' }, ['first why', 'nps reason more', 'sorry']],
  [{ nps: 10, reason: 'other' }, ['first friends', 'nps praise', 'thanks']],
  [{ nps: 8 }, ['first', 'nps', 'thanks']],
])('answers %j lead along %j', (answers, expected) => expect(way(answers)).toEqual(expected));

test('values of the link steer too', () => expect(way({ nps: 10 }, 'gold')).toEqual(['first friends gold', 'nps praise club', 'thanks']));

describe('pages in random order', () => {
  const parts = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, isExclusive: id === 'f' }));
  it('are the same for the same respondent, differ between respondents, and keep exclusive ones in place', () => {
    const orders = Array.from({ length: 40 }, (_, n) => orderOf(parts, true, `seed-${n}`).map(({ id }) => id).join(''));
    expect(orderOf(parts, true, 'seed-3').map(({ id }) => id).join('')).toBe(orders[3]);
    expect(new Set(orders).size).toBeGreaterThan(20);
    expect(orders.every((order) => order.endsWith('f') && [...order].toSorted().join('') === 'abcdef')).toBe(true);
  });
});

test('texts say what was answered in the words of the option, as text', () => {
  const definition = definitionOf([page('p', [choice('reason', ['price'], { options: [{ id: 'price', label: both('der Preis', 'the price') }, { id: 'x', label: both('Sonstiges', 'other'), withText: true }] } as never), nps()])]);
  const fill = (text: string, answers: Answers, language = 'de') => pipe(text, { definition, answers, language, scope: walk(definition, answers, { language }).scope });
  expect(fill('Weil {{ reason }}: {{nps}} von 10, {{ 10 - nps }} fehlen{{ nothing }}.', { reason: 'price', nps: 7 })).toBe('Weil der Preis: 7 von 10, 3 fehlen.');
  expect(fill('{{ reason }}', { reason: { id: 'x', text: '<b>laut</b>' } }, 'en')).toBe('<b>laut</b>');
});

test('the language is the wanted one, its region or the first', () => {
  expect([chooseLanguage(['de', 'en'], ['en-GB']), chooseLanguage(['de', 'en'], ['fr', 'EN']), chooseLanguage(['de', 'en'], [null, 'xx'])]).toEqual(['en', 'en', 'de']);
});

describe('answers as they arrive', () => {
  const check = (given: Record<string, unknown>, isFinal = true) => checkAnswers(branching, given, { language: 'de', hidden: { plan: 'basic' }, today: '2026-03-31', isFinal });
  it('keep what is on the way and drop the rest', () => {
    const checked = check({ nps: 10, reason: 'price', more: 'x', praise: '  Toll\u0000!\r\n' });
    expect([checked.kept, checked.dropped, checked.faults, checked.path]).toEqual([{ nps: 10, praise: 'Toll!' }, ['reason', 'more'], [], ['first', 'friends']]);
  });
  it('are refused with their place, and only where they are asked', () => {
    expect(check({ nps: 11 }).faults).toEqual([{ question: 'nps', code: 'too_high', low: 0, high: 10 }]);
    expect(check({ nps: '7', hack: 1 }).faults).toEqual([{ question: 'hack', code: 'unknown_question' }, { question: 'nps', code: 'not_a_number' }]);
    expect(check({ nps: 3, reason: { id: 'price', text: 'x' } }).faults).toEqual([{ question: 'reason', code: 'wrong_shape', part: 'price' }]);
    expect(check({ nps: 9, reason: 'no such' }).faults).toEqual([]);
  });
  it('of pairs need both sides of every item only at the end, and say which is missing', () => {
    const paired = definitionOf([page('p', [pairs('q', { isRequired: true })])]);
    const half = { q: { fast: { first: 7, second: 2 }, clear: { first: 'na' } } };
    const around = { language: 'de', today: '2026-03-31' };
    expect(checkAnswers(paired, half, { ...around, isFinal: false }).faults).toEqual([]);
    expect(checkAnswers(paired, half, { ...around, isFinal: true }).faults).toEqual([{ question: 'q', code: 'required', part: 'clear.second' }]);
    expect(checkAnswers(paired, { q: { fast: { first: 8 }, x: { first: 1 } } }, { ...around, isFinal: false }).faults.map(({ part, code }) => [part, code])).toEqual([['fast.first', 'too_high'], ['x', 'unknown_row']]);
  });
  it('say to figures what they are on which scale', () => {
    const paired = definitionOf([page('p', [pairs('q'), nps()])]);
    const rows = typedAnswers(paired, { nps: 9, q: { fast: { first: 7, second: 4 }, clear: { first: 'na' } } });
    expect(rows.map(({ item, role, dimension, value, raw }) => [item, role, dimension, value, raw])).toEqual([
      ['q.fast.expectation', 'expectation', 'speed', 10, 7],
      ['q.fast.experience', 'experience', 'speed', 5, 4],
      ['q.clear.expectation', 'expectation', 'information', null, null],
      ['nps', 'nps', '', 9, 9],
    ]);
  });
  it('of any shape are judged without throwing, and what is kept is judged the same again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('nps', 'reason', 'more', 'praise', '__proto__', 'x'), fc.jsonValue({ maxDepth: 3 })), (given) => {
        const first = check(given, false);
        const again = check({ ...first.kept }, false);
        expect(again.kept).toEqual(first.kept);
        expect(again.dropped).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a survey is checked before it is published', () => {
  const faults = (definition: Definition) => checkDefinition(definition).map(({ at, code, detail }) => [at, code, detail]);
  it('and a sound one passes', () => expect(faults(branching)).toEqual([]));
  it('and nothing in it is called like what every object has, or nobody could leave it out', () => {
    const named = definitionOf([page('p', [nps('constructor'), choice('why', ['constructor', 'price'])])]);
    expect(faults(named)).toEqual([['pages[0].questions[0].id', 'reserved_id', 'constructor'], ['pages[0].questions[1].options[0].id', 'reserved_id', 'constructor']]);
  });
  it('and every fault has its place', () => {
    const wrong = definitionOf([
      page('a', [nps('nps', { when: 'later == 1' }), choice('nps', ['x', 'x'])], { jumps: [{ when: 'true', to: 'c' }, { when: 'nope', to: 'nowhere' }] }),
      page('b', [comment('hidden', { title: { en: 'Only {{ English' , fr: '{{ 1 + }}' } })]),
      page('c', [comment('later')], { jumps: [{ when: '1 <', to: 'a' }] }),
    ]);
    expect(faults(wrong)).toEqual([
      ['pages[0].questions[1].id', 'duplicate_id', 'nps'],
      ['pages[0].questions[1].options[1].id', 'duplicate_id', 'x'],
      ['pages[1].questions[0].id', 'reserved_id', 'hidden'],
      ['pages[1].questions[0].title.de', 'text_missing', 'de'],
      ['pages[1].questions[0].title.fr', 'unknown_language', 'fr'],
      ['pages[1].questions[0].title.fr', 'pipe_invalid', '1 +'],
      ['pages[0].questions[0].when', 'name_asked_later', 'later'],
      ['pages[0].jumps[1].when', 'unknown_name', 'nope'],
      ['pages[2].jumps[0].when', 'expression_invalid', '3: something is missing at the end'],
      ['pages[0].jumps[1].to', 'unknown_target', 'nowhere'],
      ['pages[2].jumps[0].to', 'jump_backwards', 'a'],
      ['pages[1]', 'page_never_reached', 'b'],
    ]);
  });
});

it('says to staff, who know nobody\'s answers, where a title is filled in', () => {
  expect(titleIn(both('Warum {{ nps }} Punkte,\n{{hidden.plan}}?', 'Why {{ nps }} points?'), 'de-AT', ['de', 'en'])).toBe('Warum … Punkte,\n…?');
  expect(titleIn(both('Warum?', ''), 'en', ['de', 'en'])).toBe('Warum?');
});

it('counts the unit of a number among the texts to translate', () => {
  const definition = definitionOf([page('one', [{ kind: 'number', id: 'weeks', title: both('Wie lange?', 'How long?'), unit: { de: 'Wochen' } }])]);
  expect(listWords(definition)).toContainEqual({ at: 'pages[0].questions[0].unit', words: { de: 'Wochen' }, isOptional: true });
});
