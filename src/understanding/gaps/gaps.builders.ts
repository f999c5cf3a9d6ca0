import type { Context } from '../../platform/context.ts';

/** For tests: an answer row as the surveys write it; what is not said is empty. */
export interface AnswerDraft {
  responseId: string;
  subject: string;
  at?: string;
  touchpoint?: string;
  group?: string;
  dimension?: string;
  role: 'expectation' | 'experience' | 'nps' | 'overall' | 'comment' | 'csat';
  value?: number;
  text?: string;
}

/** A readable id that is a UUID: numberedId(1, 12) = 00000001-0000-4000-8000-000000000012. */
export const numberedId = (kind: number, number: number): string => `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export async function insertAnswers(context: Pick<Context, 'history'>, answers: readonly AnswerDraft[]): Promise<void> {
  // What was expected stands beside what was experienced, as the surveys write it.
  const expected = new Map(answers.flatMap(({ responseId, dimension = '', touchpoint = 'repair_status', role, value }) => (role === 'expectation' && value !== undefined ? [[`${responseId} ${touchpoint} ${dimension}`, value]] : [])));
  const lines = answers.map(({ responseId, subject, at = '2026-03-10 10:00:00.000', touchpoint = 'repair_status', group = '', dimension = '', role, value, text = '' }) =>
    JSON.stringify({ response_id: responseId, subject, at, received_at: at, batch: 1, survey: 'after_contact', touchpoint, channel: 'web', department: '', target_group: group, language: 'de', item: `${role}.${dimension}`, dimension, role, value: value ?? null, paired: role === 'experience' ? (expected.get(`${responseId} ${touchpoint} ${dimension}`) ?? null) : null, text, mood: null }));
  await context.history.insertLines('answers', lines.join('\n'));
}

export interface ContactDraft {
  number: number;
  subject: string;
  at?: string;
  touchpoint?: string;
  type?: string;
}

export async function insertContacts(context: Pick<Context, 'history'>, contacts: readonly ContactDraft[]): Promise<void> {
  const lines = contacts.map(({ number, subject, at = '2026-03-09 10:00:00.000', touchpoint = '', type = 'track' }) =>
    JSON.stringify({ message_id: numberedId(9, number), message_key: `m${number}`, subject, at, received_at: at, batch: 1, type, kind: 'Call', source: 'crm', channel: 'web', direction: 'inbound', touchpoint, department: '', product: '', place: '', subject_line: '', text: '', language: '', score: null, mood: null, cost_cents: null, properties: '{}' }));
  await context.history.insertLines('interactions', lines.join('\n'));
}
