import type { Definition, Ending, Page, Question } from '../definition.contract.ts';
import { questionSchema } from '../definition.contract.ts';
import { parseExpression } from '../flow/expression.logic.ts';
import type { AskedBefore } from './condition-parts.logic.ts';
import { type Foreign, isForeign, isSet, listIn, textIn, valueIn } from './foreign-values.logic.ts';
import { ForeignWords, readLanguage, thankYou } from './foreign-words.logic.ts';
import { ImportReport } from './report.logic.ts';
import { translateCondition } from './surveyjs-conditions.logic.ts';
import { makeQuestions } from './surveyjs-questions.logic.ts';

const PAGES_LIMIT = 100;
const QUESTIONS_LIMIT = 300;
const DEPTH_LIMIT = 8;
const ENDING = 'thanks';

/** Settings that steer something we do not have; named in the report where they are used. */
const WITHOUT_COUNTERPART = ['requiredIf', 'enableIf', 'setValueIf', 'setValueExpression', 'defaultValue', 'defaultValueExpression', 'correctAnswer', 'choicesVisibleIf', 'rowsVisibleIf', 'columnsVisibleIf', 'resetValueIf', 'isUnique'];

/** A survey of SurveyJS (surveyjs.io, "JSON schema") as one of ours. @returns null for what is no such survey */
export function fromSurveyJs(document: Foreign): { definition: Definition; report: ImportReport } | null {
  const listed = listIn(document, 'pages').filter(isForeign);
  const pages = listed.length > 0 ? listed : listIn(document, 'elements', 'questions').length > 0 ? [document] : [];
  if (pages.length === 0) return null;
  const report = new ImportReport();
  const placed = pages.slice(0, PAGES_LIMIT).map((page, p) => ({ page, at: listed.length > 0 ? `pages[${p}]` : '', elements: flatten(page, listed.length > 0 ? `pages[${p}].` : '', [], 0) }));
  // Names first: texts and conditions may speak of questions that come later.
  for (const { elements } of placed) for (const { of, at } of elements) if (textIn(of, 'type') !== 'html') report.idOf(textIn(of, 'name') ?? at);
  const words = new ForeignWords(report, baseLanguage(document), (text) => text.replaceAll('{{', '{ {').replace(/\{([^{}\n]{1,100})\}/g, (whole, name: string) => (report.knows(name) ? `{{ ${report.idOf(name)} }}` : whole)));
  const asked = new Map<string, AskedBefore>();
  const ours = placed.map(({ page, at, elements }): Page => {
    const when = conditionOf(page, at, report, asked);
    const questions = elements.flatMap((element) => takeElement(element, words, report, asked));
    const title = words.line(valueIn(page, 'title'), `${at}.title`);
    if (at !== '' && valueIn(page, 'description') !== undefined) report.tell(`${at}.description`, textIn(page, 'name') ?? '', 'settings_lost', 'description');
    return { id: report.newId(`page_${textIn(page, 'name') ?? 'main'}`), ...(title && at !== '' ? { title } : {}), ...(when === undefined ? {} : { when }), ...(textIn(page, 'questionsOrder', 'questionOrder') === 'random' ? { isShuffled: true } : {}), questions };
  });
  if (pages.length > PAGES_LIMIT) report.tell('pages', '', 'too_many', String(PAGES_LIMIT));
  limitQuestions(ours, report);
  addJumps(document, ours, { report, asked });
  tellLost(document, report);
  const intro = words.wording(valueIn(document, 'description'), 'description');
  return {
    report,
    definition: {
      languages: words.languages,
      title: words.lineOr(valueIn(document, 'title'), 'title', 'SurveyJS'),
      ...(intro ? { intro } : {}),
      pages: ours.filter(({ questions }) => questions.length > 0).length > 0 ? ours.filter(({ questions }) => questions.length > 0) : ours.slice(0, 1),
      endings: [endingOf(words, document)],
      hidden: [],
      look: { showsProgress: isSet(document, 'showProgressBar') || !['off', undefined].includes(textIn(document, 'showProgressBar')), allowsBack: valueIn(document, 'showPrevButton') !== false, isOneByOne: /^question(PerPage|OnPage)/i.test(textIn(document, 'questionsOnPageMode') ?? '') },
    },
  };
}

/** `default` is the language the survey says, where no text is given in that language by name; otherwise SurveyJS's own default. */
function baseLanguage(document: Foreign): string {
  const said = textIn(document, 'locale') ?? '';
  const tag = readLanguage(said);
  return tag !== null && !JSON.stringify(document).includes(`"${said}":`) ? tag : 'en';
}

interface Flat {
  of: Foreign;
  at: string;
  /** Conditions of the panels around it. */
  around: string[];
}

/** Elements without their panels; the title of a panel becomes a statement before its questions. */
function flatten(from: Foreign, at: string, around: string[], depth: number): Flat[] {
  const key = listIn(from, 'elements').length > 0 ? 'elements' : 'questions';
  return listIn(from, key).flatMap((element, n): Flat[] => {
    if (!isForeign(element)) return [];
    const place = `${at}${key}[${n}]`;
    if (textIn(element, 'type') !== 'panel' || depth > DEPTH_LIMIT) return [{ of: element, at: place, around }];
    const conditions = [...around, ...[textIn(element, 'visibleIf') ?? []].flat()];
    const title = valueIn(element, 'title');
    const heading: Flat[] = title === undefined ? [] : [{ of: { type: 'html', name: `${textIn(element, 'name') ?? 'panel'}_title`, html: title }, at: place, around: conditions }];
    return [...heading, ...flatten(element, `${place}.`, conditions, depth + 1)];
  });
}

function takeElement({ of, at, around }: Flat, words: ForeignWords, report: ImportReport, asked: Map<string, AskedBefore>): Question[] {
  const name = textIn(of, 'name') ?? at;
  const isText = textIn(of, 'type') === 'html';
  if (!isText) report.found += 1;
  const id = isText ? report.newId(name) : report.claim(name);
  const own = conditionOf(of, at, report, asked);
  const outer = around.map((condition) => translateCondition(condition, (other) => asked.get(other) ?? null));
  outer.forEach((condition, n) => condition === null && report.tell(at, name, 'condition_lost', around[n]));
  const conditions = [...outer.filter((condition) => condition !== null), ...(own === undefined ? [] : [own])];
  const when = conditions.length > 1 ? conditions.map((condition) => `(${condition})`).join(' and ') : conditions[0];
  const taken = makeQuestions({ of, at, name, id, words, report }).flatMap(({ question, asked: answer }, n) => {
    const checked = questionSchema.safeParse({ ...question, ...(when === undefined ? {} : { when: when.slice(0, 500) }) });
    if (!checked.success) {
      const [issue] = checked.error.issues;
      report.tell(at, name, 'not_valid', issue ? `${issue.path.join('.')}: ${issue.message}` : '');
      return [];
    }
    if (n === 0) asked.set(name, answer);
    return [checked.data];
  });
  if (taken.length > 0 && !isText && id !== name) report.tell(at, name, 'renamed', id);
  const lost = WITHOUT_COUNTERPART.filter((setting) => valueIn(of, setting) !== undefined);
  if (taken.length > 0 && lost.length > 0) report.tell(at, name, 'settings_lost', lost.join(', '));
  return taken;
}

function conditionOf(of: Foreign, at: string, report: ImportReport, asked: ReadonlyMap<string, AskedBefore>): string | undefined {
  const source = textIn(of, 'visibleIf');
  if (source === undefined) return undefined;
  const translated = translateCondition(source, (name) => asked.get(name) ?? null);
  if (translated === null) report.tell(`${at}.visibleIf`, textIn(of, 'name') ?? '', 'condition_lost', source);
  return translated ?? undefined;
}

function limitQuestions(pages: Page[], report: ImportReport): void {
  let left = QUESTIONS_LIMIT;
  for (const page of pages) {
    if (page.questions.length > Math.min(100, left)) report.tell(page.id, '', 'too_many', String(QUESTIONS_LIMIT));
    page.questions = page.questions.slice(0, Math.min(100, left));
    left -= page.questions.length;
  }
}

/** Triggers that end the survey or go on elsewhere become jumps of the page that asks what they look at; others have no counterpart. */
function addJumps(document: Foreign, pages: Page[], { report, asked }: { report: ImportReport; asked: ReadonlyMap<string, AskedBefore> }): void {
  const pageOf = (question: string) => pages.findIndex(({ questions }) => questions.some(({ id }) => id === question));
  listIn(document, 'triggers').filter(isForeign).slice(0, 100).forEach((trigger, n) => {
    const [type, expression] = [textIn(trigger, 'type') ?? '', textIn(trigger, 'expression') ?? ''];
    const when = type === 'complete' || type === 'skip' ? translateCondition(expression, (name) => asked.get(name) ?? null) : null;
    const parsed = when === null ? null : parseExpression(when);
    const from = parsed?.ok ? pages[Math.max(-1, ...parsed.names.map((name) => pageOf(name.split('.')[0] ?? '')))] : undefined;
    const to = type === 'complete' ? ENDING : pages[pageOf(asked.get(textIn(trigger, 'gotoName') ?? '')?.id ?? '')]?.id;
    if (when === null || from === undefined || to === undefined || (from.jumps?.length ?? 0) >= 50) report.tell(`triggers[${n}]`, type, 'jump_lost', expression || type);
    else from.jumps = [...(from.jumps ?? []), { when, to }];
  });
}

function tellLost(document: Foreign, report: ImportReport): void {
  for (const key of ['calculatedValues', 'completedHtmlOnCondition', 'navigateToUrl', 'navigateToUrlOnCondition']) if (valueIn(document, key) !== undefined) report.tell(key, '', 'settings_lost', key);
}

function endingOf(words: ForeignWords, document: Foreign): Ending {
  const text = words.wording(valueIn(document, 'completedHtml'), 'completedHtml');
  return { id: ENDING, title: thankYou(words), ...(text ? { text } : {}) };
}
