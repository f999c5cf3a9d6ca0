import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveCustomers } from '../../people/customers/save-customers.actions.ts';
import { untilDelivered } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { fitProfile } from './profiles/fit-profile.logic.ts';
import { WORK_JOB, workOnImport } from './import-work.actions.ts';
import { cancelImport, getImport, inspectImport, previewUndoOf, resumeImport, startImport, startUndo } from './imports.actions.ts';
import { by, csvOf, importText, profileOf, runJobs, undo, upload } from './imports.builders.ts';
import { findImport } from './imports.queries.ts';
import { readRefusedFile } from './refused-file.actions.ts';
import { suggestProfile } from './profiles/suggest-profile.logic.ts';
import { undoImport } from './undo/undo-import.actions.ts';
import { emptyStores, wholeStores } from './whole-stores.builders.ts';
import { openImport, type OpenImport, writeNextChunk } from './work-on-import.actions.ts';

let context: TestContext;
let now = new Date();
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
});
afterAll(() => context.close());
beforeEach(() => startOver());

async function startOver(): Promise<void> {
  await emptyStores(context);
  context = { ...context }; // what a process remembers hangs on its context
  now = new Date('2026-05-01T00:00:00Z');
}
const later = () => {
  now = new Date(now.getTime() + 60_000);
};

const customers = profileOf('customers', ['customerNumber', 'email', 'name', { as: 'trait', key: 'plan', type: 'text' }, 'accountId', 'accountName', 'contractNumber', 'contractProduct', 'contractStartsOn']);
const simple = profileOf('customers', ['customerNumber', 'email', 'name']);
const lines = (plan: string) => Array.from({ length: 8 }, (_, n) => `k${n % 6},e${n % 5}@x.de,${plan} ${n},${plan},h${n % 2},Kern ${plan},c${n % 4},${plan},2026-01-0${1 + n}`);

async function open(text: string, profile: typeof customers, rowsPerChunk: number): Promise<OpenImport> {
  const id = await upload(context, text);
  await startImport(context, id, profile);
  const row = await findImport(context.db, id);
  if (!row) throw new Error('it was uploaded above');
  return openImport(context, row, rowsPerChunk);
}

/** A signal that lets so many steps happen: each of them is asked for once before it begins. */
function afterSteps(n: number): AbortSignal {
  let asked = 0;
  return new Proxy(new AbortController().signal, { get: (signal, key) => (key === 'aborted' ? (asked += 1) > n : Reflect.get(signal, key)) });
}

/** The next step of an undo: it begins again where it was, as after a crash. @returns whether there is more to do */
async function undoStep(id: string, steps: number): Promise<boolean> {
  const row = await findImport(context.db, id);
  if (row?.state !== 'undoing') return false;
  await undoImport(context, row, afterSteps(steps), { changes: 3, nodes: 2, ids: 3 });
  return true;
}

/** What the stores hold but for what is noted for a later undo, whatever number the import has. */
async function told(id: string): Promise<unknown> {
  const { changes: _noted, ...stores } = await wholeStores(context);
  return JSON.parse(JSON.stringify(stores).replaceAll(id, 'the import'));
}

describe('an import that is undone while another one runs over the same customers', () => {
  it('leaves what the other one alone would have made, however their steps fall between each other', async () => {
    const first = csvOf(9, lines('First'));
    const second = csvOf(9, lines('Second').reverse());
    later();
    const alone = await importText(context, second, customers);
    const expected = await told(alone.id);
    await undo(context, alone.id);
    const empty = await wholeStores(context);
    for (const ahead of [0, 2, 4]) {
      await startOver();
      const undone = await importText(context, first, customers);
      later();
      const running = await open(second, customers, 2);
      for (let n = 0; n < ahead; n += 1) await writeNextChunk(context, running);
      await startUndo(context, undone.id);
      let isRunning = true;
      for (let steps = 1; (await undoStep(undone.id, steps)) || isRunning; steps += 1) isRunning &&= (await writeNextChunk(context, running)) === 'more';
      await running.close();
      expect([(await getImport(context, undone.id)).state, (await getImport(context, running.importId)).state]).toEqual(['undone', 'done']);
      expect({ ahead, stores: await told(running.importId) }).toEqual({ ahead, stores: expected });
      await undo(context, running.importId);
      expect(await wholeStores(context)).toEqual(empty);
    }
  });

  it('takes an account away with the last import that needed it, whichever is undone first', async () => {
    const accounts = profileOf('accounts', ['accountId', 'accountName', 'customerNumber']);
    const contracts = profileOf('contracts', ['customerNumber', 'contractNumber', 'contractProduct', 'contractStartsOn', 'accountId']);
    const before = await wholeStores(context);
    for (const order of [[0, 1], [1, 0]]) {
      const ids = [(await importText(context, csvOf(3, ['h1,Kern,k1']), accounts)).id, (await importText(context, csvOf(5, ['k2,c1,Flat,2026-01-01,h1']), contracts)).id];
      const [one = '', two = ''] = order.map((place) => ids[place]);
      await undo(context, one);
      expect((await wholeStores(context))['accounts']).toMatchObject([{ externalId: 'h1' }]);
      await undo(context, two);
      expect(await wholeStores(context)).toEqual(before);
    }
  });

  it('leaves an account to which somebody was added by hand meanwhile', async () => {
    const done = await importText(context, csvOf(3, ['h1,Kern,k1']), profileOf('accounts', ['accountId', 'accountName', 'customerNumber']));
    await saveCustomers(context, [{ identifiers: [{ kind: 'customerNumber', value: 'k9' }], traits: {}, account: { externalId: 'h1', kind: 'household', name: 'Kern' } }], { source: 'user', actor: 'anna' });
    await undo(context, done.id);
    expect(await wholeStores(context)).toMatchObject({ accounts: [{ externalId: 'h1' }], members: [{ externalId: 'h1' }], identifiers: [{ value: 'k9' }] });
  });
});

describe('a touchpoint that an import made', () => {
  const contacts = profileOf('interactions', ['email', 'messageKey', 'at', 'kind', 'touchpoint']);

  it('stays once an expectation was set for it by hand, and the preview of the undo says so', async () => {
    const done = await importText(context, csvOf(5, ['a@x.de,m1,2026-02-01T10:00:00,call,Hotline', 'a@x.de,m2,2026-02-02T10:00:00,order,Shop']), contacts);
    await untilDelivered(context);
    expect(await previewUndoOf(context, done.id)).toMatchObject({ customersRemoved: 1, contactsRemoved: 2, recordsRemoved: 2, kept: 0, keptTouchpoints: [] });
    await sql`insert into expectations (touchpoint, dimension, target_group, value, note, set_by, set_at) values ('hotline', '', '', 8, '', 'anna', now())`.execute(context.db);
    expect(await previewUndoOf(context, done.id)).toMatchObject({ recordsRemoved: 1, kept: 1, keptTouchpoints: ['Hotline'] });
    await undo(context, done.id);
    expect((await wholeStores(context))['touchpoints']).toMatchObject([{ code: 'hotline' }]);
    await sql`delete from expectations`.execute(context.db);
  });

  it('stays while another import needs it, and goes with that one', async () => {
    const one = await importText(context, csvOf(5, ['a@x.de,m1,2026-02-01T10:00:00,call,Hotline']), contacts);
    const two = await importText(context, csvOf(5, ['b@x.de,m2,2026-02-01T10:00:00,call,Hotline']), contacts);
    await untilDelivered(context);
    expect(await previewUndoOf(context, one.id)).toMatchObject({ recordsRemoved: 0, kept: 1, keptTouchpoints: ['Hotline'] });
    await undo(context, one.id);
    expect(await previewUndoOf(context, two.id)).toMatchObject({ recordsRemoved: 1, kept: 0 });
    await undo(context, two.id);
    expect(await wholeStores(context)).toMatchObject({ touchpoints: [], interactions: [], changes: [] });
  });
});

describe('several imports at once', () => {
  it('take turns, so that a small one need not wait for large ones', async () => {
    const names = new Map<string, string>();
    for (const [name, rows] of [['large', 12], ['larger', 16], ['small', 2]] as const) {
      const id = await upload(context, csvOf(3, Array.from({ length: rows }, (_, n) => `${name}${n},${name}${n}@x.de,${name}`)));
      await startImport(context, id, simple);
      names.set(id, name);
    }
    const turns: string[] = [];
    await context.jobs.runDue(context, [{
      name: WORK_JOB,
      run: async (_context, data, signal) => {
        const id = 'importId' in data ? String(data.importId) : '';
        turns.push(names.get(id) ?? '');
        await workOnImport(context, id, signal, { rowsPerChunk: 4, turnMs: 0 });
      },
    }]);
    // one piece each while three want to; the two that are left need not wait for each other, a process works on two
    expect(turns).toEqual(['large', 'larger', 'small', 'large', 'larger', 'small', 'large', 'larger']);
    for (const id of names.keys()) expect((await getImport(context, id)).state).toBe('done');
  });
});

describe('an import that is cancelled', () => {
  const text = csvOf(3, ['k1,a@x.de,Anna', 'k2,b@x.de,Ben', 'k3,c@x.de,Cem', 'k4,d@x.de,Dora', 'k1,a@x.de,Anna B']);
  async function cancelled(): Promise<string> {
    const running = await open(text, simple, 2);
    expect(await writeNextChunk(context, running)).toBe('more');
    await cancelImport(context, running.importId);
    expect(await writeNextChunk(context, running)).toBe('stopped');
    await running.close();
    expect(await getImport(context, running.importId)).toMatchObject({ state: 'cancelled', counts: { rows: 2, new: 2 } });
    return running.importId;
  }

  it('goes on behind the last row that is in, and ends as if nobody had stopped it', async () => {
    const whole = await importText(context, text, simple);
    const expected = [whole.counts, await told(whole.id)];
    await startOver();
    const id = await cancelled();
    await resumeImport(context, id);
    await runJobs(context);
    expect([(await getImport(context, id)).counts, await told(id)]).toEqual(expected);
  });

  it('is taken back with the rows that are in, and cannot be resumed then', async () => {
    const before = await wholeStores(context);
    const id = await cancelled();
    expect((await undo(context, id)).state).toBe('undone');
    expect(await wholeStores(context)).toEqual(before);
    await expect(resumeImport(context, id)).rejects.toMatchObject({ code: 'import.state_wrong' });
  });
});

describe('the file of refused rows', () => {
  it('comes in again once it is corrected: these rows only, and its reasons are no columns of customers', async () => {
    const profile = { ...profileOf('customers', ['customerNumber', 'email', { as: 'trait', key: 'plan', type: 'text' }]), name: 'weekly' };
    const done = await importText(context, csvOf(3, ['k1,a@x.de,"L, or M"', 'k2,b at x.de,"S; ""new"""', 'k3,c@x.de,M', ',,XL']), profile);
    expect(done.counts).toMatchObject({ rows: 4, new: 2, refused: 2 });
    let text = '';
    for await (const part of (await readRefusedFile(context, done.id, 'de')).content) text += String(part);
    expect(text.split('\r\n').map((line) => line.split(',').length)).toEqual([6, 6, 6, 1]);
    expect(text).toContain('c0,c1,c2,Zeile,Spalte,Grund');

    const id = await upload(context, text.replace('b at x.de', 'b@x.de').replace(',,XL', 'k4,,XL'), 'file-refused.csv');
    const inspection = await inspectImport(context, id);
    expect(inspection.warnings.map(({ code }) => code)).toEqual(['refusal_columns']);
    expect(suggestProfile(inspection, 'customers').profile.columns.slice(-3).map(({ use }) => use.as)).toEqual(['ignore', 'ignore', 'ignore']);
    const fitted = fitProfile(profile, inspection);
    if (!('profile' in fitted)) throw new Error(`missing ${fitted.missing.join()}`);
    await startImport(context, id, fitted.profile);
    await runJobs(context);
    expect(await getImport(context, id)).toMatchObject({ state: 'done', by: by, counts: { rows: 2, new: 2, refused: 0 } });
    const rows = (await wholeStores(context))['identifiers'] as { value: string; traits: Record<string, string> | null }[];
    expect(rows.filter(({ value }) => value.startsWith('k')).map(({ value, traits }) => [value, traits]).sort()).toEqual([['k1', { plan: 'L, or M' }], ['k2', { plan: 'S; "new"' }], ['k3', { plan: 'M' }], ['k4', { plan: 'XL' }]]);
  });
});
