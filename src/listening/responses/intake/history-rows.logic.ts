import { historyTime } from '../../../kernel/clock.ts';
import type { TypedAnswer } from '../../surveys/definition.contract.ts';

/** One answer as history keeps it; one of value, text and option is filled, or it was "cannot say". */
export interface KeptAnswer extends Omit<TypedAnswer, 'role' | 'touchpoint'> {
  role: string;
  /** What the answer is about, where it is not the touchpoint of the response. */
  about: Place | null;
  /** The other side of a pair: what was expected, beside what was experienced; null elsewhere. */
  paired: number | null;
}

export interface Place {
  touchpoint: string;
  channel: string;
  department: string;
}

/** Where a response stands; a row of the history table `responses` for each save of it. */
export interface ResponseProgress {
  /** set_aside: a machine may have written it; figures do not count it. */
  state: 'open' | 'finished' | 'quota_full' | 'set_aside';
  seq: number;
  startedAt: Date | null;
  lastQuestion: string;
  answered: number;
  asked: number;
  ending: string;
  hidden: Readonly<Record<string, string>>;
}

/** A response that is to be kept, with all that history wants to know about it. */
export interface KeptResponse extends Place {
  id: string;
  subject: string;
  at: Date;
  receivedAt: Date;
  survey: string | null;
  version: number;
  group: string;
  language: string;
  source: string;
  answers: readonly KeptAnswer[];
  /** null for responses that belong to no survey. */
  progress: ResponseProgress | null;
  /** Whether employees answered: their answers lie in `staff_answers`, which only protected results read. */
  isOfEmployees: boolean;
  /** Whether it is a contact of somebody, to be shown in a timeline. */
  isContact: boolean;
}

/** More rows of `answers` than any sensible survey makes of one response: SERVQUAL has 44, a hundred pairs 200. */
export const ROWS_PER_RESPONSE = 500;

/** Wins over every save before; the numbers of pages end far below. */
const FINAL_SEQ = 4_294_967_295;
const LONGEST_DURATION_MS = 4_294_967_295;

/** A row of the history tables `answers` and `staff_answers`. */
export function answerRow(response: KeptResponse, answer: KeptAnswer, batch: number): object {
  const { touchpoint, channel, department } = answer.about ?? response;
  return {
    response_id: response.id,
    subject: response.subject,
    at: historyTime(response.at),
    received_at: historyTime(response.receivedAt),
    batch,
    survey: response.survey ?? '',
    version: response.version,
    touchpoint,
    channel,
    department,
    target_group: response.group,
    language: response.language,
    question: answer.question,
    item: answer.item,
    option: answer.option,
    dimension: answer.dimension,
    role: answer.role,
    value: answer.value,
    raw: answer.raw,
    scale_low: answer.low,
    scale_high: answer.high,
    paired: answer.paired,
    text: answer.text,
    // a comment feels like the answers it came with
    mood: answer.role === 'comment' ? moodOf(scoreOf(response.answers)) : null,
  };
}

/** A row of the history table `responses`. */
export function responseRow(response: KeptResponse, progress: ResponseProgress, batch: number): object {
  const isOpen = progress.state === 'open';
  return {
    survey: response.survey ?? '',
    response_id: response.id,
    version: response.version,
    subject: response.subject,
    started_at: progress.startedAt === null ? null : historyTime(progress.startedAt),
    finished_at: progress.state === 'finished' ? historyTime(response.at) : null,
    at: historyTime(response.at),
    received_at: historyTime(response.receivedAt),
    batch,
    seq: isOpen ? progress.seq : FINAL_SEQ,
    state: progress.state,
    last_question: progress.lastQuestion,
    answered: progress.answered,
    asked: progress.asked,
    duration_ms: progress.startedAt === null ? null : Math.min(LONGEST_DURATION_MS, Math.max(0, response.at.getTime() - progress.startedAt.getTime())),
    language: response.language,
    source: response.source,
    touchpoint: response.touchpoint,
    channel: response.channel,
    department: response.department,
    target_group: response.group,
    ending: progress.ending,
    hidden: progress.hidden,
  };
}

/** The row of `interactions` that shows the response in the customer's timeline. */
export function interactionRow(response: KeptResponse, messageId: string, batch: number): object {
  const score = scoreOf(response.answers);
  return {
    message_id: messageId,
    message_key: response.id,
    subject: response.subject,
    at: historyTime(response.at),
    received_at: historyTime(response.receivedAt),
    batch,
    type: 'survey',
    kind: 'survey_answered',
    source: 'survey',
    channel: 'survey',
    direction: 'inbound',
    touchpoint: response.touchpoint,
    department: response.department,
    product: '',
    place: '',
    subject_line: '',
    text: response.answers.flatMap(({ role, text }) => (role === 'comment' && text !== '' ? [text] : [])).join('\n\n'),
    language: response.language,
    score,
    mood: moodOf(score),
    cost_cents: null,
    properties: JSON.stringify({
      responseId: response.id,
      ...(response.survey === null ? {} : { survey: response.survey }),
      ...Object.fromEntries(response.answers.flatMap(({ role, dimension, value }) => (value === null || !shownRoles.has(role) ? [] : [[dimension === '' ? role : `${role}.${dimension}`, value]]))),
    }),
  };
}
const shownRoles: ReadonlySet<string> = new Set(['expectation', 'experience', 'nps', 'csat', 'ces', 'overall']);

/** The score of a response on 0–10: would you recommend us, else the mean experience; null without either. */
export function scoreOf(answers: readonly Pick<KeptAnswer, 'role' | 'value'>[]): number | null {
  const nps = answers.find((answer) => answer.role === 'nps')?.value;
  if (nps !== undefined && nps !== null) return nps;
  const lived = answers.flatMap((answer) => (answer.role === 'experience' && answer.value !== null ? [answer.value] : []));
  return lived.length === 0 ? null : lived.reduce((sum, value) => sum + value, 0) / lived.length;
}

/** The same score as a mood −2 … +2: 0 → −2, 5 → 0, 10 → +2. */
export function moodOf(score: number | null): number | null {
  return score === null ? null : (score - 5) / 2.5;
}

/** What was expected goes beside what was experienced of the same item, and the functional beside the dysfunctional answer. */
export function pairUp(answers: readonly TypedAnswer[], placeOf: (touchpoint: string) => Place | null): KeptAnswer[] {
  const firsts = new Map(answers.flatMap((one) => (one.role === 'expectation' || one.role === 'functional' ? [[`${one.question}\0${one.option}`, one.value]] : [])));
  return answers.map(({ touchpoint, ...one }) => ({
    ...one,
    about: touchpoint === null ? null : placeOf(touchpoint),
    paired: one.role === 'experience' || one.role === 'dysfunctional' ? (firsts.get(`${one.question}\0${one.option}`) ?? null) : null,
  }));
}
