import { historyTime } from '../../kernel/clock.ts';
import { type JudgedAnswer, moodOf, scoreOf } from './responses.logic.ts';

/** A response that is to be kept, with all that history wants to know about it. */
export interface KeptResponse {
  id: string;
  subject: string;
  at: Date;
  receivedAt: Date;
  survey: string | null;
  touchpoint: string;
  channel: string;
  department: string;
  group: string;
  language: string;
  answers: readonly JudgedAnswer[];
}

/** A row of the history table `answers`. */
export function answerRow(response: KeptResponse, { item, dimension, role, value, text }: JudgedAnswer, batch: number): object {
  return {
    response_id: response.id,
    subject: response.subject,
    at: historyTime(response.at),
    received_at: historyTime(response.receivedAt),
    batch,
    survey: response.survey ?? '',
    touchpoint: response.touchpoint,
    channel: response.channel,
    department: response.department,
    target_group: response.group,
    language: response.language,
    item,
    dimension,
    role,
    value,
    text,
    // a comment feels like the answers it came with
    mood: role === 'comment' ? moodOf(scoreOf(response.answers)) : null,
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
    text: response.answers.find((answer) => answer.role === 'comment')?.text ?? '',
    language: response.language,
    score,
    mood: moodOf(score),
    cost_cents: null,
    properties: JSON.stringify({
      responseId: response.id,
      ...(response.survey === null ? {} : { survey: response.survey }),
      ...Object.fromEntries(response.answers.flatMap(({ role, dimension, value }) => (value === null ? [] : [[dimension === '' ? role : `${role}.${dimension}`, value]]))),
    }),
  };
}
