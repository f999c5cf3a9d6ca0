import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KyselyPlugin } from 'kysely';
import type { Context } from '../../platform/context.ts';
import { deliverLeftovers, untilDelivered } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { workOnImport } from './import-work.actions.ts';
import { getImport, startImport, startUndo } from './imports.actions.ts';
import { csvOf, profileOf, upload } from './imports.builders.ts';
import { emptyStores, wholeStores } from './whole-stores.builders.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date('2026-05-01T00:00:00Z') } });
});
afterAll(() => context.close());

const ROWS = 110;
const inPieces = { rowsPerChunk: 50 };
const never = new AbortController().signal;
const customers = profileOf('customers', ['customerNumber', 'email', 'name', 'contractNumber', 'contractProduct', 'contractStartsOn']);
const contacts = profileOf('scores', ['email', 'at', { as: 'score', role: 'experience', dimension: 'speed', touchpoint: { code: 'hotline', name: 'Hotline' }, worst: 1, best: 5, notApplicable: [] }]);
const files = [
  { profile: customers, text: csvOf(6, Array.from({ length: ROWS }, (_, n) => `k${n},${n % 7 === 0 ? 'broken' : `e${n % 900}@x.de`},Name ${n},c${n % 300},Flat,2026-01-01`)) },
  { profile: contacts, text: csvOf(3, Array.from({ length: ROWS }, (_, n) => `${n % 3 === 0 ? '' : `e${n % 40}@x.de`},2026-02-01T10:00:00,${1 + (n % 5)}`)) },
];

/** The process dies at its n-th statement: that one and all after it do not happen. */
function dyingAt(n: number): { context: Context; statements(): number } {
  let done = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      done += 1;
      if (done >= n) throw Object.assign(new Error('the process died'), { code: 'ECONNRESET' });
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  // a new object: what a process remembers hangs on its context
  return { context: { ...context, db: context.db.withPlugin(plugin) }, statements: () => done };
}

/** A dead process inserts nothing any more: what it had under way has arrived, or never will. */
async function dieAt(n: number, work: (dying: Context) => Promise<unknown>): Promise<void> {
  const dying = dyingAt(n).context;
  await work(dying).catch(() => undefined);
  await untilDelivered(dying).catch(() => undefined);
}

async function reborn(): Promise<Context> {
  context = { ...context };
  await deliverLeftovers(context, 0);
  return context;
}

/** What the stores hold, whatever number the import has. */
async function outcome(id: string): Promise<string> {
  await untilDelivered(context);
  await deliverLeftovers(context, 0);
  const { counts, state } = await getImport(context, id);
  return JSON.stringify({ state, counts, stores: await wholeStores(context) }).replaceAll(id, 'the import');
}

async function begin(file: (typeof files)[number]): Promise<string> {
  await emptyStores(context);
  context = { ...context };
  const id = await upload(context, file.text);
  await startImport(context, id, file.profile);
  return id;
}

describe('an import that dies', () => {
  it('at any of 20 statements goes on and ends as if nothing had happened; its undo as well', async () => {
    const expected: string[] = [];
    const lengths: number[] = [];
    for (const file of files) {
      const id = await begin(file);
      const whole = dyingAt(Infinity);
      await workOnImport(whole.context, id, never, inPieces);
      await untilDelivered(whole.context); // its rows may be on their way still
      expected.push(await outcome(id));
      lengths.push(whole.statements());
    }
    expect(expected.map((text) => JSON.parse(text).state)).toEqual(['done', 'done']);
    for (let point = 0; point < 20; point += 1) {
      const which = point % 2;
      const file = files[which] ?? files[0];
      if (!file) throw new Error('no file');
      const id = await begin(file);
      // spread over the whole run, so that the points differ whatever its length
      const n = 2 + Math.floor(((point + 0.5) / 20) * (lengths[which] ?? 0));
      await dieAt(n, (dying) => workOnImport(dying, id, never, inPieces));
      await workOnImport(await reborn(), id, never, inPieces);
      expect(await outcome(id) === expected[which], `dead at statement ${n} of file ${which}`).toBe(true);
      if (point % 5 !== 0) continue;
      await startUndo(context, id);
      await dieAt(5 + point, (dying) => workOnImport(dying, id, never));
      await workOnImport(await reborn(), id, never);
      expect((await getImport(context, id)).state).toBe('undone');
      const left = await wholeStores(context);
      expect(Object.entries(left).filter(([, rows]) => Array.isArray(rows) && rows.length > 0).map(([name]) => name)).toEqual([]);
    }
  }, 300_000);
});
