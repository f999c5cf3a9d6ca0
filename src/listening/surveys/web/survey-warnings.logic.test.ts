import { describe, expect, it } from 'vitest';
import type { Definition, Question } from '../definition.contract.ts';
import { allTemplates } from '../templates/all-templates.logic.ts';
import { emptyDefinition, newQuestion } from './editing/new-question.logic.ts';
import { findWarnings } from './survey-warnings.logic.ts';
import { timeToAnswer } from './time-to-answer.logic.ts';
import { asksTwice, isLeading, oneSided, signOf } from './wording.logic.ts';

const languages = ['de', 'en'];
const withQuestions = (...questions: Question[]): Definition => ({ ...emptyDefinition({ de: 'Probe', en: 'Trial' }, languages), pages: [{ id: 'page_1', questions }] });
const rating = (title: Record<string, string>): Question => ({ kind: 'rating', id: 'r', points: 5, title });
const codes = (definition: Definition) => findWarnings(definition).map(({ code, detail }) => [code, detail]);

describe('a question that asks two things', () => {
  it.each([
    ['Wie zufrieden waren Sie mit der Freundlichkeit und Kompetenz?', 'Freundlichkeit und Kompetenz'],
    ['War der Techniker pünktlich sowie freundlich?', 'pünktlich sowie freundlich'],
    ['Bitte denken Sie an Ihren letzten Anruf und an die Wartezeit. War er einfach?', null],
    ['Wie wahrscheinlich ist es, dass Sie uns Freunden und Kollegen empfehlen?', null],
    ['Bewerten Sie zwischen 1 und 5.', null],
    ['Grundsätzlich: Wie war es im Verbund?', null],
  ])('is seen in German: %s', (text, found) => expect(asksTwice(text, 'de')).toBe(found));
  it.each([
    ['How friendly and competent was our agent?', 'friendly and competent'],
    ['How would you rate between 1 and 5?', null],
    ['How likely are you to recommend us to friends and family?', null],
    ['Did the brand understand you?', null],
  ])('is seen in English: %s', (text, found) => expect(asksTwice(text, 'en')).toBe(found));
});

describe('a wording that leads', () => {
  it('is seen in both languages', () => {
    expect(isLeading('Wie bewerten Sie unseren hervorragenden Service?', 'de')).toBe('unseren hervorragenden');
    expect(isLeading('Finden Sie nicht auch, dass es schnell ging?', 'de')).toBe('Finden Sie nicht auch');
    expect(isLeading('How much did you enjoy our app?', 'en')).toBe('How much did you enjoy');
    expect(isLeading('Wie zufrieden sind Sie?', 'de')).toBeNull();
    expect(isLeading('How satisfied are you?', 'en')).toBeNull();
  });
  it('knows "unzufrieden" and "not good" as bad, though a good word is in them', () => {
    expect([signOf('unzufrieden', 'de'), signOf('nicht gut', 'de'), signOf('sehr gut', 'de'), signOf('teils, teils', 'de')]).toEqual([-1, -1, 1, 0]);
    expect([signOf('very dissatisfied', 'en'), signOf('not good', 'en'), signOf('satisfied', 'en'), signOf('neutral', 'en')]).toEqual([-1, -1, 1, 0]);
  });
  it('is a scale with three good answers and one bad one, but not a balanced one', () => {
    expect(oneSided(['hervorragend', 'sehr gut', 'gut', 'schlecht'], 'de')).toBe('hervorragend, sehr gut, gut');
    expect(oneSided(['very satisfied', 'satisfied', 'neutral', 'dissatisfied', 'very dissatisfied'], 'en')).toBeNull();
    expect(oneSided(['Preis', 'Netz', 'Service'], 'de')).toBeNull();
  });
});

describe('warnings of a survey', () => {
  it('name what is missing in a language, once per question', () => {
    expect(codes(withQuestions(rating({ de: 'Wie war es?' })))).toEqual([['missing_translation', 'en']]);
  });
  it('say which words are still the suggestion, until somebody writes over them', () => {
    const choice = newQuestion('choice', { id: 'c', languages });
    expect(codes(withQuestions(choice))).toEqual([['still_suggested', 'Antwort 1']]);
    expect(codes(withQuestions(newQuestion('rating', { id: 'r', languages })))).toEqual([['still_suggested', 'Wie bewerten Sie …?']]);
    expect(codes(withQuestions(newQuestion('nps', { id: 'n', languages })))).toEqual([]);
    expect(codes(withQuestions({ ...choice, options: [{ id: 'a1', label: { de: 'Preis', en: 'Price' } }, { id: 'a2', label: { de: 'Netz', en: 'Network' } }] } as Question))).toEqual([]);
  });
  it('say which words are still the suggestion in one language, while the other asks something of its own', () => {
    const text = newQuestion('text', { id: 't', languages });
    expect(codes(withQuestions(text))).toEqual([]);
    expect(codes(withQuestions({ ...text, title: { ...text.title, de: 'Was müssen wir ändern?' } } as Question))).toEqual([['still_suggested', 'What else would you like to tell us?']]);
    expect(codes(withQuestions({ ...text, title: { de: 'Was müssen wir ändern?', en: 'What must we change?' } } as Question))).toEqual([]);
    const pairs = newQuestion('pairs', { id: 'p', languages });
    expect(codes(withQuestions({ ...pairs, items: [{ id: 'speed', dimension: 'speed', text: { de: 'Die Reparatur ging schnell', en: 'Speed' } }] } as Question))).toEqual([['still_suggested', 'Speed']]);
  });
  it('find nothing that is still a suggestion in what begins with a template', () => {
    expect(allTemplates.flatMap(({ key, definition }) => findWarnings(definition).filter(({ code }) => code === 'still_suggested').map(({ detail }) => [key, detail]))).toEqual([]);
  });
  it('say that an insertion begins and does not end', () => {
    expect(codes(withQuestions(rating({ de: 'Sie gaben {{nps}} Punkte. Warum {{nps?', en: 'You gave {{nps}} points. Why?' })))).toEqual([['pipe_open', '{{nps?']]);
    expect(codes(withQuestions(rating({ de: 'Sie gaben {{nps}} Punkte.', en: 'You gave {{ nps }} points.' })))).toEqual([]);
  });
  it('say how many pictures are missing, and that a link still leads to an example', () => {
    const pictures: Question = { kind: 'pictures', id: 'p', title: { de: 'Welches?', en: 'Which?' }, options: [{ id: 'a', image: '', label: { de: 'Rot', en: 'Red' } }, { id: 'b', image: '018f0000-0000-7000-8000-000000000000', label: { de: 'Blau', en: 'Blue' } }] };
    expect(codes(withQuestions(pictures))).toEqual([['picture_missing', '1']]);
    const linked = (url: string): Definition => ({ ...withQuestions(rating({ de: 'Wie war es?', en: 'How was it?' })), endings: [{ id: 'end', title: { de: 'Danke', en: 'Thanks' }, link: { url, label: { de: 'Weiter', en: 'On' } } }] });
    expect(codes(linked('https://example.com'))).toEqual([['example_link', 'https://example.com']]);
    expect(codes(linked('https://example.com.shop.de/'))).toEqual([]);
  });
  it('say that both ends of a scale are good', () => {
    const ends = { lowLabel: { de: 'gut', en: 'good' }, highLabel: { de: 'sehr gut', en: 'very good' } };
    expect(codes(withQuestions({ kind: 'rating', id: 'r', points: 5, title: { de: 'Wie war es?', en: 'How was it?' }, ...ends }))).toEqual([['one_sided_scale', 'gut … sehr gut']]);
  });
  it('say that a title of 31 words is long', () => {
    const long = Array.from({ length: 31 }, () => 'Wort').join(' ');
    expect(codes(withQuestions(rating({ de: long, en: 'Short?' })))).toEqual([['too_long', 'de']]);
  });
  it('count items of expectation and experience that belong to no dimension', () => {
    const pairs = newQuestion('pairs', { id: 'pairs', languages });
    if (pairs.kind !== 'pairs') throw new Error('not pairs');
    expect(codes(withQuestions(pairs))).toEqual([]);
    expect(codes(withQuestions({ ...pairs, items: pairs.items.map(({ dimension: _none, ...item }) => item) }))).toEqual([['pairs_without_dimension', '2']]);
  });
  it('say that 26 questions are many, on one crowded page', () => {
    const all = Array.from({ length: 26 }, (_, at) => ({ ...rating({ de: 'Wie war es?', en: 'How was it?' }), id: `r${at}` }));
    expect(codes(withQuestions(...all))).toEqual([['too_many_questions', '26'], ['page_crowded', '26']]);
  });
  it('find endings that nobody sees, and a survey whose endings all have a condition', () => {
    const one = withQuestions(rating({ de: 'Wie war es?', en: 'How was it?' }));
    const ending = (id: string, when?: string) => ({ id, title: { de: 'Danke', en: 'Thanks' }, ...(when && { when }) });
    expect(codes({ ...one, endings: [ending('a'), ending('b', 'r <= 2')] })).toEqual([['ending_never_shown', '']]);
    expect(codes({ ...one, endings: [ending('a'), ending('b')], pages: [{ ...one.pages[0], id: 'page_1', questions: one.pages[0]?.questions ?? [], jumps: [{ when: 'r <= 2', to: 'b' }] }] })).toEqual([]);
    expect(codes({ ...one, endings: [ending('a', 'r <= 2')] })).toEqual([['no_ending_for_all', '']]);
  });
  it('name a condition that was begun and compares with nothing: nobody would be asked', () => {
    const asked = newQuestion('nps', { id: 'q', languages });
    expect(codes(withQuestions({ ...asked, when: "language == ''" }))).toEqual([['condition_unfinished', '']]);
    expect(codes(withQuestions({ ...asked, when: "language == 'de'" }))).toEqual([]);
  });
  it('do not complain about the wording of any question as it is when it is new, only that it holds a place', () => {
    for (const kind of ['nps', 'csat', 'ces', 'rating', 'choice', 'choices', 'matrix', 'pairs', 'importance', 'ranking', 'slider', 'text', 'consent', 'statement'] as const) {
      expect([kind, codes(withQuestions(newQuestion(kind, { id: 'q', languages }))).filter(([code]) => code !== 'still_suggested')]).toEqual([kind, []]);
    }
  });
});

describe('time to answer', () => {
  it('is 4 seconds for a rating plus 3 words read at 200 a minute plus turning the page', () => {
    // 3 × 0.3 + 4 + 1.5 = 6.4
    expect(timeToAnswer(withQuestions(rating({ de: 'Wie war es?', en: 'How was it?' })), 'de')).toEqual({ shortSeconds: 6, longSeconds: 6 });
  });
  it('is shorter for those who are not asked a question with a condition', () => {
    const more: Question = { kind: 'text', lines: 'many', id: 'why', title: { de: 'Warum?', en: 'Why?' }, when: 'r <= 2' };
    // the long way has 18 s for the text and 0.3 s to read its word
    expect(timeToAnswer(withQuestions(rating({ de: 'Wie war es?', en: 'How was it?' }), more), 'de')).toEqual({ shortSeconds: 6, longSeconds: 25 });
  });
});
