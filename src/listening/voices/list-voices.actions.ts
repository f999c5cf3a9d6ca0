import { DAY_MS } from '../../kernel/clock.ts';
import { encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import { hasEnough } from '../../kernel/stats/scores/minimum.ts';
import { meanFromSummary } from '../../kernel/stats/scores/mean.ts';
import { HIDDEN, redactText } from '../../governance/roles/masking.logic.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { listTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import type { Voice, VoiceCounts, VoiceDetail, VoiceListQuery } from './voices.contract.ts';
import { countVoices, findUndone, findVoice, forgetVoices, listVersions, listVoiceRows, saveAnswer, type VoiceRow } from './voices.queries.ts';
import { rewriteVoice } from './rewrite-voice.actions.ts';
import { withdrawOldVersions } from './withdraw-voices.actions.ts';

const COUNTED_DAYS = 30;
/** Ends of the groups of stars on the scale 0–10. */
const groups = { bad: { from: null, to: 4 }, middle: { from: 4, to: 7 }, good: { from: 7, to: null }, none: { from: null, to: null } } as const;

export async function listVoices(context: Context, actor: Actor, query: VoiceListQuery): Promise<{ items: Voice[]; nextCursor: string | null }> {
  const group = query.stars === undefined ? null : groups[query.stars];
  const rows = await listVoiceRows(context.db, {
    source: query.source ?? null, kind: query.kind ?? null, scoreFrom: group?.from ?? null, scoreTo: group?.to ?? null, isUnrated: query.stars === 'none', touchpoint: query.touchpoint === 'none' ? null : (query.touchpoint ?? null), hasNoTouchpoint: query.touchpoint === 'none',
    isAnswered: query.answered === undefined ? null : query.answered === 'yes', search: query.search === undefined || query.search === '' ? null : query.search, searchesAuthor: actor.can('read', 'personal_data'), from: query.from ?? null, to: query.to ?? null,
    departments: actor.departments, after: placeByInstant(query.cursor), limit: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const shownRows = page.map((row) => present(row, actor));
  // What the search found in words that are hidden now would confirm a guess: it was not found.
  const wanted = actor.can('read', 'personal_data') ? '' : (query.search ?? '').toLowerCase();
  const items = wanted === '' ? shownRows : shownRows.filter(({ title, text }) => `${title} ${text}`.toLowerCase().includes(wanted));
  return { items, nextCursor: rows.length > query.limit && last ? encodeCursor([last.atText, last.id]) : null };
}

/** @throws voice.not_found also for voices at touchpoints of other departments */
export async function getVoice(context: Context, actor: Actor, id: string): Promise<VoiceDetail> {
  const row = await getVisible(context.db, actor, id);
  const versions = await listVersions(context.db, id);
  return {
    ...present(row, actor), externalId: actor.can('read', 'personal_data') ? row.externalId : null, firstAt: row.firstAt.toISOString(), receivedAt: row.receivedAt.toISOString(), hasConnector: row.hasConnector,
    versions: versions.filter((one, index) => !isSameWords(one, versions[index + 1])).map(({ at, seenAt, title, text, ...version }) => ({ ...version, at: at.toISOString(), seenAt: seenAt.toISOString(), title: shown(title, row, actor), text: shown(text, row, actor) })),
  };
}

async function getVisible(db: Db, actor: Pick<Actor, 'departments'>, id: string): Promise<VoiceRow> {
  const row = await findVoice(db, id);
  if (!row || (actor.departments !== null && (row.department === null || !actor.departments.includes(row.department)))) throw new Problem('voice.not_found', 'There is no such voice.');
  return row;
}

/** For the desk: a voice as it is stored, or null. */
export const findVoiceRow = (db: Db, id: string): Promise<VoiceRow | null> => findVoice(db, id);
/** For the desk: a voice that is gone because its file was taken back, or null. */
export const findUndoneVoice = (db: Db, id: string): Promise<{ sourceName: string; at: Date; undoneAt: Date } | null> => findUndone(db, id);
export type { VoiceRow } from './voices.queries.ts';

/** We have answered it: what was said, when, and how it got there. */
export const markVoiceAnswered = (tx: Db, id: string, answer: { answer: string; at: Date; by: 'connector' | 'hand' }): Promise<void> => saveAnswer(tx, id, answer);

/** How voices stand in the last 30 days. */
export async function countLately(context: Context, actor: Actor): Promise<VoiceCounts> {
  const { mean, sd, scored, ...counts } = await countVoices(context.db, { since: new Date(context.clock.now().getTime() - COUNTED_DAYS * DAY_MS), departments: actor.departments });
  if (mean === null || !hasEnough(scored)) return { ...counts, scored, meanScore: null, low: null, high: null };
  const estimate = meanFromSummary({ n: scored, mean, variance: scored < 2 ? null : (sd ?? 0) ** 2 });
  return { ...counts, scored, meanScore: mean, low: estimate.low === null ? null : Math.max(0, estimate.low), high: estimate.high === null ? null : Math.min(10, estimate.high) };
}

/** Puts a voice where it belongs: its rows in history are written anew, the earlier ones go. @throws voice.not_found, touchpoint.not_found */
export async function moveVoice(context: Context, actor: Actor, id: string, touchpoint: string | null): Promise<VoiceDetail> {
  const row = await getVisible(context.db, actor, id);
  const place = touchpoint === null ? null : (await listTouchpoints(context)).find(({ code }) => code === touchpoint);
  // Nobody who is limited may give a voice away to another department.
  if (place === undefined || (actor.departments !== null && (place === null || !actor.departments.includes(place.department ?? '')))) throw new Problem('touchpoint.not_found', 'There is no such touchpoint.');
  if (row.touchpoint !== touchpoint) await rewriteVoice(context, row, place === null ? null : { code: place.code, channel: place.channel, department: place.department ?? '' });
  await withdrawOldVersions(context);
  return getVoice(context, actor, id);
}

/** Removes words and author for good; the same voice does not come back. @throws voice.not_found */
export async function forgetVoice(context: Context, actor: Actor, id: string): Promise<void> {
  await getVisible(context.db, actor, id);
  await context.db.transaction().execute((tx) => forgetVoices(tx, [id], context.clock.now()));
  await withdrawOldVersions(context);
}

/** Put at another touchpoint, a voice has a new version without new words. */
const isSameWords = (one: { title: string; text: string; stars: number | null }, before: typeof one | undefined): boolean => before !== undefined && one.title === before.title && one.text === before.text && one.stars === before.stars;

const shown = (text: string, { author }: VoiceRow, actor: Pick<Actor, 'can'>): string => (actor.can('read', 'personal_data') ? text : redactText(text, [author]));

export function present(row: VoiceRow, actor: Pick<Actor, 'can'>): Voice {
  const { id, kind, sourceId, sourceName, language, stars, starsWorst, starsBest, score, touchpoint, product, answeredBy, version } = row;
  const seesPeople = actor.can('read', 'personal_data');
  return {
    id, kind, sourceId, sourceName, at: row.at.toISOString(), title: shown(row.title, row, actor), text: shown(row.text, row, actor), language, stars, starsWorst, starsBest, score, author: seesPeople || row.author === '' ? row.author : HIDDEN,
    customerId: actor.can('read', 'customer') ? row.customerId : null, knownBy: row.customerId === null ? null : row.knownBy, touchpoint, place: row.place, product, url: seesPeople ? row.url : null, answeredAt: row.answeredAt?.toISOString() ?? null, answeredBy, answer: shown(row.answer, row, actor), version,
  };
}
