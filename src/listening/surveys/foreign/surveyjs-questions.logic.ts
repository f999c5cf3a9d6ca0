import type { Option, Row, Words } from '../definition.contract.ts';
import { asked, type Element, type Made, optional } from './foreign-question.logic.ts';
import { type Foreign, foreignIn, isForeign, isSet, listIn, numberIn, textIn, valueIn } from './foreign-values.logic.ts';
import { optionIdFrom, partIdFrom, uniqueId } from './report.logic.ts';

/** @returns none for kinds that have no counterpart, which are then in the report */
export function makeQuestions(element: Element): Made[] {
  const { of, id, words, at, report, name } = element;
  const type = textIn(of, 'type') ?? '';
  const common = { id, title: words.wording(valueIn(of, 'title'), `${at}.title`) ?? words.own(name), ...optional('help', words.wording(valueIn(of, 'description'), `${at}.description`)), ...(isSet(of, 'isRequired') ? { isRequired: true } : {}) };
  switch (type) {
    case 'text': return [makeText(element, common)];
    case 'comment': return [{ question: { ...common, kind: 'text', lines: 'many', ...optional('maxLength', lengthIn(of)), ...optional('placeholder', words.line(valueIn(of, 'placeholder') ?? valueIn(of, 'placeHolder'), `${at}.placeholder`)) }, asked: asked(id, 'text') }];
    case 'radiogroup': case 'buttongroup': return makeChoice(element, common, 'choice');
    case 'dropdown': return makeChoice(element, common, 'dropdown');
    case 'checkbox': case 'tagbox': return makeChoice(element, common, 'choices');
    case 'ranking': return makeChoice(element, common, 'ranking');
    case 'imagepicker':
      report.tell(at, name, 'pictures_lost');
      return makeChoice(element, common, isSet(of, 'multiSelect') ? 'choices' : 'choice');
    case 'rating': return [makeRating(element, common)];
    case 'slider': return [{ question: { ...common, kind: 'slider', low: numberIn(of, 'min') ?? 0, high: numberIn(of, 'max') ?? 100, step: numberIn(of, 'step') ?? 1 }, asked: asked(id, 'number') }];
    case 'boolean': return [makeBoolean(element, common)];
    case 'matrix': return [makeMatrix(element, common, id, listIn(of, 'columns'))];
    case 'matrixdropdown': return makeMatrices(element, common);
    case 'multipletext': return makeSeveralTexts(element, common);
    case 'html': {
      const html = words.wording(valueIn(of, 'html'), `${at}.html`);
      return html ? [{ question: { kind: 'statement', id, title: html }, asked: asked(id, 'text') }] : [];
    }
    case 'file': return [{ question: { ...common, kind: 'file', types: fileTypesOf(textIn(of, 'acceptedTypes') ?? ''), maxFiles: isSet(of, 'allowMultiple') ? 5 : 1, maxBytes: Math.min(10_000_000, Math.max(1_000, numberIn(of, 'maxSize') || 5_000_000)) }, asked: asked(id, 'text') }];
    default:
      report.tell(at, name, 'kind_unknown', type || '?');
      return [];
  }
}

const lengthIn = (of: Foreign): number | undefined => {
  const length = numberIn(of, 'maxLength');
  return length !== undefined && length >= 1 ? Math.min(5_000, Math.round(length)) : undefined;
};

function makeText({ of, at, name, id, words, report }: Element, common: object): Made {
  const input = textIn(of, 'inputType') ?? 'text';
  const validators = listIn(of, 'validators').filter(isForeign);
  const validator = (type: string) => validators.find((one) => textIn(one, 'type') === type);
  const format = { email: 'email', tel: 'phone', url: 'url' }[input] ?? (validator('email') ? 'email' : undefined);
  if (input === 'number' || input === 'range' || validator('numeric')) {
    const limits = validator('numeric') ?? {};
    return { question: { ...common, kind: 'number', ...optional('low', numberIn(of, 'min') ?? numberIn(limits, 'minValue')), ...optional('high', numberIn(of, 'max') ?? numberIn(limits, 'maxValue')) }, asked: asked(id, 'number') };
  }
  if (input === 'date') {
    const day = (key: string) => /^\d{4}-\d\d-\d\d$/.exec(textIn(of, key) ?? '')?.[0];
    return { question: { ...common, kind: 'date', ...optional('earliest', day('min')), ...optional('latest', day('max')) }, asked: asked(id, 'text') };
  }
  if (input !== 'text' && format === undefined) report.tell(at, name, 'input_lost', input);
  return { question: { ...common, kind: 'text', lines: 'one', ...optional('format', format), ...optional('maxLength', lengthIn(of)), ...optional('placeholder', words.line(valueIn(of, 'placeholder') ?? valueIn(of, 'placeHolder'), `${at}.placeholder`)) }, asked: asked(id, 'text') };
}

/** `"a"`, `"a|Text"`, `5` or `{value, text}`. */
function readItem(item: unknown): { value: string; text: unknown } | null {
  if (typeof item === 'number' || typeof item === 'boolean') return { value: String(item), text: String(item) };
  if (typeof item === 'string') {
    const [value = '', text] = item.split('|', 2);
    return value === '' ? null : { value, text: text ?? value };
  }
  if (!isForeign(item)) return null;
  const value = textIn(item, 'value', 'name', 'id') ?? (typeof item['value'] === 'boolean' ? String(item['value']) : undefined);
  return value === undefined ? null : { value, text: valueIn(item, 'text') ?? valueIn(item, 'title') ?? value };
}

function makeChoice({ of, at, name, id, words, report }: Element, common: object, kind: 'choice' | 'choices' | 'dropdown' | 'ranking'): Made[] {
  const items = listIn(of, 'choices').map(readItem).filter((item) => item !== null);
  if (items.length === 0 && (foreignIn(of, 'choicesByUrl') || textIn(of, 'choicesFromQuestion'))) {
    report.tell(at, name, 'list_elsewhere');
    return [];
  }
  const used = new Set<string>();
  const values = new Map<string, string>();
  const add = (value: string, label: Words, more: Partial<Option> = {}): Option => {
    const optionId = uniqueId(optionIdFrom(value), used);
    used.add(optionId);
    values.set(value, optionId);
    return { id: optionId, label, ...more };
  };
  const options = items.map(({ value, text }, n) => add(value, words.lineOr(text, `${at}.choices[${n}]`, value)));
  if (kind !== 'ranking') {
    const exclusive: Partial<Option> = kind === 'choices' ? { isExclusive: true } : {};
    const specials: { keys: string[]; value: string; label: string; otherwise: string; more: Partial<Option> }[] = [
      { keys: ['showOtherItem', 'hasOther'], value: 'other', label: 'otherText', otherwise: 'Other', more: { withText: true } },
      { keys: ['showNoneItem', 'hasNone'], value: 'none', label: 'noneText', otherwise: 'None', more: exclusive },
      { keys: ['showRefuseItem'], value: 'refused', label: 'refuseText', otherwise: 'Refuse to answer', more: exclusive },
      { keys: ['showDontKnowItem'], value: 'dontknow', label: 'dontKnowText', otherwise: "Don't know", more: exclusive },
    ];
    for (const { keys, value, label, otherwise, more } of specials) if (isSet(of, ...keys)) options.push(add(value, words.lineOr(valueIn(of, label), `${at}.${label}`, otherwise), { isFixed: true, ...more }));
  }
  const limits = kind === 'choices' ? { ...optional('min', wholeIn(of, 'minSelectedChoices')), ...optional('max', wholeIn(of, 'maxSelectedChoices')) } : kind === 'ranking' ? optional('top', wholeIn(of, 'maxSelectedChoices')) : {};
  const isShuffled = textIn(of, 'choicesOrder') === 'random';
  return [{ question: { ...common, kind, options, ...limits, ...(isShuffled ? { isShuffled } : {}) }, asked: asked(id, kind === 'choices' || kind === 'ranking' ? 'many' : 'one', values) }];
}
const wholeIn = (of: Foreign, key: string): number | undefined => {
  const number = numberIn(of, key);
  return number !== undefined && number >= 1 ? Math.min(200, Math.round(number)) : undefined;
};

function makeRating({ of, at, name, id, words, report }: Element, common: object): Made {
  const ends = { ...optional('lowLabel', words.line(valueIn(of, 'minRateDescription') ?? valueIn(of, 'mininumRateDescription'), `${at}.minRateDescription`)), ...optional('highLabel', words.line(valueIn(of, 'maxRateDescription') ?? valueIn(of, 'maximumRateDescription'), `${at}.maxRateDescription`)) };
  const shown = textIn(of, 'rateType', 'rateDisplayMode');
  const look = shown === 'stars' ? { look: 'stars' } : shown === 'smileys' ? { look: 'smileys' } : {};
  const items = listIn(of, 'rateValues').map(readItem).filter((item) => item !== null);
  const isPlain = items.every(({ value }, n) => value === String(n + 1));
  if (items.length >= 2 && items.length <= 10) {
    if (!isPlain) report.tell(at, name, 'values_numbered', items.map(({ value }) => value).join(', '));
    return { question: { ...common, kind: 'rating', points: items.length, ...look, ...ends }, asked: asked(id, 'number', new Map(items.map(({ value }, n) => [value, n + 1]))) };
  }
  const [low, step] = [numberIn(of, 'rateMin') ?? 1, numberIn(of, 'rateStep') ?? 1];
  const high = numberIn(of, 'rateMax') ?? low + ((numberIn(of, 'rateCount') ?? 5) - 1) * step;
  if (low === 0 && high === 10 && step === 1) return { question: { ...common, kind: 'nps', ...ends }, asked: asked(id, 'number') };
  if (low === 1 && step === 1 && Number.isInteger(high) && high <= 10) return { question: { ...common, kind: 'rating', points: high, ...look, ...ends }, asked: asked(id, 'number') };
  report.tell(at, name, 'scale_changed', `${low}–${high}`);
  return { question: { ...common, kind: 'slider', low, high, step, ...ends }, asked: asked(id, 'number') };
}

function makeBoolean({ of, at, name, id, words, report }: Element, common: object): Made {
  report.tell(at, name, 'as_choice');
  const options = [{ id: 'yes', label: words.lineOr(valueIn(of, 'labelTrue'), `${at}.labelTrue`, 'Yes') }, { id: 'no', label: words.lineOr(valueIn(of, 'labelFalse'), `${at}.labelFalse`, 'No') }];
  const values = new Map([['true', 'yes'], ['false', 'no'], [textIn(of, 'valueTrue') ?? 'true', 'yes'], [textIn(of, 'valueFalse') ?? 'false', 'no']]);
  return { question: { ...common, kind: 'choice', options }, asked: asked(id, 'one', values) };
}

function makeMatrix({ of, at, name, words, report }: Element, common: object, id: string, listed: readonly unknown[]): Made {
  const columns = listed.map(readItem).filter((item) => item !== null);
  const numbers = columns.map(({ value }) => Number(value));
  // Points that count up by one stay what they are; words are numbered from 1, in their order.
  const isCounting = numbers.length > 1 && numbers.every((number, n) => Number.isInteger(number) && number === (numbers[0] ?? 0) + n && number >= -10 && number <= 20);
  if (!isCounting) report.tell(at, name, 'values_numbered', columns.map(({ value }) => value).join(', '));
  const pointOf = (n: number) => (isCounting ? (numbers[n] ?? n + 1) : n + 1);
  const rowIds = new Map<string, string>();
  const rows = listIn(of, 'rows').map(readItem).filter((item) => item !== null).map(({ value, text }, n): Row => {
    const rowId = uniqueId(partIdFrom(value), new Set(rowIds.values()));
    rowIds.set(value, rowId);
    return { id: rowId, text: words.lineOr(text, `${at}.rows[${n}]`, value) };
  });
  const labels = Object.fromEntries(columns.map(({ value, text }, n) => [String(pointOf(n)), words.lineOr(text, `${at}.columns[${n}]`, value)]));
  const scale = { low: pointOf(0), high: pointOf(columns.length - 1), labels };
  const isShuffled = textIn(of, 'rowsOrder', 'rowOrder') === 'random';
  return { question: { ...common, id, kind: 'matrix', rows, scale, ...(isShuffled ? { isShuffled } : {}) }, asked: asked(id, 'rows', new Map(columns.map(({ value }, n) => [value, pointOf(n)])), rowIds) };
}

/** Each column becomes a matrix of its own, where it holds a scale. */
function makeMatrices(element: Element, common: object): Made[] {
  const { of, at, name, id, words, report } = element;
  const columns = listIn(of, 'columns').filter(isForeign).slice(0, 20);
  const made = columns.flatMap((column, n): Made[] => {
    const choices = listIn(column, 'choices').length > 0 ? listIn(column, 'choices') : listIn(of, 'choices');
    const cell = textIn(column, 'cellType') ?? textIn(of, 'cellType') ?? 'dropdown';
    if (choices.length < 2 || choices.length > 21 || !['default', 'dropdown', 'radiogroup', 'rating'].includes(cell)) return [];
    const columnId = columns.length === 1 ? id : report.newId(`${id}_${textIn(column, 'name') ?? n}`);
    const title = words.wording(valueIn(column, 'title') ?? valueIn(column, 'name'), `${at}.columns[${n}].title`);
    return [makeMatrix(element, columns.length === 1 || !title ? common : { ...common, title }, columnId, choices)];
  });
  if (made.length === 0) report.tell(at, name, 'kind_unknown', 'matrixdropdown');
  else if (made.length > 1) report.tell(at, name, 'split', String(made.length));
  return made;
}

function makeSeveralTexts({ of, at, name, id, words, report }: Element, common: object): Made[] {
  const items = listIn(of, 'items').filter(isForeign).slice(0, 60);
  if (items.length > 0) report.tell(at, name, 'split', String(items.length));
  return items.map((item, n) => {
    const itemName = textIn(item, 'name') ?? String(n + 1);
    const itemId = report.newId(`${id}_${itemName}`);
    return { question: { ...common, id: itemId, title: words.wording(valueIn(item, 'title'), `${at}.items[${n}].title`) ?? words.own(itemName), kind: 'text', lines: 'one' }, asked: asked(itemId, 'text') };
  });
}

function fileTypesOf(accepted: string): string[] {
  const types = [[/image|png|jpe?g|gif|webp/i, 'image'], [/pdf/i, 'pdf'], [/word|excel|docx?|xlsx?|officedocument|odt|ods/i, 'office'], [/text|txt|csv/i, 'text']] as const;
  const found = types.filter(([pattern]) => pattern.test(accepted)).map(([, type]) => type);
  return found.length > 0 ? [...found] : types.map(([, type]) => type);
}
