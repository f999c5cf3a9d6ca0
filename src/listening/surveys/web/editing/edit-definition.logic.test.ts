import { describe, expect, it } from 'vitest';
import { checkDefinition } from '../../drafts/check-definition.logic.ts';
import { type Definition, definitionSchema, questionKinds } from '../../definition.contract.ts';
import { duplicatePage, duplicateQuestion, insertPage, movePage, nudgeQuestion, removePage } from './edit-definition.logic.ts';
import { asKind, emptyDefinition, freshId, newQuestion } from './new-question.logic.ts';
import { dropRow, outlineOf } from './outline.logic.ts';
import { renameQuestion } from './rename-part.logic.ts';
import { completeness, setText, textPlaces, withoutLanguage } from './text-places.logic.ts';
import { waysThrough } from './ways.logic.ts';

const languages = ['de', 'en'];
const question = (id: string) => newQuestion('nps', { id, languages });
const survey = (...pages: string[][]): Definition => ({ ...emptyDefinition({ de: 'Probe', en: 'Trial' }, languages), pages: pages.map((ids, at) => ({ id: `p${at + 1}`, questions: ids.map(question) })) });
const shape = ({ pages }: Definition) => pages.map(({ id, questions }) => [id, ...questions.map((one) => one.id)].join(' '));

describe('a new question', () => {
  it.each(questionKinds.filter((kind) => kind !== 'pictures'))('of kind %s can be published as it is, in both languages', (kind) => {
    const made: Definition = { ...survey(), pages: [{ id: 'p1', questions: [newQuestion(kind, { id: 'q', languages }), question('nps')] }] };
    expect(definitionSchema.safeParse(made).error?.issues).toBeUndefined();
    expect(checkDefinition(made)).toEqual([]);
  });
  it('keeps what fits when its kind is changed, and is valid between all kinds', () => {
    for (const from of questionKinds) {
      for (const to of questionKinds) {
        const changed = asKind({ ...newQuestion(from, { id: 'q', languages }), title: { de: 'Meine Frage' }, isRequired: true }, to, languages);
        expect([from, to, definitionSchema.shape.pages.element.shape.questions.element.safeParse(changed).error?.issues]).toEqual([from, to, undefined]);
        expect([changed.title, changed.isRequired]).toEqual([{ de: 'Meine Frage' }, true]);
      }
    }
  });
  it('gets an id that nothing else has and no word of the language of conditions', () => {
    expect([freshId('nps', new Set()), freshId('nps', new Set(['nps', 'nps_2'])), freshId('count', new Set()), freshId('token', new Set())]).toEqual(['nps', 'nps_3', 'count_2', 'token_2']);
  });
});

describe('the order of pages and questions', () => {
  it('changes by drawing a question over the border of a page', () => {
    const before = survey(['a', 'b'], ['c']);
    expect(shape(dropRow(before, 'question:a', 'question:c'))).toEqual(['p1 b', 'p2 c a']);
    expect(shape(dropRow(before, 'question:c', 'question:b'))).toEqual(['p1 a c b', 'p2']);
    expect(shape(dropRow(before, 'question:a', 'page:p2'))).toEqual(['p1 b', 'p2 a c']);
    expect(shape(dropRow(before, 'question:b', 'page:p1'))).toEqual(['p1 b a', 'p2 c']);
    expect(shape(dropRow(before, 'page:p2', 'question:a'))).toEqual(['p2 c', 'p1 a b']);
  });
  it('never loses a question wherever a row is dropped', () => {
    const before = survey(['a', 'b'], [], ['c', 'd']);
    const keys = outlineOf(before).map(({ key }) => key);
    for (const active of keys) for (const over of keys) expect(shape(dropRow(before, active, over)).join(' ').split(' ').toSorted()).toEqual(['a', 'b', 'c', 'd', 'p1', 'p2', 'p3']);
  });
  it('changes by keys, also into the neighbouring page, and stops at both ends', () => {
    const before = survey(['a'], ['b']);
    expect(shape(nudgeQuestion(before, 'a', 1))).toEqual(['p1', 'p2 a b']);
    expect(shape(nudgeQuestion(before, 'b', -1))).toEqual(['p1 a b', 'p2']);
    expect([nudgeQuestion(before, 'a', -1), nudgeQuestion(before, 'b', 1)]).toEqual([before, before]);
  });
  it('leaves untouched pages the same objects, so that only what changed is drawn', () => {
    const before = survey(['a'], ['b']);
    expect(nudgeQuestion(survey(['a', 'b'], ['c']), 'a', 1).pages[1]).toEqual(question('c') && { id: 'p2', questions: [question('c')] });
    expect(movePage(before, 'p1', 1).pages[0]).toBe(before.pages[1]);
  });
  it('keeps one page, and gives copies ids of their own', () => {
    const one = survey(['a']);
    expect(removePage(one, 'p1')).toBe(one);
    expect(shape(duplicateQuestion(one, 'a').definition)).toEqual(['p1 a a_2']);
    expect(shape(duplicatePage(one, 'p1').definition)).toEqual(['p1 a', 'p1_2 a_2']);
    expect(shape(insertPage(one, 1).definition)).toEqual(['p1 a', 'page_2']);
  });
});

describe('another id', () => {
  const before: Definition = { ...survey(['nps'], ['why']), endings: [{ id: 'e', title: { de: 'Danke {{ nps }}' }, when: "nps <= 6 and 'nps' != hidden.nps" }] };
  it('follows into conditions and piped texts, but not into quoted texts and longer names', () => {
    const after = renameQuestion(before, 'nps', 'score');
    expect(after.endings[0]).toEqual({ id: 'e', title: { de: 'Danke {{ score }}' }, when: "score <= 6 and 'nps' != hidden.nps" });
    expect(shape(after)).toEqual(['p1 score', 'p2 why']);
  });
});

describe('texts in several languages', () => {
  const before = { ...survey(['a']), languages: ['de', 'en', 'id'], title: { de: 'Probe' } };
  it('are counted by what is written anywhere', () => {
    // title, question with two ends, ending: five texts; English lacks the title
    expect(completeness(textPlaces(before), ['de', 'en', 'id']).map(({ done, all }) => `${done}/${all}`)).toEqual(['5/5', '4/5', '0/5']);
  });
  it('are set by their place, and only the way to it is new', () => {
    const after = setText(before, 'pages[0].questions[0].title', 'en', 'How likely?');
    expect([after.pages[0]?.questions[0]?.title['en'], after.endings === before.endings, definitionSchema.safeParse(after).success]).toEqual(['How likely?', true, true]);
    expect(setText(before, 'title', 'de', '').title).toEqual({});
  });
  it('go with their language, while ids stay: "id" is Indonesian, too', () => {
    const after = withoutLanguage({ ...before, title: { de: 'Probe', id: 'Percobaan' } }, 'id');
    expect([after.languages, after.title, shape(after)]).toEqual([['de', 'en'], { de: 'Probe' }, ['p1 a']]);
  });
});

it('draws every way on: jumps in their order, then the next page, at the end the endings', () => {
  const base = survey(['a'], ['b'], ['c']);
  const jumping: Definition = { ...base, pages: base.pages.map((page, at) => (at === 0 ? { ...page, jumps: [{ when: 'a > 8', to: 'p3' }, { when: 'a < 2', to: 'gone' }] } : page)), endings: [{ id: 'sad', title: {}, when: 'a < 7' }, { id: 'glad', title: {} }, { id: 'never', title: {} }] };
  expect(waysThrough(jumping).map(({ ways }) => ways.map(({ when, to }) => `${when ?? ''}→${to.kind} ${to.id}`))).toEqual([
    ['a > 8→page p3', 'a < 2→unknown gone', '→page p2'], ['→page p3'], ['a < 7→ending sad', '→ending glad'],
  ]);
});
