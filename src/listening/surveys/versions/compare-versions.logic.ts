import type { VersionChange } from './comparability.contract.ts';
import { type Change, changeWords } from './comparability-words.logic.ts';
import type { Definition, Question, Row, Scale, Words } from '../definition.contract.ts';

/**
 * What a change to a live survey does to comparing figures before and after. Questions are the same when their ids are.
 * Strict by intention: only punctuation, case and spaces pass as "the same words", because "ein" and "kein" differ by one
 * letter. Sources: Schuman and Presser, Questions and Answers in Attitude Surveys (1981), on wording, order and "don't know".
 */
export function compareVersions(before: Definition, after: Definition): VersionChange[] {
  const [old, now] = [placesOf(before), placesOf(after)];
  const moved = movedIds([...old.keys()].filter((id) => now.has(id)), [...now.keys()].filter((id) => old.has(id)));
  const changes: VersionChange[] = [];
  const tell = (question: string, change: Change, ...values: string[]) => void changes.push({ question, ...changeWords(change, values) });
  for (const [id, place] of now) {
    const was = old.get(id);
    if (!was) tell(id, 'question_added');
    else compareQuestion(was, place, moved.has(id), (change, ...values) => tell(id, change, ...values));
  }
  for (const id of old.keys()) if (!now.has(id)) tell(id, 'question_removed');
  compareWhole(before, after, (change, ...values) => tell('', change, ...values));
  return changes;
}

interface Place {
  question: Question;
  page: string;
  pageWhen: string;
}
type Tell = (change: Change, ...values: string[]) => void;

function placesOf({ pages }: Definition): Map<string, Place> {
  return new Map(pages.flatMap(({ id, when, questions }) => questions.map((question) => [question.id, { question, page: id, pageWhen: when ?? '' }])));
}

function compareQuestion(was: Place, now: Place, isMoved: boolean, tell: Tell): void {
  const [a, b] = [was.question, now.question];
  if (a.kind !== b.kind) return tell('kind_changed', a.kind, b.kind);
  const title = compareWords(a.title, b.title);
  if (title) tell(title === 'other_words' ? 'reworded' : 'respelled');
  if (compareWords(a.help, b.help)) tell('help_reworded');
  compareScales(scaleOf(a), scaleOf(b), tell);
  if (textOf(a, 'look') !== textOf(b, 'look')) tell('look_changed');
  compareParts(partsIn(a), partsIn(b), tell);
  if (textOf(a, 'dimension') !== textOf(b, 'dimension') || textOf(a, 'touchpoint') !== textOf(b, 'touchpoint') || textOf(a, 'role') !== textOf(b, 'role')) tell('meaning_changed');
  if (['min', 'max', 'top', 'isMultiple'].some((key) => textOf(a, key) !== textOf(b, key))) tell('how_many_changed');
  if ((a.when ?? '') !== (b.when ?? '') || was.pageWhen !== now.pageWhen) tell('condition_changed');
  if (Boolean(a.isRequired) !== Boolean(b.isRequired)) tell('required_changed');
  if (textOf(a, 'isShuffled') !== textOf(b, 'isShuffled')) tell('order_random_changed');
  if (isMoved || was.page !== now.page) tell('moved');
}

function compareWhole(before: Definition, after: Definition, tell: Tell): void {
  const missing = (from: readonly string[], of: readonly string[]) => of.filter((one) => !from.includes(one));
  const [added, removed] = [missing(before.languages, after.languages), missing(after.languages, before.languages)];
  if (added.length > 0) tell('languages_added', added.join(', '));
  if (removed.length > 0) tell('languages_removed', removed.join(', '));
  if (compareWords(before.title, after.title) || compareWords(before.intro, after.intro)) tell('intro_reworded');
  if (before.look.isOneByOne !== after.look.isOneByOne) tell('screens_changed');
  const jumps = ({ pages }: Definition) => JSON.stringify(pages.flatMap(({ id, jumps: all = [] }) => all.map(({ when, to }) => [id, when, to])));
  if (jumps(before) !== jumps(after)) tell('jumps_changed');
}

/** In the languages that both have: null, other_spelling or other_words. */
function compareWords(before: Words | undefined, after: Words | undefined): 'other_spelling' | 'other_words' | null {
  const languages = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  let found: 'other_spelling' | null = null;
  for (const language of languages) {
    const [a, b] = [before?.[language] ?? '', after?.[language] ?? ''];
    if (a === b || (before !== undefined && after !== undefined && (a.trim() === '' || b.trim() === ''))) continue; // a translation came or went
    if (core(a) !== core(b)) return 'other_words';
    found = 'other_spelling';
  }
  return found;
}
const core = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}{}]+/gu, '');

function scaleOf(question: Question): Partial<Scale> & { step?: number } {
  switch (question.kind) {
    case 'nps': return { low: 0, high: 10, ...endsOf(question) };
    case 'csat': case 'ces': case 'rating': return { low: 1, high: question.points, ...endsOf(question) };
    case 'matrix': case 'pairs': case 'importance': return question.scale;
    case 'slider': return { low: question.low, high: question.high, step: question.step, ...endsOf(question) };
    case 'number': return { ...(question.low === undefined ? {} : { low: question.low }), ...(question.high === undefined ? {} : { high: question.high }) };
    default: return {};
  }
}
const endsOf = ({ lowLabel, highLabel }: { lowLabel?: Words | undefined; highLabel?: Words | undefined }) => ({ ...(lowLabel ? { lowLabel } : {}), ...(highLabel ? { highLabel } : {}) });

function compareScales(before: ReturnType<typeof scaleOf>, after: ReturnType<typeof scaleOf>, tell: Tell): void {
  if (before.low !== after.low || before.high !== after.high || before.step !== after.step) tell('scale_changed', rangeOf(before), rangeOf(after));
  const points = new Set([...Object.keys(before.labels ?? {}), ...Object.keys(after.labels ?? {})]);
  const isReworded = compareWords(before.lowLabel, after.lowLabel) === 'other_words' || compareWords(before.highLabel, after.highLabel) === 'other_words'
    || [...points].some((point) => compareWords(before.labels?.[point], after.labels?.[point]) === 'other_words');
  if (isReworded) tell('scale_reworded');
  if ((before.naLabel === undefined) !== (after.naLabel === undefined)) tell(after.naLabel ? 'cannot_say_added' : 'cannot_say_removed');
}
const rangeOf = ({ low, high }: Partial<Scale>): string => `${low ?? '…'}–${high ?? '…'}`;

interface Part {
  id: string;
  words: Words;
  dimension: string;
  image: string;
}

function partsIn(question: Question): { kind: 'options' | 'rows'; parts: Part[] } {
  const ofRow = ({ id, text, dimension = '' }: Row): Part => ({ id, words: text, dimension, image: '' });
  if ('options' in question) return { kind: 'options', parts: question.options.map((option) => ({ id: option.id, words: option.label, dimension: '', image: 'image' in option ? String(option.image) : '' })) };
  if ('rows' in question) return { kind: 'rows', parts: question.rows.map(ofRow) };
  if ('items' in question) {
    const sides = 'firstLabel' in question ? [{ id: '\0first', words: question.firstLabel, dimension: '', image: '' }, { id: '\0second', words: question.secondLabel, dimension: '', image: '' }] : [];
    return { kind: 'rows', parts: [...question.items.map(ofRow), ...sides] };
  }
  return { kind: 'options', parts: [] };
}

function compareParts(before: ReturnType<typeof partsIn>, after: ReturnType<typeof partsIn>, tell: Tell): void {
  const [old, now] = [new Map(before.parts.map((part) => [part.id, part])), new Map(after.parts.map((part) => [part.id, part]))];
  const added = [...now.keys()].filter((id) => !old.has(id));
  const removed = [...old.keys()].filter((id) => !now.has(id));
  if (added.length > 0) tell(after.kind === 'rows' ? 'rows_added' : 'options_added', added.join(', '));
  if (removed.length > 0) tell(after.kind === 'rows' ? 'rows_removed' : 'options_removed', removed.join(', '));
  const both = [...now.values()].flatMap((part) => {
    const was = old.get(part.id);
    return was ? [{ was, part }] : [];
  });
  const reworded = both.filter(({ was, part }) => compareWords(was.words, part.words) === 'other_words' || was.image !== part.image).map(({ part }) => part.id.replace('\0', ''));
  if (reworded.length > 0) tell(after.kind === 'rows' ? 'rows_reworded' : 'options_reworded', reworded.join(', '));
  if (both.some(({ was, part }) => was.dimension !== part.dimension)) tell('meaning_changed');
  if (movedIds([...old.keys()].filter((id) => now.has(id)), both.map(({ part }) => part.id)).size > 0) tell('parts_reordered');
}

const textOf = (question: Question, key: string): string => {
  const value: unknown = Reflect.get(question, key);
  return value === undefined || value === false ? '' : String(value);
};

/** The fewest that must have been moved to come from one order to the other: all outside of a longest rising sequence. */
function movedIds(before: readonly string[], after: readonly string[]): Set<string> {
  const placeBefore = new Map(before.map((id, index) => [id, index]));
  const places = after.map((id) => placeBefore.get(id) ?? 0);
  const longest: number[] = [];
  const previous: number[] = [];
  places.forEach((place, i) => {
    let [best, from] = [0, -1];
    for (let j = 0; j < i; j += 1) if ((places[j] ?? 0) < place && (longest[j] ?? 0) > best) [best, from] = [longest[j] ?? 0, j];
    longest.push(best + 1);
    previous.push(from);
  });
  const stays = new Set<number>();
  for (let i = longest.indexOf(Math.max(...longest)); i >= 0; i = previous[i] ?? -1) stays.add(i);
  return new Set(after.filter((_, i) => !stays.has(i)));
}
