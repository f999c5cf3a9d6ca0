import { fc } from '../../../kernel/testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { checkDefinition } from './check-definition.logic.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Definition, Question } from '../definition.contract.ts';
import { translateCondition } from '../foreign/surveyjs-conditions.logic.ts';
import { importDefinition } from './import-definition.actions.ts';

const questionsOf = (format: 'surveyjs' | 'formbricks', document: Record<string, unknown>): Question[] => importDefinition({ format, document }).definition.pages.flatMap(({ questions }) => questions);

function faultsOrRefusal(take: () => Definition): unknown[] {
  try {
    return checkDefinition(take()).filter(({ code }) => code !== 'question_missing' && code !== 'page_never_reached');
  } catch (error) {
    return error instanceof Problem && error.code === 'survey.import_invalid' ? [] : [error];
  }
}

const surveyJs = {
  title: { default: 'Product feedback', de: 'Rückmeldung zum Produkt' },
  description: 'Five <b>short</b> questions',
  showProgressBar: 'top',
  completedHtml: '<h3>Thank you</h3><p>See you soon</p>',
  triggers: [{ type: 'complete', expression: "{used} = 'never'" }, { type: 'setvalue', expression: '{recommend} > 8', setToName: 'again' }],
  pages: [
    {
      name: 'first', title: 'Use',
      elements: [
        { type: 'radiogroup', name: 'used', title: { default: 'How often do you use it?', de: 'Wie oft nutzen Sie es?' }, isRequired: true, choices: ['daily', { value: 'now and then', text: { default: 'Now and then', de: 'Ab und zu' } }, 'never|Never at all'], showOtherItem: true },
        { type: 'checkbox', name: 'Größe & Preis', choices: [1, 2, 3], showNoneItem: true, maxSelectedChoices: 2, choicesOrder: 'random' },
        { type: 'rating', name: 'recommend', rateMin: 0, rateMax: 10, title: 'Would you recommend it?' },
        { type: 'rating', name: 'stars', rateMax: 5, rateType: 'stars' },
        { type: 'rating', name: 'temperature', rateMin: -5, rateMax: 5 },
      ],
    },
    {
      name: 'second', visibleIf: "{used} <> 'never'",
      elements: [
        { type: 'panel', name: 'details', title: 'Details', visibleIf: '{recommend} < 7', elements: [
          { type: 'comment', name: 'why', title: 'You said {recommend}. Why?', visibleIf: "{Größe & Preis} contains 2 or {stars} empty" },
          { type: 'matrix', name: 'statements', columns: ['no', 'so-so', 'yes'], rows: [{ value: 'easy', text: 'Easy to use' }, { value: 'cheap', text: 'Cheap' }] },
        ] },
        { type: 'text', name: 'mail', inputType: 'email', visibleIf: "{statements.easy} = 'yes'" },
        { type: 'boolean', name: 'again', labelTrue: 'Sure', labelFalse: 'No' },
        { type: 'text', name: 'later', visibleIf: '{again} = true and iif({stars} > 3, 1, 0) = 1' },
        { type: 'signaturepad', name: 'sign' },
        { type: 'paneldynamic', name: 'children', templateElements: [] },
      ],
    },
  ],
};

describe('a survey of SurveyJS', () => {
  const { definition, report, questions } = importDefinition({ format: 'surveyjs', document: surveyJs });
  const find = (id: string) => definition.pages.flatMap((page) => page.questions).find((question) => question.id === id);

  it('becomes one that can be published', () => {
    expect(checkDefinition(definition)).toEqual([]);
    expect(definition).toMatchObject({ languages: ['en', 'de'], title: { en: 'Product feedback', de: 'Rückmeldung zum Produkt' }, intro: { en: 'Five short questions' }, look: { showsProgress: true } });
    expect(definition.endings).toMatchObject([{ text: { en: 'Thank you\nSee you soon' } }]);
  });
  it('keeps kinds, options, limits and languages', () => {
    expect(find('used')).toMatchObject({ kind: 'choice', isRequired: true, options: [{ id: 'daily' }, { id: 'now_and_then', label: { en: 'Now and then', de: 'Ab und zu' } }, { id: 'never', label: { en: 'Never at all' } }, { id: 'other', withText: true, isFixed: true }] });
    expect(find('groesse_preis')).toMatchObject({ kind: 'choices', max: 2, isShuffled: true, options: [{ id: '1' }, { id: '2' }, { id: '3' }, { id: 'none', isExclusive: true }] });
    expect([find('recommend')?.kind, find('stars')?.kind, find('temperature')?.kind]).toEqual(['nps', 'rating', 'slider']);
    expect(find('statements')).toMatchObject({ kind: 'matrix', scale: { low: 1, high: 3, labels: { 3: { en: 'yes' } } }, rows: [{ id: 'easy', text: { en: 'Easy to use' } }, { id: 'cheap' }] });
  });
  it('translates conditions, also of pages and panels, and pipes', () => {
    expect(definition.pages[0]?.jumps).toEqual([{ when: "used == 'never'", to: 'thanks' }]);
    expect(definition.pages[1]?.when).toBe("used != 'never'");
    expect(find('why')).toMatchObject({ title: { en: 'You said {{ recommend }}. Why?' }, when: "(recommend < 7) and (has(groesse_preis, '2') or not answered(stars))" });
    expect(find('mail')).toMatchObject({ format: 'email', when: 'statements.easy == 3' });
  });
  it('says what did not fit', () => {
    expect(questions).toEqual({ found: 12, taken: 10 }); // the signature and the repeated panel are left out
    expect(report.map(({ at, name, effect }) => [at, name, effect])).toEqual(expect.arrayContaining([
      ['pages[1].elements[4]', 'sign', 'left_out'], ['pages[1].elements[5]', 'children', 'left_out'], ['pages[0].elements[1]', 'Größe & Preis', 'renamed'],
      ['pages[0].elements[4]', 'temperature', 'simplified'], ['pages[1].elements[3].visibleIf', 'later', 'simplified'], ['triggers[1]', 'setvalue', 'left_out'],
    ]));
    expect(report.find(({ name }) => name === 'sign')).toMatchObject({ reasonDe: 'Die Art „signaturepad“ gibt es bei uns nicht.', reasonEn: 'There is no kind “signaturepad” here.' });
  });
  it('asks nothing conditionally on what comes later', () => {
    const [first] = questionsOf('surveyjs', { elements: [{ type: 'text', name: 'early', visibleIf: "{late} = 'a'" }, { type: 'dropdown', name: 'late', choices: ['a', 'b'] }] });
    expect(first).not.toHaveProperty('when');
  });
});

const recall = '#recall:score/fallback:that#';
const formbricks = {
  data: {
    name: 'Onboarding', languages: [{ language: { code: 'de' }, default: true, enabled: true }, { language: { code: 'en' }, default: false, enabled: true }],
    welcomeCard: { enabled: true, headline: { default: 'Willkommen', en: 'Welcome' }, html: { default: '<p>Drei Fragen</p>' } },
    questions: [
      { id: 'score', type: 'nps', headline: { default: 'Würden Sie uns empfehlen?', en: 'Would you recommend us?' }, required: true, logic: [
        { id: 'l1', conditions: { id: 'c', connector: 'and', conditions: [{ id: 'c1', leftOperand: { type: 'question', value: 'score' }, operator: 'isGreaterThanOrEqual', rightOperand: { type: 'static', value: 9 } }] }, actions: [{ id: 'a', objective: 'jumpToQuestion', target: 'end1' }] },
      ] },
      { id: 'role', type: 'multipleChoiceSingle', headline: { default: 'Ihre Rolle?' }, required: false, shuffleOption: 'exceptLast', choices: [{ id: 'ck1', label: { default: 'Leitung' } }, { id: 'ck2', label: { default: 'Technik' } }, { id: 'other', label: { default: 'Andere' } }], logicFallback: 'score', logic: [
        { id: 'l2', conditions: { id: 'c', connector: 'or', conditions: [{ id: 'c2', leftOperand: { type: 'question', value: 'role' }, operator: 'equalsOneOf', rightOperand: { type: 'static', value: ['ck1', 'ck2'] } }, { id: 'c3', leftOperand: { type: 'hiddenField', value: 'plan' }, operator: 'equals', rightOperand: { type: 'static', value: 'gold' } }] }, actions: [{ id: 'a1', objective: 'calculate', variableId: 'v' }, { id: 'a2', objective: 'jumpToQuestion', target: 'why' }] },
      ] },
      { id: 'matrix', type: 'matrix', headline: { default: 'Wie war …' }, required: false, rows: [{ default: 'der Anfang' }, { default: 'die Hilfe' }], columns: [{ default: 'schlecht' }, { default: 'gut' }] },
      { id: 'why', type: 'openText', headline: { default: `Warum ${recall}?` }, required: false, inputType: 'text', charLimit: { enabled: true, max: 200 } },
      { id: 'meet', type: 'cal', headline: { default: 'Termin' }, required: false, calUserName: 'x' },
    ],
    endings: [{ id: 'end1', type: 'endScreen', headline: { default: 'Danke!' }, buttonLabel: { default: 'Zur Seite' }, buttonLink: 'https://example.com/' }],
    hiddenFields: { enabled: true, fieldIds: ['plan'] },
    variables: [{ id: 'v', name: 'points', type: 'number', value: 0 }],
  },
};

describe('a survey of Formbricks', () => {
  const { definition, report } = importDefinition({ format: 'formbricks', document: formbricks });

  it('becomes one that can be published: a page per question, jumps, hidden fields, endings with links', () => {
    expect(checkDefinition(definition)).toEqual([]);
    expect(definition).toMatchObject({ languages: ['de', 'en'], title: { de: 'Willkommen', en: 'Welcome' }, intro: { de: 'Drei Fragen' }, hidden: [{ id: 'plan' }], endings: [{ id: 'ending_1', link: { url: 'https://example.com/', label: { de: 'Zur Seite' } } }] });
    expect(definition.pages.map(({ questions, jumps }) => [questions[0]?.id, jumps])).toEqual([
      ['score', [{ when: 'score >= 9', to: 'ending_1' }]],
      ['role', [{ when: "((role == 'leitung' or role == 'technik') or hidden.plan == 'gold')", to: 'page_4' }]],
      ['matrix', undefined],
      ['why', undefined],
      [undefined, undefined],
    ]);
    expect(definition.pages[3]?.questions[0]).toMatchObject({ title: { de: 'Warum {{ score }}?' }, maxLength: 200 });
  });
  it('says what did not fit', () => {
    expect(report.map(({ at, effect }) => [at, effect])).toEqual(expect.arrayContaining([['questions[4]', 'left_out'], ['variables[0]', 'simplified'], ['questions[1].logic[0]', 'simplified'], ['pages[1].jumps[1]', 'left_out']]));
  });
  it('reads blocks of newer documents', () => {
    expect(questionsOf('formbricks', { name: 'x', blocks: [{ id: 'b', elements: [{ id: 'q1', type: 'openText', headline: { default: '<p class="x">Why?</p>' } }, { id: 'q2', type: 'rating', range: 7, scale: 'smiley', headline: { default: 'How?' } }] }] }))
      .toMatchObject([{ id: 'q1', kind: 'text', title: { en: 'Why?' } }, { id: 'q2', kind: 'rating', points: 7, look: 'smileys' }]);
  });
});

describe('definitions of others', () => {
  it('are refused where they are none', () => {
    expect(() => importDefinition({ format: 'surveyjs', document: { pages: 'none' } })).toThrow('no survey of SurveyJS');
    expect(() => importDefinition({ format: 'formbricks', document: { questions: [] } })).toThrow('no survey of Formbricks');
    expect(() => importDefinition({ format: 'momente', document: { languages: ['de'] } })).toThrow('cannot be read as a survey');
  });

  it('never break us, whatever stands in them: they are refused with a reason or become a survey', () => {
    const kinds = ['text', 'comment', 'radiogroup', 'checkbox', 'rating', 'matrix', 'matrixdropdown', 'multipletext', 'boolean', 'panel', 'html', 'file', 'ranking', 'imagepicker', 'slider', 'openText', 'nps', 'consent', 'contactInfo', 'pictureSelection', 'multipleChoiceMulti', 'constructor'];
    const rubbish = fc.oneof(fc.string(), fc.integer(), fc.constant('{{ a }}'), fc.constant('{a} = 1'), fc.constant('__proto__'), fc.array(fc.oneof(fc.string(), fc.record({ value: fc.string(), text: fc.string(), id: fc.string(), label: fc.record({ default: fc.string() }) })), { maxLength: 4 }), fc.record({ default: fc.string(), de: fc.string() }));
    const element = fc.record({ type: fc.constantFrom(...kinds), name: rubbish, id: rubbish, title: rubbish, headline: rubbish, choices: rubbish, columns: rubbish, rows: rubbish, rateMax: rubbish, visibleIf: rubbish, elements: rubbish, logic: rubbish, items: rubbish }, { requiredKeys: ['type'] });
    fc.assert(fc.property(fc.array(element, { minLength: 1, maxLength: 4 }), fc.constantFrom('surveyjs' as const, 'formbricks' as const), (elements, format) => {
      // Whatever is no refusal must be a survey without faults of ours.
      const faults = faultsOrRefusal(() => importDefinition({ format, document: { elements, questions: elements } }).definition);
      expect(faults).toEqual([]);
    }), { numRuns: 150 });
  });

  it.each([
    ["{a} = 'x' and ({b} > 3 or {a} notempty)", "a == 'x' and (b > 3 or answered(a))"],
    ["!({a} = 'x')", "not (a == 'x')"],
    ["{c} anyof ['p', 'q']", "has(c, 'p') or has(c, 'q')"],
    ["{c} allof ['p']", "has(c, 'p')"],
    ["{a} = 'gone'", null],
    ['{nobody} = 1', null],
    ['{b} + 1 > 2', null],
    ["{b} > 3; drop table surveys", null],
    [`${'('.repeat(40)}{a} = 'x'${')'.repeat(40)}`, null],
  ])('translates the condition %j into %j', (source, expected) => {
    const options = new Map([['x', 'x'], ['p', 'p'], ['q', 'q']]);
    const asked = { a: { id: 'a', kind: 'one', values: options, rows: new Map() }, b: { id: 'b', kind: 'number', values: new Map(), rows: new Map() }, c: { id: 'c', kind: 'many', values: options, rows: new Map() } } as const;
    expect(translateCondition(source, (name) => (name === 'a' || name === 'b' || name === 'c' ? asked[name] : null))).toBe(expected);
  });
});
