import type { Answers, AnswerValue, Definition, Ending, Option, OtherOption, Question, QuestionOf, Row, Scale, ScalePoint } from '../definition.contract.ts';
import { type Around, isRecord, walk } from './flow.logic.ts';

export type FaultCode =
  | 'required' | 'unknown_question' | 'wrong_shape' | 'not_a_number' | 'too_low' | 'too_high' | 'not_whole' | 'off_step' | 'too_long' | 'unknown_option' | 'unknown_row' | 'twice' | 'too_few' | 'too_many'
  | 'exclusive' | 'bad_email' | 'bad_phone' | 'bad_url' | 'bad_postcode' | 'bad_date' | 'too_early' | 'too_late' | 'not_accepted';

/** What is wrong with an answer; the page words it in the customer's language, the server names the place. */
export interface Fault {
  /** Row, item.first, field or option, where it is not the whole answer. */
  part?: string;
  code: FaultCode;
  /** Limits that were overstepped: points, numbers, characters, choices or days. */
  low?: number | string;
  high?: number | string;
}

export interface CheckOptions {
  /** The calendar day of the respondent, e.g. 2026-03-31. */
  today: string;
  /** Whether everything that is required must be there; while somebody is still answering it need not. */
  isFinal: boolean;
}

export interface Judged {
  /** As it is kept: texts trimmed and without control characters; null when nothing was answered. */
  value: AnswerValue | null;
  faults: Fault[];
}

export interface CheckedAnswers {
  /** Answers on the way, as they are kept. */
  kept: Answers;
  /** Questions that were answered and are not on the way. */
  dropped: string[];
  faults: (Fault & { question: string })[];
  ending: Ending;
  /** Ids of the pages on the way. */
  path: string[];
  asked: ReadonlySet<string>;
}

const TEXT_LIMIT = 5_000;
const LINE_LIMIT = 500;

/**
 * Judges all answers of a response. Faults of answers that are not on the way do not matter: they are dropped.
 * @param given - as it arrived; any shape
 */
export function checkAnswers(definition: Definition, given: Readonly<Record<string, unknown>>, around: Around & CheckOptions): CheckedAnswers {
  const questions = new Map(definition.pages.flatMap((page) => page.questions.map((question) => [question.id, question] as const)));
  const judged = new Map<string, Judged>();
  const faults: CheckedAnswers['faults'] = [];
  for (const [id, value] of Object.entries(given)) {
    const question = questions.get(id);
    if (question) judged.set(id, judgeAnswer(question, value, { ...around, isFinal: false }));
    else faults.push({ question: id, code: 'unknown_question' });
  }
  const kept: Record<string, AnswerValue> = {};
  for (const [id, { value }] of judged) if (value !== null) kept[id] = value;
  const way = walk(definition, kept, around);
  const dropped = Object.keys(kept).filter((id) => !way.asked.has(id));
  for (const id of dropped) delete kept[id];
  for (const id of way.asked) {
    const question = questions.get(id);
    if (!question) continue;
    const found = around.isFinal ? judgeAnswer(question, given[id], around).faults : (judged.get(id)?.faults ?? []);
    faults.push(...found.map((fault) => ({ question: id, ...fault })));
  }
  return { kept, dropped, faults, ending: way.ending, path: way.steps.map(({ page }) => page.id), asked: way.asked };
}

/** What is wrong with one answer. @param value - undefined or null when not answered */
export function checkAnswer(question: Question, value: unknown, options: CheckOptions): Fault[] {
  return judgeAnswer(question, value, options).faults;
}

/** What is kept of an answer, and what is wrong with it. */
export function judgeAnswer(question: Question, value: unknown, options: CheckOptions): Judged {
  const isMissing = value === undefined || value === null || value === '' || (typeof value === 'string' && cleanText(value) === '');
  const judged = isMissing ? nothing : judgeKind(question, value, options);
  if (judged.faults.length > 0 || !options.isFinal) return judged;
  return { ...judged, faults: findMissing(question, judged.value) };
}

const nothing: Judged = { value: null, faults: [] };
const keep = (value: AnswerValue): Judged => ({ value, faults: [] });
const refuse = (...faults: Fault[]): Judged => ({ value: null, faults });

function judgeKind(question: Question, value: unknown, options: CheckOptions): Judged {
  switch (question.kind) {
    case 'nps':
      return judgePoint(value, 0, 10);
    case 'csat':
    case 'ces':
    case 'rating':
      return judgePoint(value, 1, question.points);
    case 'choice':
    case 'dropdown':
      return judgeOne(question.options, value);
    case 'choices':
      return judgeSeveral(question.options, value, { min: question.min ?? 0, max: question.max ?? question.options.length }, options.isFinal);
    case 'pictures':
      return judgeSeveral(question.options, value, { min: 0, max: question.isMultiple ? question.options.length : 1 }, options.isFinal);
    case 'ranking':
      return judgeRanking(question, value, options.isFinal);
    case 'matrix':
      return judgeRows(question.rows, question.scale, value);
    case 'importance':
      return judgeRows(question.items, question.scale, value);
    case 'pairs':
      return judgePairs(question, value);
    case 'slider':
      return judgeSlider(question, value);
    case 'number':
      return judgeNumber(question, value);
    case 'date':
      return judgeDate(question, value, options.today);
    case 'text':
      return judgeText(question, value);
    case 'contact':
      return judgeContact(question, value);
    case 'consent':
      return typeof value === 'boolean' ? keep(value) : refuse({ code: 'wrong_shape' });
    case 'file':
      return judgeFiles(question, value);
    case 'statement':
      return refuse({ code: 'unknown_question' });
  }
}

function judgePoint(value: unknown, low: number, high: number): Judged {
  if (typeof value !== 'number' || !Number.isFinite(value)) return refuse({ code: 'not_a_number' });
  if (value < low || value > high) return refuse({ code: value < low ? 'too_low' : 'too_high', low, high });
  return Number.isInteger(value) ? keep(value) : refuse({ code: 'not_whole' });
}

function readOption(options: readonly Option[], value: unknown): string | OtherOption | Fault {
  const id = isRecord(value) ? value['id'] : value;
  if (typeof id !== 'string') return { code: 'wrong_shape' };
  const option = options.find((one) => one.id === id);
  if (!option) return { code: 'unknown_option', part: id.slice(0, 60) };
  if (!isRecord(value)) return id;
  if (typeof value['text'] !== 'string' || !option.withText) return { code: 'wrong_shape', part: id };
  const text = cleanText(value['text']);
  if (text.length > LINE_LIMIT) return { code: 'too_long', part: id, high: LINE_LIMIT };
  return text === '' ? id : { id, text };
}

const isFault = (read: string | OtherOption | Fault): read is Fault => typeof read === 'object' && 'code' in read;

function judgeOne(options: readonly Option[], value: unknown): Judged {
  const read = readOption(options, value);
  return isFault(read) ? refuse(read) : keep(read);
}

function judgeSeveral(options: readonly Option[], value: unknown, { min, max }: { min: number; max: number }, isFinal: boolean): Judged {
  if (!Array.isArray(value)) return refuse({ code: 'wrong_shape' });
  if (value.length === 0) return nothing;
  if (value.length > options.length) return refuse({ code: 'too_many', high: max });
  const chosen: (string | OtherOption)[] = [];
  for (const one of value as unknown[]) {
    const read = readOption(options, one);
    if (isFault(read)) return refuse(read);
    chosen.push(read);
  }
  const ids = chosen.map((one) => (typeof one === 'string' ? one : one.id));
  if (new Set(ids).size < ids.length) return refuse({ code: 'twice' });
  const isAlone = ids.some((id) => options.find((option) => option.id === id)?.isExclusive);
  if (isAlone && ids.length > 1) return refuse({ code: 'exclusive' });
  if (ids.length > max) return refuse({ code: 'too_many', high: max });
  return isFinal && ids.length < min && !isAlone ? { value: chosen, faults: [{ code: 'too_few', low: min }] } : keep(chosen);
}

function judgeRanking({ options, top }: QuestionOf<'ranking'>, value: unknown, isFinal: boolean): Judged {
  const places = Math.min(top ?? options.length, options.length);
  if (Array.isArray(value) && value.some((one) => typeof one !== 'string')) return refuse({ code: 'wrong_shape' });
  const judged = judgeSeveral(options, value, { min: 0, max: places }, false);
  if (!isFinal || !Array.isArray(judged.value) || judged.value.length === places) return judged;
  return { value: judged.value, faults: [{ code: 'too_few', low: places }] };
}

function readPoint(scale: Scale, value: unknown): { point: ScalePoint } | Fault {
  if (value === 'na') return scale.naLabel ? { point: 'na' } : { code: 'unknown_option' };
  const [fault] = judgePoint(value, scale.low, scale.high).faults;
  return fault ?? { point: value as number }; // judged just now
}

function judgeRows(rows: readonly Row[], scale: Scale, value: unknown): Judged {
  if (!isRecord(value)) return refuse({ code: 'wrong_shape' });
  const faults: Fault[] = [];
  const kept: Record<string, ScalePoint> = {};
  for (const [id, given] of Object.entries(value)) {
    if (given === null || given === undefined) continue;
    if (!rows.some((row) => row.id === id)) faults.push({ code: 'unknown_row', part: id.slice(0, 60) });
    else {
      const read = readPoint(scale, given);
      if ('code' in read) faults.push({ ...read, part: id });
      else kept[id] = read.point;
    }
  }
  if (faults.length > 0) return refuse(...faults.slice(0, 20));
  return Object.keys(kept).length === 0 ? nothing : keep(kept);
}

function judgePairs({ items, scale }: QuestionOf<'pairs'>, value: unknown): Judged {
  if (!isRecord(value)) return refuse({ code: 'wrong_shape' });
  const faults: Fault[] = [];
  const kept: Record<string, { first?: ScalePoint; second?: ScalePoint }> = {};
  for (const [id, given] of Object.entries(value)) {
    if (given === null || given === undefined) continue;
    if (!items.some((item) => item.id === id)) faults.push({ code: 'unknown_row', part: id.slice(0, 60) });
    else if (!isRecord(given)) faults.push({ code: 'wrong_shape', part: id });
    else {
      for (const [side, point] of Object.entries(given)) {
        if (point === null || point === undefined) continue;
        const read: { point: ScalePoint } | Fault = side === 'first' || side === 'second' ? readPoint(scale, point) : { code: 'unknown_row' };
        if ('code' in read) faults.push({ ...read, part: `${id}.${side.slice(0, 20)}` });
        else kept[id] = { ...kept[id], [side]: read.point };
      }
    }
  }
  if (faults.length > 0) return refuse(...faults.slice(0, 20));
  return Object.keys(kept).length === 0 ? nothing : keep(kept);
}

function judgeSlider({ low, high, step }: QuestionOf<'slider'>, value: unknown): Judged {
  if (typeof value !== 'number' || !Number.isFinite(value)) return refuse({ code: 'not_a_number' });
  if (value < low || value > high) return refuse({ code: value < low ? 'too_low' : 'too_high', low, high });
  const steps = (value - low) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6 ? keep(value) : refuse({ code: 'off_step', low: step });
}

function judgeNumber({ low, high, decimals = 0 }: QuestionOf<'number'>, value: unknown): Judged {
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > 1e15) return refuse({ code: 'not_a_number' });
  if (low !== undefined && value < low) return refuse({ code: 'too_low', low });
  if (high !== undefined && value > high) return refuse({ code: 'too_high', high });
  const scaled = value * 10 ** decimals;
  if (Math.abs(scaled - Math.round(scaled)) > 1e-6 * Math.max(1, Math.abs(scaled))) return refuse(decimals === 0 ? { code: 'not_whole' } : { code: 'off_step', low: 10 ** -decimals });
  return keep(value);
}

function judgeDate({ earliest, latest }: QuestionOf<'date'>, value: unknown, today: string): Judged {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return refuse({ code: 'bad_date' });
  const day = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value) return refuse({ code: 'bad_date' });
  const low = earliest === 'today' ? today : earliest;
  const high = latest === 'today' ? today : latest;
  if (low !== undefined && value < low) return refuse({ code: 'too_early', low });
  if (high !== undefined && value > high) return refuse({ code: 'too_late', high });
  return keep(value);
}

const formats = {
  email: [/^[^\s@<>"(),;:\\]{1,64}@[^\s@<>"(),;:\\.]+(\.[^\s@<>"(),;:\\.]+)+$/u, 'bad_email'],
  phone: [/^\+?[\d\s()/.-]{5,30}$/, 'bad_phone'],
  url: [/^https?:\/\/[^\s<>"]{3,}$/i, 'bad_url'],
  postcode_de: [/^\d{5}$/, 'bad_postcode'],
} as const;

function judgeText({ lines, maxLength, format }: QuestionOf<'text'>, value: unknown): Judged {
  if (typeof value !== 'string') return refuse({ code: 'wrong_shape' });
  const text = cleanText(value);
  const high = maxLength ?? (lines === 'one' ? LINE_LIMIT : TEXT_LIMIT);
  if (text.length > high) return refuse({ code: 'too_long', high });
  if (text === '') return nothing;
  if (format && !formats[format][0].test(text)) return refuse({ code: formats[format][1] });
  return keep(lines === 'one' ? text.replace(/[\n\t]+/g, ' ') : text);
}

function judgeContact({ fields }: QuestionOf<'contact'>, value: unknown): Judged {
  if (!isRecord(value)) return refuse({ code: 'wrong_shape' });
  const faults: Fault[] = [];
  const kept: Record<string, string> = {};
  for (const [field, given] of Object.entries(value)) {
    if (!fields.some((one) => one.field === field)) faults.push({ code: 'unknown_row', part: field.slice(0, 60) });
    else if (typeof given !== 'string') faults.push({ code: 'wrong_shape', part: field });
    else {
      const text = cleanText(given).replace(/[\n\t]+/g, ' ');
      const format = field === 'email' || field === 'phone' ? formats[field] : null;
      if (text === '') continue;
      if (text.length > LINE_LIMIT) faults.push({ code: 'too_long', part: field, high: LINE_LIMIT });
      else if (format && !format[0].test(text)) faults.push({ code: format[1], part: field });
      else kept[field] = text;
    }
  }
  if (faults.length > 0) return refuse(...faults);
  return Object.keys(kept).length === 0 ? nothing : keep(kept);
}

function judgeFiles({ maxFiles }: QuestionOf<'file'>, value: unknown): Judged {
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string' || !/^[\w-]{1,80}$/.test(one))) return refuse({ code: 'wrong_shape' });
  if (value.length > maxFiles) return refuse({ code: 'too_many', high: maxFiles });
  return value.length === 0 ? nothing : keep(value as string[]); // looked at each just now
}

/** What is required and not there. Of a matrix every row, of pairs both sides of every item. */
function findMissing(question: Question, value: AnswerValue | null): Fault[] {
  const given: Readonly<Record<string, unknown>> = isRecord(value) ? value : {};
  if (question.kind === 'contact') {
    if (value === null && !question.isRequired) return [];
    const missing = question.fields.filter(({ field, isRequired }) => isRequired && given[field] === undefined).map(({ field }): Fault => ({ code: 'required', part: field }));
    return missing.length > 0 || value !== null ? missing : [{ code: 'required' }];
  }
  if (!question.isRequired || question.kind === 'statement') return [];
  if (question.kind === 'consent') return value === true ? [] : [{ code: 'not_accepted' }];
  if (value === null) return [{ code: 'required' }];
  if (question.kind === 'matrix') return question.rows.filter(({ id }) => given[id] === undefined).map(({ id }) => ({ code: 'required', part: id }));
  if (question.kind === 'importance') return question.items.filter(({ id }) => given[id] === undefined).map(({ id }) => ({ code: 'required', part: id }));
  if (question.kind !== 'pairs') return [];
  return question.items.flatMap(({ id }) => {
    const pair = given[id];
    return (['first', 'second'] as const).filter((side) => !isRecord(pair) || pair[side] === undefined).map((side): Fault => ({ code: 'required', part: `${id}.${side}` }));
  });
}

/** As written, apart from control characters that no keyboard types and halves of characters. */
export function cleanText(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd').replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '').trim();
}
