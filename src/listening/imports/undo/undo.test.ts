import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveCustomers } from '../../../people/customers/save-customers.actions.ts';
import { mergeCustomers } from '../../../people/identity/merge.actions.ts';
import { listCustomers } from '../../../people/customers/customers.actions.ts';
import { refreshRecordTexts } from '../../../people/identity/record-texts.actions.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { Ingest } from '../../events/ingest.actions.ts';
import { csvOf, importText, profileOf, undo } from '../imports.builders.ts';
import { emptyStores, wholeStores } from '../whole-stores.builders.ts';

let context: TestContext;
let ingest: Ingest;
let now = new Date('2026-05-01T00:00:00Z');
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
});
afterAll(() => context.close());
beforeEach(() => startOver());

async function startOver(): Promise<void> {
  await emptyStores(context);
  context = { ...context };
  ingest = new Ingest(context);
  now = new Date('2026-05-01T00:00:00Z');
}

const source = { name: 'shop', defaultChannel: 'web' as const };
const send = async (...messages: object[]) => expect((await ingest.accept(messages, source)).refused).toEqual([]);
const customers = profileOf('customers', ['customerNumber', 'email', 'phone', 'name', { as: 'trait', key: 'plan', type: 'text' }, 'accountId', 'accountName', 'contractNumber', 'contractProduct', 'contractStartsOn']);
const interactions = profileOf('interactions', ['email', 'messageKey', 'at', 'kind', 'touchpoint']);
const scores = profileOf('scores', ['email', 'at', { as: 'score', role: 'experience', dimension: 'speed', touchpoint: { code: 'hotline', name: 'Hotline' }, worst: 1, best: 5, notApplicable: [] }]);

describe('undoing an import', () => {
  it('leaves an empty installation empty', async () => {
    const before = await wholeStores(context);
    const one = await importText(context, csvOf(10, ['k1,a@x.de,,Anna,L,h1,Kern,c1,Flat,2026-01-01', 'k2,b@x.de,+4930123456,Ben,S,h1,Kern,c2,Flat,2026-01-02']), customers);
    const two = await importText(context, csvOf(5, ['a@x.de,m1,2026-02-01T10:00:00,call,Hotline', 'z@x.de,m2,2026-02-02T10:00:00,call,']), interactions);
    const three = await importText(context, csvOf(3, ['a@x.de,2026-02-01T10:00:00,4', ',2026-02-01T10:00:00,1']), scores);
    expect([one, two, three].map(({ state, counts }) => [state, counts.new])).toEqual([['done', 2], ['done', 2], ['done', 2]]);
    for (const { id } of [two, one, three]) expect((await undo(context, id)).state).toBe('undone');
    expect(await wholeStores(context)).toEqual(before);
  });

  it('keeps what came later, and what came before', async () => {
    await send({ type: 'identify', userId: 'u1', messageId: 'i1', timestamp: '2026-01-01T00:00:00Z', traits: { email: 'a@x.de', plan: 'S' } });
    const without = await wholeStores(context);
    const done = await importText(context, csvOf(10, ['k1,a@x.de,,Anna,XL,,,,,']), customers);
    // said again by the shop, after the import: without the import it would be there all the same
    const later = { type: 'identify', userId: 'u2', messageId: 'i2', timestamp: '2026-05-01T12:00:00Z', traits: { customerNumber: 'k1', plan: 'M' } };
    expect((await listCustomers(context, { identifier: 'email:a@x.de', limit: 5 })).items[0]?.traits).toMatchObject({ plan: 'XL', name: 'Anna' });
    await send(later);
    await undo(context, done.id);
    const after = await wholeStores(context);
    await startOver();
    await send({ type: 'identify', userId: 'u1', messageId: 'i1', timestamp: '2026-01-01T00:00:00Z', traits: { email: 'a@x.de', plan: 'S' } });
    expect(await wholeStores(context)).toEqual(without);
    await send(later);
    expect(after).toEqual(await wholeStores(context));
  });

  it('leaves a customer whom somebody merged meanwhile without what only the import knew', async () => {
    await send({ type: 'track', event: 'order', userId: 'u1', messageId: 't1', timestamp: '2026-01-01T00:00:00Z' });
    const before = await wholeStores(context);
    const done = await importText(context, csvOf(10, ['k1,a@x.de,,Anna,XL,,,,,']), customers);
    const idOf = async (identifier: string) => (await listCustomers(context, { identifier, limit: 5 })).items[0]?.id ?? '';
    await mergeCustomers(context, { id: await idOf('userId:u1'), withId: await idOf('customerNumber:k1'), reason: 'same', actor: 'anna' });
    await undo(context, done.id);
    expect(await wholeStores(context)).toEqual(before);
  });

  it('gives the same as never importing, for random imports among events and edits, undone in any order', async () => {
    for (const seed of [1, 3, 5]) {
      const steps = randomSteps(seed);
      await startOver();
      const ids: string[] = [];
      const states: string[] = [];
      for (const step of steps) {
        now = new Date(now.getTime() + 60_000);
        if (step.kind === 'import') {
          const done = await importText(context, csvOf(step.width, step.lines), step.width === 10 ? customers : step.width === 5 ? interactions : scores);
          states.push(done.state);
          ids.push(done.id);
        } else if (step.kind === 'undo') {
          const id = ids[step.index % Math.max(1, ids.length)];
          if (id) {
            states.push((await undo(context, id)).state);
            ids.splice(ids.indexOf(id), 1);
          }
        } else await base(step);
      }
      const order = shuffled(ids, randomFrom(seed * 7));
      for (const id of order) states.push((await undo(context, id)).state);
      expect(states.filter((state) => state !== 'done' && state !== 'undone')).toEqual([]);
      const after = await comparable();
      await startOver();
      for (const step of steps) {
        now = new Date(now.getTime() + 60_000);
        if (step.kind !== 'import' && step.kind !== 'undo') await base(step);
      }
      expect({ seed, stores: after }).toEqual({ seed, stores: await comparable() });
    }
  }, 300_000);
});

type Step = { kind: 'import'; width: 3 | 5 | 10; lines: string[] } | { kind: 'undo'; index: number } | { kind: 'event'; message: object } | { kind: 'save'; input: Parameters<typeof saveCustomers>[1][number] };

/** A customer who loses a contract to another one by an edit keeps its words until the next change; an import does not. */
async function comparable() {
  const { rows } = await sql<{ id: string }>`select id from identifiers`.execute(context.db);
  await refreshRecordTexts(context.db, rows.map(({ id }) => id));
  return wholeStores(context);
}

async function base(step: Extract<Step, { kind: 'event' | 'save' }>): Promise<void> {
  if (step.kind === 'event') await send(step.message);
  else await saveCustomers(context, [step.input], { source: 'user', actor: 'anna' });
}

function randomSteps(seed: number): Step[] {
  const random = randomFrom(seed);
  const pick = (n: number) => Math.floor(random() * n);
  const maybe = (text: string) => (random() < 0.6 ? text : '');
  const day = () => `2026-0${1 + pick(4)}-${String(1 + pick(28)).padStart(2, '0')}T10:00:00`;
  return Array.from({ length: 12 }, (_, place): Step => {
    const dice = random();
    if (dice < 0.3) {
      const email = maybe(`e${pick(5)}@x.de`);
      const traits = { ...(email === '' ? {} : { email }), ...(random() < 0.4 ? { customerNumber: `k${pick(4)}` } : {}), plan: `base${pick(3)}` };
      return { kind: 'event', message: { type: 'identify', messageId: `${seed}.${place}`, timestamp: `${day()}Z`, userId: `u${pick(3)}`, ...(random() < 0.4 ? { anonymousId: `a${pick(3)}` } : {}), traits } };
    }
    if (dice < 0.4) return { kind: 'save', input: { identifiers: [{ kind: 'userId', value: `u${pick(3)}` }], traits: { city: `base${pick(3)}` }, contracts: [{ number: `c${pick(4)}`, product: `base${pick(3)}`, startsOn: `2025-01-0${1 + pick(9)}` }] } };
    if (dice < 0.5) return { kind: 'undo', index: pick(5) };
    const width = ([10, 10, 5, 3] as const)[pick(4)] ?? 10;
    const lines = Array.from({ length: 1 + pick(6) }, () => {
      if (width === 5) return `e${pick(6)}@x.de,m${seed}.${place}.${pick(4)},${day()},call,${maybe('Hotline')}`;
      if (width === 3) return `${maybe(`e${pick(6)}@x.de`)},${day()},${1 + pick(5)}`;
      const contract = random() < 0.5 ? `c${pick(4)},import${pick(3)},2026-01-0${1 + pick(9)}` : ',,';
      const account = random() < 0.4 ? `h${pick(2)},Kern ${pick(3)}` : ',';
      return `k${pick(4)},${maybe(`e${pick(5)}@x.de`)},${maybe(`+493012345${pick(3)}`)},${maybe(`Name ${pick(4)}`)},${maybe(`import${pick(3)}`)},${account},${contract}`;
    });
    return { kind: 'import', width, lines };
  });
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values.map((value) => ({ value, place: random() })).sort((a, b) => a.place - b.place).map(({ value }) => value);
}

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

