import type { History, HistoryParams } from '../../platform/storage/history.ts';
import { isForeignAnswer } from './foreign-answers.logic.ts';
import type { TimelineItem, TimelineQuery } from './timeline.contract.ts';

/** Which rows of history are a customer's: all rows of some identifiers, and of shared devices those of a time. */
export interface Ownership {
  subjects: readonly string[];
  spans: readonly { nodeId: string; fromMs: number; toMs: number }[];
}

/** A where-clause on `subject` and `at`, with its values. */
function ownedRows({ subjects, spans }: Ownership): { clause: string; params: HistoryParams } {
  const params: HistoryParams = { subjects };
  const parts = ['subject in {subjects:Array(UUID)}'];
  spans.forEach((span, index) => {
    params[`span${index}`] = span.nodeId;
    const bounds = [`subject = {span${index}:UUID}`];
    if (Number.isFinite(span.fromMs)) bounds.push(`at >= fromUnixTimestamp64Milli({from${index}:Int64})`);
    if (Number.isFinite(span.toMs)) bounds.push(`at < fromUnixTimestamp64Milli({to${index}:Int64})`);
    if (Number.isFinite(span.fromMs)) params[`from${index}`] = span.fromMs;
    if (Number.isFinite(span.toMs)) params[`to${index}`] = span.toMs;
    parts.push(`(${bounds.join(' and ')})`);
  });
  return { clause: `(${parts.join(' or ')})`, params };
}

interface TimelineRow {
  message_key: string;
  uuid: string;
  at_ms: number;
  kind: string;
  type: string;
  channel: TimelineItem['channel'];
  touchpoint: string;
  direction: TimelineItem['direction'];
  properties: string;
  department: string;
  product: string;
  place: string;
  subject_line: string;
  text: string;
  score: number | null;
  mood: number | null;
  source: string;
}

export type TimelineEntry = TimelineItem & { sortKey: [atMs: number, messageId: string] };

/** Newest first, at most `limit` rows after the cursor; reads only the granules of these identifiers. */
export async function listTimeline(history: History, ownership: Ownership, query: Omit<TimelineQuery, 'cursor'>, after: [number, string] | null): Promise<TimelineEntry[]> {
  const { clause, params } = ownedRows(ownership);
  const filters = [clause];
  for (const column of ['channel', 'kind', 'department', 'touchpoint'] as const) {
    if (query[column] === undefined) continue;
    filters.push(`${column} = {${column}:String}`);
    params[column] = query[column];
  }
  if (query.before !== undefined) {
    filters.push('at < fromUnixTimestamp64Milli({beforeMs:Int64})');
    params['beforeMs'] = Date.parse(query.before);
  }
  if (after) {
    filters.push('(at, message_id) < (fromUnixTimestamp64Milli({afterMs:Int64}), {afterId:UUID})');
    [params['afterMs'], params['afterId']] = after;
  }
  const rows = await history.query<TimelineRow>(
    `select message_key, toString(message_id) as uuid, toUnixTimestamp64Milli(at) as at_ms, kind, type, channel, touchpoint, direction, properties,
       department, product, place, subject_line, text, score, mood, source
     from interactions where ${filters.join(' and ')}
     order by at desc, message_id desc limit {limit:UInt32}`,
    { ...params, limit: query.limit },
  );
  return rows.map((row) => ({
    messageId: row.message_key,
    at: new Date(row.at_ms).toISOString(),
    kind: row.kind,
    channel: row.channel,
    touchpoint: row.touchpoint || null,
    direction: row.direction,
    properties: readProperties(row.properties),
    type: row.type,
    department: row.department || null,
    product: row.product || null,
    place: row.place || null,
    subjectLine: row.subject_line || null,
    text: row.text || null,
    score: row.score,
    mood: row.mood,
    source: row.source,
    sortKey: [row.at_ms, row.uuid],
  }));
}

function readProperties(text: string): Record<string, unknown> {
  const value: unknown = text === '' ? {} : JSON.parse(text);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

export interface ContactSummaryRow {
  channel: string;
  department: string;
  month: string;
  n: number;
  moodSum: number;
  moodN: number;
  lastMs: number;
}

export interface QuoteRow {
  atMs: number;
  channel: string;
  department: string;
  touchpoint: string;
  text: string;
  mood: number | null;
}

const QUOTE_LENGTH = 2000;

/**
 * A customer's contacts counted by channel, department and month, and what the customer said last: everything that the
 * page shows of history above the timeline, in one pass, because each statement costs the engine some milliseconds
 * whatever it reads.
 */
export async function summariseContacts(history: History, ownership: Ownership, quotes: number, departments: readonly string[] | null = null): Promise<{ summary: ContactSummaryRow[]; quotes: QuoteRow[] }> {
  const { clause, params } = ownedRows(ownership);
  const rows = await history.query<ContactSummaryRow & { said: [negativeAtMs: number, channel: string, touchpoint: string, text: string, mood: number | null][] }>(
    `select channel, department, formatDateTime(at, '%Y-%m') as month, count() as n, sum(ifNull(mood, 0)) as moodSum, count(mood) as moodN, toUnixTimestamp64Milli(max(at)) as lastMs,
       groupArraySortedIf(${quotes})((-toUnixTimestamp64Milli(at), toString(channel), toString(touchpoint), substring(text, 1, ${QUOTE_LENGTH}), mood), text <> '' and direction = 'inbound') as said
     from interactions where ${clause} group by channel, department, month limit 5000`,
    params,
  );
  const said = rows.flatMap(({ said: ofGroup, department }) => ofGroup.map(([negativeAtMs, channel, touchpoint, text, mood]): QuoteRow => ({ atMs: -negativeAtMs, channel, department, touchpoint, text, mood })));
  return { summary: rows, quotes: said.filter((quote) => !isForeignAnswer(quote, departments)).sort((a, b) => b.atMs - a.atMs).slice(0, quotes) };
}

export interface ScoreRow {
  atMs: number;
  role: string;
  touchpoint: string;
  value: number;
}

/** The newest overall scores (NPS, CSAT, CES) that the customer gave. */
export async function listScores(history: History, ownership: Ownership, limit: number, departments: readonly string[] | null = null): Promise<ScoreRow[]> {
  const { clause, params } = ownedRows(ownership);
  return history.query<ScoreRow>(
    `select toUnixTimestamp64Milli(at) as atMs, role, touchpoint, assumeNotNull(value) as value
     from answers where ${clause} and role in ('nps', 'csat', 'ces') and value is not null and ({isLimited:UInt8} = 0 or department in {departments:Array(String)}) order by at desc limit {limit:UInt32}`,
    { ...params, limit, isLimited: departments === null ? 0 : 1, departments: departments ?? [] },
  );
}

/** How many contacts some identifiers have. */
export async function countContacts(history: History, ownership: Ownership): Promise<number> {
  const { clause, params } = ownedRows(ownership);
  const rows = await history.query<{ n: number }>(`select count() as n from interactions where ${clause}`, params);
  return rows[0]?.n ?? 0;
}
