import { type Definition, type Ending, type Page, questionSchema } from '../definition.contract.ts';
import type { AskedBefore } from './condition-parts.logic.ts';
import { type Finders, translateGroup } from './formbricks-conditions.logic.ts';
import { makeFormbricksQuestion } from './formbricks-questions.logic.ts';
import { type Foreign, foreignIn, isForeign, isSet, listIn, textIn, valueIn } from './foreign-values.logic.ts';
import { ForeignWords, readLanguage, thankYou } from './foreign-words.logic.ts';
import { ImportReport } from './report.logic.ts';

const PAGES_LIMIT = 100;

/** A card of Formbricks: in older documents one question, in newer ones a block of them. */
interface Card {
  of: Foreign;
  at: string;
  elements: { of: Foreign; at: string }[];
  pageId: string;
}

/** A survey of Formbricks, as its management API answers it, as one of ours. @returns null for what is no such survey */
export function fromFormbricks(answered: Foreign): { definition: Definition; report: ImportReport } | null {
  const document = foreignIn(answered, 'data') ?? answered;
  const report = new ImportReport();
  const all = readCards(document, report);
  if (all.length === 0) return null;
  const cards = all.slice(0, PAGES_LIMIT);
  if (all.length > PAGES_LIMIT) report.tell('questions', '', 'too_many', String(PAGES_LIMIT));
  for (const { elements } of cards) for (const { of, at } of elements) report.idOf(textIn(of, 'id') ?? at);
  const hidden = listIn(foreignIn(document, 'hiddenFields') ?? {}, 'fieldIds').map(String).slice(0, 30).map((theirs) => ({ theirs, id: report.idOf(theirs) }));
  const words = new ForeignWords(report, baseLanguage(document), (text) => fillRecalls(text, report, new Set(hidden.map(({ theirs }) => theirs))));
  const endings = readEndings(document, words, report);
  const targets = new Map<string, string>([...cards.flatMap(({ of, pageId, elements }) => [textIn(of, 'id') ?? '', ...elements.map(({ of: element }) => textIn(element, 'id') ?? '')].map((theirs): [string, string] => [theirs, pageId])), ...endings.map(({ theirs, ending }): [string, string] => [theirs, ending.id])]);
  targets.delete(''); // where an id is missing
  const asked = new Map<string, AskedBefore>();
  const find: Finders = { question: (id) => asked.get(id) ?? null, hidden: (id) => hidden.find(({ theirs }) => theirs === id)?.id ?? null };
  const pages = cards.map((card): Page => {
    const questions = card.elements.flatMap(({ of, at }) => {
      if (textIn(of, 'type') !== 'cta') report.found += 1;
      const name = textIn(of, 'id') ?? at;
      const made = makeFormbricksQuestion({ of, at, name, id: report.claim(name), words, report });
      const checked = made ? questionSchema.safeParse(made.question) : null;
      if (!made || !checked) return [];
      if (!checked.success) {
        const [issue] = checked.error.issues;
        report.tell(at, name, 'not_valid', issue ? `${issue.path.join('.')}: ${issue.message}` : '');
        return [];
      }
      asked.set(name, made.asked);
      if (made.asked.id !== name) report.tell(at, name, 'renamed', made.asked.id);
      return [checked.data];
    });
    const jumps = readJumps(card, { report, find, targets });
    return { id: card.pageId, questions, ...(jumps.length > 0 ? { jumps } : {}) };
  });
  const welcome = foreignIn(document, 'welcomeCard') ?? {};
  const isGreeting = isSet(welcome, 'enabled');
  const intro = isGreeting ? words.wording(valueIn(welcome, 'html') ?? valueIn(welcome, 'subheader'), 'welcomeCard.html') : undefined;
  const title = (isGreeting ? words.line(valueIn(welcome, 'headline'), 'welcomeCard.headline') : undefined) ?? words.own(textIn(document, 'name') ?? 'Formbricks');
  listIn(document, 'variables').filter(isForeign).forEach((variable, n) => report.tell(`variables[${n}]`, textIn(variable, 'name') ?? '', 'settings_lost', 'variables'));
  return {
    report,
    definition: {
      languages: words.languages, title, ...(intro ? { intro } : {}), pages,
      endings: endings.length > 0 ? endings.map(({ ending }) => ending).slice(0, 20) : [{ id: 'thanks', title: thankYou(words) }],
      hidden: hidden.map(({ id, theirs }) => ({ id, label: theirs.slice(0, 120) })),
      look: { showsProgress: true, allowsBack: !isSet(document, 'isBackButtonHidden'), isOneByOne: true },
    },
  };
}

function readCards(document: Foreign, report: ImportReport): Card[] {
  const blocks = listIn(document, 'blocks').filter(isForeign);
  const cards = blocks.length > 0
    ? blocks.map((of, n) => ({ of, at: `blocks[${n}]`, elements: listIn(of, 'elements').filter(isForeign).slice(0, 100).map((element, e) => ({ of: element, at: `blocks[${n}].elements[${e}]` })) }))
    : listIn(document, 'questions').filter(isForeign).map((of, n) => ({ of, at: `questions[${n}]`, elements: [{ of, at: `questions[${n}]` }] }));
  return cards.map((card, n) => ({ ...card, pageId: report.newId(`page_${n + 1}`) }));
}

function baseLanguage(document: Foreign): string {
  const standard = listIn(document, 'languages').filter(isForeign).find((one) => isSet(one, 'default'));
  const code = textIn(foreignIn(standard ?? {}, 'language') ?? {}, 'code') ?? textIn(standard ?? {}, 'code');
  return (code === undefined ? null : readLanguage(code)) ?? 'en';
}

/** `#recall:question/fallback:text#` → `{{ question }}` */
const fillRecalls = (text: string, report: ImportReport, hidden: ReadonlySet<string>): string =>
  text.replaceAll('{{', '{ {').replace(/#recall:([\w-]{1,80})\/fallback:([^#]{0,200})#/g, (_, id: string, fallback: string) => (report.knows(id) ? `{{ ${hidden.has(id) ? 'hidden.' : ''}${report.idOf(id)} }}` : fallback));

function readEndings(document: Foreign, words: ForeignWords, report: ImportReport): { theirs: string; ending: Ending }[] {
  const listed = listIn(document, 'endings').filter(isForeign);
  const cards = listed.length > 0 ? listed : [foreignIn(document, 'thankYouCard')].filter((card) => card !== undefined);
  return cards.map((card, n) => {
    const at = `endings[${n}]`;
    const isRedirect = textIn(card, 'type') === 'redirectToUrl';
    const url = textIn(card, 'url', 'buttonLink');
    if (isRedirect) report.tell(at, textIn(card, 'label') ?? '', 'redirect');
    const text = words.wording(valueIn(card, 'subheader'), `${at}.subheader`);
    const ending: Ending = {
      id: report.newId(`ending_${n + 1}`),
      title: words.line(valueIn(card, 'headline'), `${at}.headline`) ?? thankYou(words),
      ...(text ? { text } : {}),
      ...(url !== undefined && /^https?:\/\/\S{1,480}$/.test(url) ? { link: { url, label: words.lineOr(valueIn(card, 'buttonLabel') ?? valueIn(card, 'label'), `${at}.buttonLabel`, url) } } : {}),
    };
    return { theirs: textIn(card, 'id') ?? '', ending };
  });
}

function readJumps({ of, at }: Card, { report, find, targets }: { report: ImportReport; find: Finders; targets: ReadonlyMap<string, string> }): NonNullable<Page['jumps']> {
  const jumps = listIn(of, 'logic').filter(isForeign).slice(0, 49).flatMap((rule, n) => {
    const place = `${at}.logic[${n}]`;
    const group = foreignIn(rule, 'conditions');
    // The oldest form: {condition, value, destination}.
    const target = listIn(rule, 'actions').filter(isForeign).find((action) => (textIn(action, 'objective') ?? '').startsWith('jumpTo'));
    for (const action of listIn(rule, 'actions').filter(isForeign)) if (action !== target) report.tell(place, textIn(action, 'objective') ?? '', 'settings_lost', textIn(action, 'objective'));
    if (!target && group) return [];
    const when = group ? translateGroup(group, find) : null;
    const to = targets.get(textIn(target ?? {}, 'target') ?? '');
    if (when === null || to === undefined || when.length > 500) {
      report.tell(place, textIn(target ?? rule, 'target', 'destination') ?? '', 'jump_lost', textIn(target ?? rule, 'target', 'destination') ?? '');
      return [];
    }
    return [{ when, to }];
  });
  const fallback = targets.get(textIn(of, 'logicFallback') ?? '');
  return fallback === undefined ? jumps : [...jumps, { when: 'true', to: fallback }];
}
