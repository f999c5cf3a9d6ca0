import { historyTime } from '../../../kernel/clock.ts';
import { fingerprintId, keyedId } from '../../../kernel/ids.ts';
import { loadMatcher } from '../../../journeys/touchpoints/touchpoints.actions.ts';
import { claimMessageIds } from '../../events/imported-messages.actions.ts';
import { answerRow, interactionRow, type KeptResponse } from '../../responses/intake/history-rows.logic.ts';
import { type JudgedAnswer, keptAnswers } from '../../responses/intake/judge-neutral.logic.ts';
import type { InteractionRecord, ScoreRecord } from '../records.contract.ts';
import type { Chunk, Outcome, ReadyRow, Written } from './chunk.ts';
import { findOrMakeTouchpoints } from './find-touchpoints.ts';
import { writePeople } from './write-people.ts';

/** Where a contact has no id of its own, the content of its file and its row are it: the same file again is nothing new. */
const keyOf = (chunk: Chunk, row: number, own: string | null): string => own ?? `import:${chunk.fileKey}:${row}`;

export async function writeInteractions(chunk: Chunk, rows: readonly ReadyRow<InteractionRecord>[]): Promise<Written> {
  const { context, tx, journal } = chunk;
  const withKeys = rows.map((one) => ({ ...one, key: keyOf(chunk, one.row, one.record.messageKey) })).map((one) => ({ ...one, id: fingerprintId(one.key) }));
  const fresh = await claimMessageIds(tx, withKeys.map(({ id }) => id), chunk.importId);
  const firsts = withKeys.filter(({ id }) => fresh.delete(id));
  const place = await findOrMakeTouchpoints(chunk, firsts.flatMap(({ record }) => record.touchpoint ?? []));
  // What came before is not said again: a repeated row tells nothing about anybody.
  const people = await writePeople(chunk, firsts.map(({ row, named, record }) => ({ row, named, traits: record.traits, at: new Date(record.at) })));
  const match = await loadMatcher(context);
  const receivedAt = historyTime(chunk.startedAt);
  journal.add('interactions', (batch) => firsts.map(({ row, record, key, id }) => {
    const channel = record.channel ?? 'other';
    const properties = { ...record.properties, ...(record.department === '' ? {} : { department: record.department }) };
    const placed = record.touchpoint ? place(record.touchpoint) : null;
    const matched = placed ? { touchpoint: placed.code, department: placed.department } : match({ source: 'import', kind: record.kind, channel, properties });
    return {
      message_id: id, message_key: key, subject: people.subjects.get(row) ?? anonymous(chunk, key), at: historyTime(record.at), received_at: receivedAt, batch,
      type: placed ? 'placed' : 'track', kind: record.kind, source: 'import', channel, direction: record.direction,
      touchpoint: matched.touchpoint, department: record.department || matched.department, product: record.product, place: record.place,
      subject_line: record.subjectLine, text: record.text, language: record.language, score: record.score, mood: record.mood ?? (record.score === null ? null : (record.score - 5) / 2.5), cost_cents: record.costCents,
      properties: JSON.stringify(properties),
    };
  }));
  const isFirst = new Set(firsts.map(({ row }) => row));
  return { outcomes: new Map(rows.map(({ row }): [number, Outcome] => [row, isFirst.has(row) ? 'new' : 'unchanged'])), merges: countMerged(people.outcomes), remember: people.remember };
}

/** Nobody is behind it but this one row, so it counts as a customer of its own. */
const anonymous = ({ context }: Chunk, key: string) => keyedId(context.identitySecret, 'anonymous_response', key);
const countMerged = (outcomes: ReadonlyMap<number, Outcome>) => [...outcomes.values()].filter((outcome) => outcome === 'merged').length;

export async function writeScores(chunk: Chunk, rows: readonly ReadyRow<ScoreRecord>[]): Promise<Written> {
  const { tx, journal } = chunk;
  const place = await findOrMakeTouchpoints(chunk, rows.flatMap(({ record }) => record.responses.map(({ touchpoint }) => touchpoint)));
  const responses = rows.flatMap(({ row, named, record }) => {
    const rowKey = keyOf(chunk, row, record.responseKey === null ? null : `response:${record.responseKey}`);
    const answered = withOverall(record.responses.map(({ touchpoint, answers }) => ({ at: place(touchpoint), answers })));
    return answered.map(({ at, answers }, index) => {
      const id = fingerprintId(`${rowKey}:${at.code}`);
      return { row, named, record, rowKey, at, answers, isFirst: index === 0, id, messageId: fingerprintId(`survey_response:${id}`) };
    });
  });
  const fresh = await claimMessageIds(tx, responses.map(({ messageId }) => messageId), chunk.importId);
  const firsts = responses.filter(({ messageId }) => fresh.delete(messageId));
  const freshRows = new Set(firsts.map(({ row }) => row));
  const people = await writePeople(chunk, rows.filter(({ row }) => freshRows.has(row)).map(({ row, named, record }) => ({ row, named, traits: record.traits, at: new Date(record.at) })));
  const kept = firsts.map(({ row, record, rowKey, at, answers, isFirst, id, messageId }): { messageId: string; response: KeptResponse } => ({
    messageId,
    response: {
      id, subject: people.subjects.get(row) ?? anonymous(chunk, rowKey), at: new Date(record.at), receivedAt: chunk.startedAt, survey: null, version: 0, source: 'import', progress: null, isOfEmployees: false, isContact: true,
      touchpoint: at.code, channel: record.channel ?? at.channel, department: at.department, group: record.group, language: record.language,
      answers: keptAnswers([...answers.map(judged), ...(isFirst && record.comment !== '' ? [{ item: 'comment', dimension: '', role: 'comment' as const, value: null, text: record.comment }] : [])], null),
    },
  }));
  journal.add('answers', (batch) => kept.flatMap(({ response }) => response.answers.map((answer) => answerRow(response, answer, batch))));
  journal.add('interactions', (batch) => kept.map(({ response, messageId }) => ({ ...interactionRow(response, messageId, batch), source: 'import' })));
  return { outcomes: new Map(rows.map(({ row }): [number, Outcome] => [row, freshRows.has(row) ? 'new' : 'unchanged'])), merges: countMerged(people.outcomes), remember: people.remember };
}

type Answer = ScoreRecord['responses'][number]['answers'][number];
interface Answered {
  at: { code: string; channel: string; department: string };
  answers: Answer[];
}

/**
 * A row of many touchpoints says once how it was overall. What matters at a touchpoint is seen by how it goes together
 * with that word, so each of them gets it; a recommendation itself is counted once, where it stands.
 */
function withOverall(responses: readonly Answered[]): Answered[] {
  const joined = [...Map.groupBy(responses, ({ at }) => at.code).values()].flatMap(([first, ...others]) => (first ? [{ at: first.at, answers: [first, ...others].flatMap(({ answers }) => answers) }] : []));
  const all = joined.flatMap(({ answers }) => answers);
  const word = all.find(({ role }) => role === 'overall')?.value ?? all.find(({ role }) => role === 'nps')?.value ?? toTen(all.find(({ role }) => role === 'csat')?.value);
  if (word === undefined) return joined;
  const isScored = (answers: readonly Answer[]) => answers.some(({ role }) => role === 'overall' || role === 'nps');
  return joined.map((one) => (isScored(one.answers) ? one : { ...one, answers: [...one.answers, { role: 'overall', dimension: null, value: word }] }));
}

/** 1–5 → 0–10. */
const toTen = (value: number | undefined) => (value === undefined ? undefined : (value - 1) * 2.5);

const judged = ({ role, dimension, value }: Answer): JudgedAnswer => ({ item: dimension ? `${role}.${dimension}` : role, dimension: dimension ?? '', role, value, text: '' });
