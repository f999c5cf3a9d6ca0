import { DAY_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { keyedId, newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { listTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { closeBlocks, weekOf } from './close-blocks.logic.ts';
import { CHANGE_MINUTES, MINIMUM_PEOPLE, type NoteBlock, type NoteBlockListQuery, type NoteChoices, type Noted, type NoteInput, noteTopics } from './counter-notes.contract.ts';
import { changeNote, deleteOldNotes, dropInstants, findNoteTime, insertBlock, insertNote, listBlocks, listOpenWeeks, removeNote } from './counter-notes.queries.ts';

const KEPT_DAYS = 730;

/** What can be tapped: touchpoints that the reader may see, and topics. */
export async function listChoices(context: Context, actor: Actor): Promise<NoteChoices> {
  const touchpoints = await listTouchpoints(context, actor.departments);
  return { touchpoints: touchpoints.map(({ code, nameDe, nameEn, channel }) => ({ code, nameDe, nameEn, channel })), topics: [...noteTopics] };
}

/** Keeps a note, once per id. Who it was is kept as a fingerprint until the note is in a block. @throws touchpoint.not_found, counter_note.not_found for an id of somebody else */
export async function noteDown(context: Context, actor: Actor, { id, touchpoint, topic, mood, sentence }: NoteInput): Promise<Noted> {
  const known = await listTouchpoints(context, actor.departments);
  if (!known.some(({ code }) => code === touchpoint)) throw new Problem('touchpoint.not_found', 'There is no such touchpoint.');
  const at = context.clock.now();
  const authorKey = authorKeyOf(context, actor);
  const isNew = await insertNote(context.db, { id, touchpoint, topic, mood, sentence, at, authorKey });
  const notedAt = isNew ? at : await findNoteTime(context.db, id, authorKey);
  if (!notedAt) throw noSuchNote();
  return { id, changeableUntil: new Date(notedAt.getTime() + CHANGE_MINUTES * MINUTE_MS).toISOString() };
}

/** Adds a sentence to one's own fresh note. @throws counter_note.not_found */
export async function sayMore(context: Context, actor: Actor, id: string, sentence: string): Promise<Noted> {
  const notedAt = await changeNote(context.db, { id, authorKey: authorKeyOf(context, actor), since: changeableSince(context), sentence });
  if (!notedAt) throw noSuchNote();
  return { id, changeableUntil: new Date(notedAt.getTime() + CHANGE_MINUTES * MINUTE_MS).toISOString() };
}

/** Takes one's own fresh note back. @throws counter_note.not_found */
export async function takeBack(context: Context, actor: Actor, id: string): Promise<void> {
  if (!(await removeNote(context.db, { id, authorKey: authorKeyOf(context, actor), since: changeableSince(context) }))) throw noSuchNote();
}

/** What was noted, in blocks of at least five people. */
export async function listPageOfBlocks(context: Context, actor: Actor, { touchpoint, limit, cursor }: NoteBlockListQuery): Promise<{ items: NoteBlock[]; nextCursor: string | null; minimum: number }> {
  const [toOn, id] = cursor === undefined ? [] : decodeCursor(cursor, 2).map(String);
  if (toOn !== undefined && (!/^\d{4}-\d\d-\d\d$/.test(toOn) || !/^[0-9a-f-]{36}$/.test(id ?? ''))) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  const rows = await listBlocks(context.db, { touchpoint: touchpoint ?? null, departments: actor.departments, after: toOn === undefined || id === undefined ? null : { toOn, id }, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const part = (n: number, notes: number) => ({ n, share: notes === 0 ? 0 : n / notes });
  return {
    items: page.map(({ bad, neutral, good, ...block }) => ({ ...block, bad: part(bad, block.notes), neutral: part(neutral, block.notes), good: part(good, block.notes) })),
    nextCursor: rows.length > limit && last ? encodeCursor([last.toOn, last.id]) : null, minimum: MINIMUM_PEOPLE,
  };
}

/** Once a day: closes blocks over the weeks that are over, and forgets what is not needed any more. */
export async function closeNoteBlocks(context: Context): Promise<number> {
  const now = context.clock.now();
  await dropInstants(context.db, changeableSince(context));
  await deleteOldNotes(context.db, new Date(now.getTime() - KEPT_DAYS * DAY_MS));
  return context.db.transaction().execute(async (tx) => {
    const open = Map.groupBy(await listOpenWeeks(tx, weekOf(now)), ({ touchpoint }) => touchpoint);
    const blocks = [...open.values()].flatMap((weeks) => closeBlocks(weeks, MINIMUM_PEOPLE));
    for (const block of blocks) await insertBlock(tx, newId(now.getTime()), block);
    return blocks.length;
  });
}

/** The same person has the same fingerprint; nobody without the secret of this installation can find out whose it is. */
const authorKeyOf = ({ identitySecret }: Context, { kind, id }: Pick<Actor, 'kind' | 'id'>): string => keyedId(identitySecret, 'counter note', kind, id);
const changeableSince = ({ clock }: Context) => new Date(clock.now().getTime() - CHANGE_MINUTES * MINUTE_MS);
const noSuchNote = () => new Problem('counter_note.not_found', 'There is no such note of yours, or it cannot be changed any more.');
