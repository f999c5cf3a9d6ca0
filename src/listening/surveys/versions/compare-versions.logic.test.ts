import { describe, expect, it } from 'vitest';
import { compareVersions } from './compare-versions.logic.ts';
import type { Definition, Question } from '../definition.contract.ts';
import { contrastOf, checkContrast } from '../looks/contrast.logic.ts';

const likert = (changes: object = {}): Question => ({ kind: 'matrix', id: 'likert', title: { de: 'Wie sehr stimmen Sie zu?' }, rows: [{ id: 'fast', text: { de: 'Es ging schnell' } }, { id: 'kind', text: { de: 'Alle waren freundlich' } }], scale: { low: 1, high: 5, lowLabel: { de: 'gar nicht' } }, ...changes }) as Question;
const choice = (changes: object = {}): Question => ({ kind: 'choice', id: 'plan', title: { de: 'Welcher Tarif?', en: 'Which plan?' }, options: [{ id: 'a', label: { de: 'Klein' } }, { id: 'b', label: { de: 'Groß' } }], ...changes }) as Question;
const survey = (questions: Question[], changes: Partial<Definition> = {}): Definition => ({ languages: ['de', 'en'], title: { de: 'Umfrage' }, pages: [{ id: 'p1', questions }], endings: [{ id: 'end', title: { de: 'Danke' } }], hidden: [], look: { showsProgress: true, allowsBack: true, isOneByOne: true }, ...changes });
const said = (before: Definition, after: Definition) => compareVersions(before, after).map(({ question, change, breaksComparison }) => `${question} ${change}${breaksComparison ? ' BREAKS' : ''}`);

describe('what a change does to comparing before and after', () => {
  it('nothing changed: nothing to say', () => {
    expect(compareVersions(survey([likert(), choice()]), survey([likert(), choice()]))).toEqual([]);
  });

  it.each<[string, Question, Question, string[]]>([
    ['other words', choice(), choice({ title: { de: 'Welchen Tarif hätten Sie gern?', en: 'Which plan?' } }), ['plan reworded BREAKS']],
    ['one letter that turns the meaning', choice({ title: { de: 'Haben Sie ein Problem?' } }), choice({ title: { de: 'Haben Sie kein Problem?' } }), ['plan reworded BREAKS']],
    ['punctuation only', choice(), choice({ title: { de: 'Welcher Tarif …?', en: 'Which plan?' } }), ['plan reworded']],
    ['a translation that was missing', choice({ title: { de: 'Welcher Tarif?' } }), choice(), []],
    ['another hint', choice(), choice({ help: { de: 'Steht auf der Rechnung' } }), ['plan reworded']],
    ['more points', likert(), likert({ scale: { low: 1, high: 7, lowLabel: { de: 'gar nicht' } } }), ['likert scale_changed BREAKS']],
    ['points with other words', likert(), likert({ scale: { low: 1, high: 5, lowLabel: { de: 'kaum' } } }), ['likert scale_changed BREAKS']],
    ['a way out', likert(), likert({ scale: { low: 1, high: 5, lowLabel: { de: 'gar nicht' }, naLabel: { de: 'weiß nicht' } } }), ['likert scale_changed BREAKS']],
    ['another kind', choice(), choice({ kind: 'dropdown' }), ['plan scale_changed BREAKS']],
    ['an option more', choice(), choice({ options: [{ id: 'a', label: { de: 'Klein' } }, { id: 'b', label: { de: 'Groß' } }, { id: 'c', label: { de: 'Riesig' } }] }), ['plan options_changed BREAKS']],
    ['an option reworded', choice(), choice({ options: [{ id: 'a', label: { de: 'Winzig' } }, { id: 'b', label: { de: 'Groß' } }] }), ['plan options_changed BREAKS']],
    ['options in another order', choice(), choice({ options: [{ id: 'b', label: { de: 'Groß' } }, { id: 'a', label: { de: 'Klein' } }] }), ['plan options_changed']],
    ['a row less', likert(), likert({ rows: [{ id: 'fast', text: { de: 'Es ging schnell' } }] }), ['likert options_changed BREAKS']],
    ['a row that counts for another dimension', likert(), likert({ rows: [{ id: 'fast', dimension: 'speed', text: { de: 'Es ging schnell' } }, { id: 'kind', text: { de: 'Alle waren freundlich' } }] }), ['likert logic_changed BREAKS']],
    ['asked of others', choice(), choice({ when: "source == 'mail'" }), ['plan logic_changed BREAKS']],
    ['now required', choice(), choice({ isRequired: true }), ['plan logic_changed']],
    ['random order', choice(), choice({ isShuffled: true }), ['plan logic_changed']],
  ])('%s', (_, before, after, expected) => {
    expect(said(survey([before]), survey([after]))).toEqual(expected);
  });

  it('tells what was moved, added and removed, and no more than had to move', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => choice({ id })) as [Question, Question, Question, Question];
    expect(said(survey([a, b, c]), survey([c, a, b]))).toEqual(['c moved']);
    expect(said(survey([a, b]), survey([b, d]))).toEqual(['d added', 'a removed']);
    expect(said(survey([a, b]), survey([], { pages: [{ id: 'p1', questions: [a] }, { id: 'p2', questions: [b] }] }))).toEqual(['b moved']);
  });

  it('tells what concerns the whole survey', () => {
    expect(said(survey([choice()]), survey([choice()], { languages: ['de', 'fr'], intro: { de: 'Guten Tag' } }))).toEqual([' reworded', ' reworded', ' reworded']);
    expect(said(survey([choice()]), survey([], { pages: [{ id: 'p1', questions: [choice()], jumps: [{ when: "plan == 'a'", to: 'end' }] }] }))).toEqual([' logic_changed BREAKS']);
    expect(compareVersions(survey([choice()]), survey([choice()], { languages: ['de', 'en', 'fr'] }))).toEqual([{ question: '', change: 'reworded', breaksComparison: false, reasonDe: 'Neue Sprachen: fr. Es antworten nun auch andere Kunden.', reasonEn: 'New languages: fr. Other customers will answer too.' }]);
  });
});

describe('contrast of a theme', () => {
  it('is that of WCAG 2.2: 21 for black on white, 4.54 for #767676 on white, 1 for a colour on itself', () => {
    expect(contrastOf('#000000', '#ffffff')).toBe(21);
    expect(contrastOf('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
    expect(contrastOf('#123456', '#123456')).toBe(1);
  });
  it('is too low where text has less than 4.5 and buttons less than 3, in each scheme that is used', () => {
    const theme = { primary: '#ffff00', background: '#ffffff', text: '#888888' };
    expect(checkContrast({ ...theme, scheme: 'light' })).toEqual([{ pair: 'text_on_background', isDark: false, ratio: 3.54, needed: 4.5 }, { pair: 'primary_on_background', isDark: false, ratio: 1.07, needed: 3 }]);
    expect(checkContrast({ ...theme, scheme: 'auto' }).map(({ pair, isDark }) => [pair, isDark])).toEqual([['text_on_background', false], ['primary_on_background', false], ['text_on_background', true]]);
    expect(checkContrast({ primary: '#003366', background: '#ffffff', text: '#111111', scheme: 'light' })).toEqual([]);
  });
});
