import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { buildTwoTouchpoints } from '../surveys/surveys.builders.ts';
import { closeBlocks, type OpenNotes } from './close-blocks.logic.ts';
import { closeNoteBlocks, listPageOfBlocks, noteDown, sayMore, takeBack } from './counter-notes.actions.ts';
import { noteBlockListQuerySchema, noteInputSchema } from './counter-notes.contract.ts';

let context: TestContext;
let now = new Date('2026-03-03T09:00:00Z'); // a Tuesday
let n = 0;
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const agent = (id: string) => actorFrom({ kind: 'user', id, label: `${id}@nordfunk.example`, role: 'agent', departments: [], byCookie: false });
const note = (by: string, change: object = {}) => {
  n += 1;
  return noteDown(context, agent(by), noteInputSchema.parse({ id: idOf(n), touchpoint: 'shop_advice', topic: 'waiting', mood: -1, ...change }));
};
const blocks = async () => (await listPageOfBlocks(context, agent('anybody'), noteBlockListQuerySchema.parse({}))).items;

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  await buildTwoTouchpoints(context);
});
afterAll(() => context?.close());

describe('a note from the counter', () => {
  it('counts once, and is changed or taken back by its author only, and only while it is fresh', async () => {
    const first = await note('anna', { sentence: 'Kasse 2 war zu' });
    n -= 1;
    expect(await note('anna')).toEqual(first);
    await expect(noteDown(context, agent('ben'), noteInputSchema.parse({ id: first.id, touchpoint: 'shop_advice', topic: 'price', mood: 1 }))).rejects.toMatchObject({ code: 'counter_note.not_found' });
    await expect(takeBack(context, agent('ben'), first.id)).rejects.toMatchObject({ code: 'counter_note.not_found' });
    await sayMore(context, agent('anna'), first.id, 'Kasse 2 war den ganzen Tag zu');
    await takeBack(context, agent('anna'), (await note('anna', { topic: 'price' })).id);
    now = new Date('2026-03-03T09:10:01Z');
    await expect(takeBack(context, agent('anna'), first.id)).rejects.toMatchObject({ code: 'counter_note.not_found' });
    await expect(note('anna', { touchpoint: 'nowhere' })).rejects.toMatchObject({ code: 'touchpoint.not_found' });
  });
  it('is seen by nobody until the week is over and five people have noted something; then nothing says who', async () => {
    for (const by of ['ben', 'cem', 'dora']) await note(by, { mood: 0 });
    await note('anna', { mood: 1, topic: 'price' });
    now = new Date('2026-03-10T09:00:00Z');
    expect([await closeNoteBlocks(context), await blocks()]).toEqual([0, []]); // four people
    await note('eva', { mood: 1, topic: 'price', sentence: 'Der neue Tarif gefällt' });
    expect(await closeNoteBlocks(context)).toBe(0); // this week is not over
    now = new Date('2026-03-16T03:00:00Z');
    expect([await closeNoteBlocks(context), await closeNoteBlocks(context)]).toEqual([1, 0]);
    expect(await blocks()).toMatchObject([{ touchpoint: 'shop_advice', fromOn: '2026-03-02', toOn: '2026-03-15', people: 5, notes: 6, bad: { n: 1 }, neutral: { n: 3, share: 0.5 }, good: { n: 2 }, topics: [{ topic: 'waiting', n: 4 }, { topic: 'price', n: 2 }] }]);
    expect((await blocks())[0]?.sentences.toSorted()).toEqual(['Der neue Tarif gefällt', 'Kasse 2 war den ganzen Tag zu']);
    expect((await sql`select 1 from counter_notes where author_key is not null or noted_at is not null`.execute(context.db)).rows).toEqual([]);
    expect((await listPageOfBlocks(context, actorFrom({ kind: 'user', id: 'o', label: 'o', role: 'touchpoint_owner', departments: ['service'], byCookie: false }), noteBlockListQuerySchema.parse({}))).items).toEqual([]);
  });
});

describe('blocks', () => {
  const week = (name: string, ...people: string[]): OpenNotes => ({ touchpoint: 't', week: name, people, notes: people.length });
  it('are whole weeks that never overlap, each with enough people of its own', () => {
    expect(closeBlocks([week('w1', 'a', 'b'), week('w2', 'b', 'c'), week('w3', 'd', 'e'), week('w4', 'a', 'b', 'c', 'd', 'e', 'f'), week('w5', 'a')], 5)).toEqual([
      { touchpoint: 't', weeks: ['w1', 'w2', 'w3'], people: 5, notes: 6 }, { touchpoint: 't', weeks: ['w4'], people: 6, notes: 6 },
    ]);
  });
});
