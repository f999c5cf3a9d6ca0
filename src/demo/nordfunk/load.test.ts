import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Ingest } from '../../listening/events/ingest.actions.ts';
import { listCustomers } from '../../people/customers/customers.actions.ts';
import { type TestContext, openTestContext } from '../../platform/testing/test-storage.ts';
import { readBarometer } from '../../understanding/barometer/barometer.actions.ts';
import { rankTouchpoints } from '../../understanding/gaps/gaps.actions.ts';
import { rankingQuerySchema } from '../../understanding/gaps/gaps.contract.ts';
import { type LoadOptions, type Loaded, loadNordfunk } from './load.ts';
import { type Told, tellEverything } from './told.builders.ts';
import { appUpdateOn } from './listening/told-surveys.ts';
import { appTruth, barometerTruth, expectedRanking, heroUserId } from './truths.ts';

const until = new Date('2026-06-30T12:00:00Z');
const CUSTOMERS = 600;
const administrator = { kind: 'user' as const, id: 'test', label: 'test', role: 'administrator', departments: null, byCookie: false, can: () => true };

let context: TestContext;
let told: Told;
let loaded: Loaded;
const shares: number[] = [];
const load = (more: Partial<LoadOptions> = {}): Promise<Loaded> => loadNordfunk(context, { ingest: new Ingest(context), until, customers: CUSTOMERS, ...more });

beforeAll(async () => {
  context = await openTestContext();
  told = tellEverything({ until, customers: CUSTOMERS });
  loaded = await load({ onProgress: (share) => shares.push(share) });
});
afterAll(() => context.close());

async function countContacts(): Promise<number> {
  const [row] = await context.history.query<{ n: number }>(`select toUInt32(count()) as n from interactions where source = 'nordfunk'`);
  return row?.n ?? -1;
}

describe('loading the demo company', () => {
  it('stores every message once', async () => {
    const messages = new Set(told.events.map((event) => event.messageId)).size;
    expect(loaded).toEqual({ customers: CUSTOMERS, events: told.events.length, responses: told.responses.length });
    expect(await countContacts()).toBe(messages);
  });

  it('tells a share that grows from 0 to nearly 1', () => {
    expect(shares[0]).toBe(0);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeGreaterThan(0.98);
  });

  it('keeps the members of a family apart though they share telephone and tablet', async () => {
    const families = told.company.customers.filter((customer) => customer.householdId !== null).slice(0, 40);
    const ids = await Promise.all(families.map(async ({ userId }) => (await listCustomers(context, { identifier: `userId:${userId}`, limit: 5 })).items[0]?.id));
    expect(new Set(ids).size).toBe(40);
    expect(ids).not.toContain(undefined);
  });

  it('leaves a desk as after ten days of work: cases of all kinds, promises kept and broken, nobody of the story', async () => {
    const { rows: [desk] } = await sql<{ cases: number; open: number; solved: number; kept: number; broken: number; hers: number; late: number }>`
      select (select count(*)::int from cases) as cases, (select count(*)::int from cases where is_active) as open, (select count(*)::int from cases where status = 'solved') as solved,
        (select count(*)::int from promises where kept_at <= due_at) as kept, (select count(*)::int from promises where kept_at > due_at) as broken,
        (select count(*)::int from cases c join identifiers i on i.id = c.subject where i.value = ${heroUserId}) as hers, (select count(*)::int from case_entries where at > ${until}) as late`.execute(context.db);
    expect(desk).toMatchObject({ hers: 0, late: 0 });
    expect(desk?.cases).toBe(20); // as many complaints as 600 customers have in ten days
    for (const some of [desk?.open, desk?.solved, desk?.kept, desk?.broken]) expect(some).toBeGreaterThan(0);
  });

  it('hears customers, staff and the public: surveys with branches, a pulse without names, reviews at their touchpoints', async () => {
    const { rows } = await sql<{ survey: string; n: number; named: number }>`select survey, count(*)::int as n, count(subject)::int as named from responses where survey not like 'after%' and finished_at is not null group by survey order by survey`.execute(context.db);
    expect(rows).toEqual([{ survey: 'app_feedback', n: 1224, named: 1224 }, { survey: 'barometer', n: 540, named: 540 }, { survey: 'kano_service', n: 300, named: 300 }, { survey: 'nordfunk_und_sie', n: 400, named: 400 }, { survey: 'puls', n: 46, named: 0 }]);
    const [reviews] = await context.history.query<{ n: number; misplaced: number }>(`select toUInt32(count()) as n, toUInt32(countIf(text ilike '%Reparatur%' and touchpoint != 'repair_status')) as misplaced from interactions where source in ('App-Store', 'Kartendienst')`);
    expect(reviews).toEqual({ n: 120, misplaced: 0 });
  });

  it('sees the planted fall of value for money between both waves of the barometer, and no other', async () => {
    const { waves } = await readBarometer(context, administrator, barometerTruth.survey);
    expect(waves.map(({ name, customers }) => [name, customers])).toEqual([['Welle 1', 270], ['Welle 2', 270]]);
    const verdicts = Object.fromEntries((waves[1]?.figures ?? []).map(({ factor, change }) => [factor, change?.verdict]));
    expect(verdicts).toEqual({ ...Object.fromEntries(barometerTruth.unchanged.map((factor) => [factor, 'unclear'])), value: 'down' });
  });

  it('raises an alarm about the app in the week of its update', async () => {
    const { rows } = await sql<{ score: string; raisedIn: string }>`
      select score, raised_in::text as raised_in from warnings join watches on watches.id = watch_id
      where touchpoint = ${appTruth.touchpoint} and score <> 'volume' and side = 'down' and ended_on is null order by score`.execute(context.db);
    expect(rows).toEqual(['experience', 'gap', 'nps'].map((score) => ({ score, raisedIn: appUpdateOn(until).toISOString().slice(0, 10) })));
  });

  it('has seen what was told more than eight weeks ago, and nothing since', async () => {
    const { rows } = await sql<{ isOld: boolean; isSeen: boolean }>`select distinct raised_at < ${until}::timestamptz - interval '56 days' as is_old, acknowledged_at is not null as is_seen from warnings where ended_on is null`.execute(context.db);
    expect(rows.filter(({ isOld, isSeen }) => isOld !== isSeen)).toEqual([]);
    expect(rows.map(({ isSeen }) => isSeen)).toContain(false);
  });

  it('finds the customer of the desk story by her address', async () => {
    const { items } = await listCustomers(context, { identifier: 'email:jana.petersen1@nordfunk-kunde.example', limit: 5 });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ name: 'Jana Petersen', kind: 'person' });
    expect(items[0]?.identifiers).toContainEqual({ kind: 'userId', value: heroUserId });
  });

  it('puts the planted touchpoints on top of the ranking', async () => {
    const ranking = await rankTouchpoints(context, rankingQuerySchema.parse({}), administrator);
    expect(ranking.items.slice(0, 2).map(({ code }) => code)).toEqual(expectedRanking);
  });

  it('changes nothing when it is repeated', async () => {
    const before = await countContacts();
    await load();
    expect(await countContacts()).toBe(before);
  });

  it('stops when it is told to', async () => {
    await expect(load({ signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped');
  });
});
