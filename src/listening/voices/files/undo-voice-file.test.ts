import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { buildTwoTouchpoints } from '../../surveys/surveys.builders.ts';
import { forgetVoice, getVoice, listVoices, moveVoice } from '../list-voices.actions.ts';
import { addSource } from '../sources/voice-sources.actions.ts';
import { boss, sourceInput } from '../voices.builders.ts';
import { voiceListQuerySchema } from '../voices.contract.ts';
import { readVoiceFile } from './read-voice-file.actions.ts';
import { previewUndo, startUndo, undoVoiceFile } from './undo-voice-file.actions.ts';
import { getFile, startVoices, uploadVoices } from './voice-files.actions.ts';

let context: TestContext;
let now = new Date('2026-03-10T09:00:00Z');
let sourceId = '';
const signal = new AbortController().signal;
const columns = { id: 'Nr', at: 'Datum', stars: 'Sterne', text: 'Kommentar', answer: 'Antwort' };

/** Brings a file in: number, day of March, stars, words, and the answer that the portal shows. */
async function bring(rows: readonly (readonly [string, number, number, string, string?])[], { isStartedOnly = false } = {}): Promise<string> {
  const lines = rows.map(([nr, day, stars, words, answer = '']) => `${nr};2026-03-${String(day).padStart(2, '0')};${stars};${words};${answer}`);
  const { id } = await uploadVoices(context, boss, sourceId, { name: 'export.csv', content: Readable.from([`Nr;Datum;Sterne;Kommentar;Antwort\n${lines.join('\n')}\n`]) });
  await startVoices(context, id, { mapping: { items: '', fields: columns, identifiers: [], pattern: null, timeZone: 'UTC' }, scale: {} });
  if (!isStartedOnly) await readVoiceFile(context, id, signal);
  now = new Date(now.getTime() + 60_000);
  return id;
}
const undo = async (id: string) => {
  await startUndo(context, id);
  await undoVoiceFile(context, id, signal);
  now = new Date(now.getTime() + 60_000);
  return getFile(context, id);
};
const voices = async () => (await listVoices(context, boss, voiceListQuerySchema.parse({ source: sourceId, limit: 100 }))).items.map(({ text, stars, touchpoint, answer }) => ({ text, stars, touchpoint, ...(answer === '' ? {} : { answer }) })).toSorted((a, b) => (a.text < b.text ? -1 : 1));
const figures = async () => ({
  contacts: await context.history.query(`select text, score, touchpoint from interactions where type = 'voice' order by text`),
  answers: await context.history.query(`select touchpoint, raw, count() as n from answers where role = 'overall' and survey = '' group by touchpoint, raw order by touchpoint, raw`),
});

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  await buildTwoTouchpoints(context);
  await context.jobs.enqueue('test.nothing', {}); // the queue makes its tables when it is first used
  sourceId = (await addSource(context, 'boss', sourceInput({ name: 'Portal', kind: 'file', touchpoint: 'shop_advice' }))).id;
});
afterAll(() => context?.close());

describe('a file of voices that is taken back', () => {
  it('was never there: neither in the list nor in figures; it may come in again, and only once', async () => {
    const first = await bring([['1', 1, 5, 'Alles bestens'], ['2', 2, 1, 'Nie wieder', 'Das tut uns leid']]);
    const before = [await voices(), await figures()];
    const wrong = await bring([['3', 3, 2, 'Vom falschen Portal'], ['4', 4, 3, 'Auch vom falschen']]);
    expect(await previewUndo(context, wrong)).toEqual({ removed: 2, restored: 0, kept: 0, cases: 0, waitingReplies: 0 });
    expect(await undo(wrong)).toMatchObject({ state: 'undone', removed: 2, restored: 0, kept: 0, undoneAt: expect.any(String) });
    expect([await voices(), await figures()]).toEqual(before);
    expect((await sql`select 1 from voices where text like '%falschen%' union all select 1 from voice_versions where text like '%falschen%'`.execute(context.db)).rows).toEqual([]);
    await expect(startUndo(context, wrong)).rejects.toMatchObject({ code: 'voice_file.state_wrong', message: 'This file has been taken back already.' });
    const again = await bring([['3', 3, 2, 'Vom falschen Portal']]);
    expect(await getFile(context, again)).toMatchObject({ new: 1, unchanged: 0 });
    await undo(again);
    await undo(first);
    expect([await voices(), await figures()]).toEqual([[], { contacts: [], answers: [] }]);
  });

  it('lets the words count again that it had replaced, with touchpoint and answer, and keeps what came later', async () => {
    const base = await bring([['10', 1, 2, 'Dauert ewig'], ['11', 1, 4, 'Nett'], ['12', 1, 3, 'Geht so']]);
    const before = [await voices(), await figures()];
    const edits = await bring([['10', 5, 5, 'Doch noch gut', 'Danke'], ['11', 5, 1, 'Nicht mehr nett'], ['12', 1, 3, 'Geht so', 'Wir arbeiten daran']]);
    expect(await getFile(context, edits)).toMatchObject({ new: 0, changed: 2, unchanged: 1 });
    expect(await undo(edits)).toMatchObject({ removed: 0, restored: 2, kept: 1 });
    expect([await voices(), await figures()]).toEqual(before);

    const second = await bring([['10', 6, 5, 'Zweite Meinung']]);
    const third = await bring([['10', 7, 4, 'Dritte Meinung']]);
    expect(await undo(second)).toMatchObject({ removed: 0, restored: 0, kept: 1 });
    expect(await voices()).toContainEqual({ text: 'Dritte Meinung', stars: 4, touchpoint: 'shop_advice' });
    expect(await undo(third)).toMatchObject({ restored: 1 });
    expect([await voices(), await figures()]).toEqual(before);
    await undo(base);
    expect([await voices(), await figures()]).toEqual([[], { contacts: [], answers: [] }]);
  });

  it('keeps voices that another file brought as well, until that one is taken back too', async () => {
    const march = await bring([['20', 1, 5, 'Immer wieder']]);
    const april = await bring([['20', 1, 5, 'Immer wieder'], ['21', 2, 1, 'Neu im April']]);
    const may = await bring([['20', 1, 5, 'Immer wieder']]);
    expect(await undo(march)).toMatchObject({ removed: 0, kept: 1 });
    expect(await undo(may)).toMatchObject({ removed: 0, kept: 1 });
    expect((await voices()).map(({ text }) => text)).toEqual(['Immer wieder', 'Neu im April']);
    expect(await undo(april)).toMatchObject({ removed: 2, kept: 0 });
    expect(await voices()).toEqual([]);
  });

  it('leaves a touchpoint that a person chose, and what a person removed for good stays out', async () => {
    const base = await bring([['30', 1, 2, 'Falscher Ort'], ['31', 1, 2, 'Muss weg']]);
    const edit = await bring([['30', 2, 3, 'Falscher Ort, ergänzt']]);
    const found = async (search: string) => (await listVoices(context, boss, voiceListQuerySchema.parse({ search, source: sourceId }))).items[0]?.id ?? '';
    const id = await found('ergänzt');
    await moveVoice(context, boss, id, 'repair_status');
    await forgetVoice(context, boss, await found('Muss weg'));
    await undo(edit);
    expect(await voices()).toEqual([{ text: 'Falscher Ort', stars: 2, touchpoint: 'repair_status' }]);
    expect((await figures()).answers).toEqual([{ touchpoint: 'repair_status', raw: 2, n: 1 }]);
    expect((await getVoice(context, boss, id)).versions).toMatchObject([{ text: 'Falscher Ort' }]);
    expect(await undo(base)).toMatchObject({ removed: 1 });
    expect(await getFile(context, await bring([['31', 1, 2, 'Muss weg']]))).toMatchObject({ new: 0, unchanged: 1 });
    expect([await voices(), await figures()]).toEqual([[], { contacts: [], answers: [] }]);
  });

  it('is refused while it comes in, goes back where it came in half, and a lost one after an hour', async () => {
    const running = await bring([['40', 1, 2, 'Unterwegs']], { isStartedOnly: true });
    await expect(startUndo(context, running)).rejects.toMatchObject({ code: 'voice_file.state_wrong', message: 'This file is coming in just now. Wait until it is in, then take it back.' });
    await readVoiceFile(context, running, signal);
    // a crash: all is in, and nobody has said that it is done
    await sql`update voice_files set state = 'running', finished_at = null where id = ${running}`.execute(context.db);
    await expect(startUndo(context, running)).rejects.toMatchObject({ code: 'voice_file.state_wrong' });
    now = new Date(now.getTime() + 61 * 60_000);
    await startUndo(context, running);
    await readVoiceFile(context, running, signal); // whoever was thought lost brings nothing more in
    await undoVoiceFile(context, running, signal);
    expect([(await getFile(context, running)).state, await voices()]).toEqual(['undone', []]);

    const failed = await bring([['41', 1, 2, 'Halb'], ['42', 1, 3, 'Ganz']]);
    await sql`update voice_files set state = 'failed', failure = 'The disk is full.' where id = ${failed}`.execute(context.db);
    expect(await undo(failed)).toMatchObject({ state: 'undone', removed: 2, failure: null });
    const { id: untouched } = await uploadVoices(context, boss, sourceId, { name: 'neu.csv', content: Readable.from(['Sterne;Kommentar\n1;x\n']) });
    await expect(startUndo(context, untouched)).rejects.toMatchObject({ message: 'Nothing of this file has come in: there is nothing to take back.' });
  });

  it('goes on after a crash at any step, and ends the same', async () => {
    const file = await bring(Array.from({ length: 7 }, (_, n) => [`5${n}`, 1, 1 + (n % 5), `Worte ${n}`] as const));
    await startUndo(context, file);
    // Each attempt is cut off after its first step.
    const attempt = () => undoVoiceFile(context, file, AbortSignal.abort(new Error('crash')), { voices: 3, rows: 4 }).then(() => true, () => false);
    expect([await attempt(), await getFile(context, file)]).toMatchObject([false, { state: 'undoing', removed: 3, share: 3 / 7 }]);
    expect(await startUndo(context, file)).toMatchObject({ state: 'undoing' });
    let attempts = 1;
    do attempts += 1; while (!(await attempt()));
    expect([attempts, await voices(), await figures()]).toEqual([6, [], { contacts: [], answers: [] }]);
    expect(await getFile(context, file)).toMatchObject({ state: 'undone', removed: 7 });
    expect((await sql`select action, content -> 'after' ->> 'removed' as removed from audit_inbox where subject = 'voice_file' and content ->> 'subjectId' = ${file}`.execute(context.db)).rows).toEqual([{ action: 'voice_file.undone', removed: '7' }]);
  });
});
