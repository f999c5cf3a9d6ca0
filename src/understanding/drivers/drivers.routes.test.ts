import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAs, serveAs } from '../../governance/roles/roles.builders.ts';
import { saveDepartments, saveTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { SeededRandom } from '../../kernel/stats/random.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { insertAnswers, numberedId } from '../gaps/gaps.builders.ts';
import { driverComparisonSchema, driversSchema } from './drivers.contract.ts';
import { registerDriversRoutes } from './drivers.routes.ts';

let context: TestContext;
let server: Routes;
const random = new SeededRandom(4);
/** Speed as each of the 300 rated it. */
const lived: number[] = [];
const scale = (value: number) => Math.max(0, Math.min(10, Math.round(value)));

/**
 * 300 customers rate the repair: recommendation follows speed (twice) and clarity, not the room. Business customers
 * (every third) follow clarity instead of speed. 20 rated the parking as well. 12 rated the hotline.
 */
beforeAll(async () => {
  context = await openTestContext();
  server = await serveAs((routes) => registerDriversRoutes(routes, context));
  await saveDepartments(context, [{ code: 'repair', nameDe: 'Reparatur', nameEn: 'Repair' }, { code: 'service', nameDe: 'Service', nameEn: 'Service' }]);
  await saveTouchpoints(context, [
    { code: 'repair_status', nameDe: 'Stand der Reparatur', nameEn: 'Repair status', stage: 'service', channel: 'web', kind: 'main', department: 'repair' },
    { code: 'hotline', nameDe: 'Hotline', nameEn: 'Hotline', stage: 'service', channel: 'call_center', kind: 'main', department: 'service' },
  ]);
  await insertAnswers(context, Array.from({ length: 300 }, (_, index) => {
    const isBusiness = index % 3 === 0;
    const [speed, clarity, room] = [random.normal(), random.normal(), random.normal()];
    const nps = 6 + (isBusiness ? 2 * clarity + 0.3 * speed : 2 * speed + clarity) + random.normal();
    lived.push(scale(5 + 2 * speed));
    const one = { responseId: numberedId(1, index), subject: numberedId(2, index), group: isBusiness ? 'business' : 'private' };
    const rated = (dimension: string, value: number) => ({ ...one, dimension, role: 'experience' as const, value: scale(value) });
    return [
      rated('speed', 5 + 2 * speed), rated('clarity', 7 + 1.5 * clarity), rated('room', 6 + 2 * room), ...(index < 20 ? [rated('parking', 5)] : []),
      { ...one, role: 'nps' as const, value: scale(nps) },
    ];
  }).flat());
  await insertAnswers(context, Array.from({ length: 12 }, (_, index) => {
    const one = { responseId: numberedId(3, index), subject: numberedId(4, index), touchpoint: 'hotline', group: 'private' };
    return [{ ...one, dimension: 'speed', role: 'experience' as const, value: index % 10 }, { ...one, role: 'nps' as const, value: index % 10 }];
  }).flat());
});
afterAll(async () => {
  await server.close();
  await context.close();
});

const get = (url: string, who: string | null = 'cx_manager') => callAs(server, who, { url });
const drivers = async (query: string, role = 'cx_manager') => driversSchema.parse((await get(`/api/drivers${query}`, role)).body);

describe('what drives recommendation', () => {
  it('puts the planted drivers on top and the planted null driver last, with its sign and interval', async () => {
    const found = await drivers('?touchpoint=repair_status&group=private');
    expect(found.refused).toBeNull();
    expect(found).toMatchObject({ n: 200, customers: 200, method: 'lmg', outcome: 'nps', by: 'dimension', askedOn: { low: 0, high: 10 } });
    expect(found.drivers.map(({ key }) => key)).toEqual(['speed', 'clarity', 'room']);
    expect(found.drivers[0]).toMatchObject({ rankLow: 1, rankHigh: 1, first: 1, quadrant: 'concentrate' });
    expect(found.drivers[0]?.share).toBeGreaterThan(0.6);
    expect(found.drivers[2]?.share).toBeLessThan(0.05);
    expect(found.drivers[2]?.p).toBeGreaterThan(0.05);
    for (const { share, shareLow, shareHigh } of found.drivers) expect(shareLow <= share && share <= shareHigh).toBe(true);
  });

  it('leaves out what hardly anybody rated, and says so below thirty not at all', async () => {
    const found = await drivers('?touchpoint=repair_status');
    expect(found.n).toBe(300);
    expect(found.known.map(({ key, isDimension }) => [key, isDimension]).sort()).toEqual([['clarity', true], ['room', true], ['speed', true]]);
    expect(found.leftOut).toEqual([]);
  });

  it('takes the drivers that are asked for, and names those it could have taken', async () => {
    const found = await drivers('?touchpoint=repair_status&drivers=clarity,room');
    expect(found.drivers.map(({ key }) => key)).toEqual(['clarity', 'room']);
    expect(found.leftOut).toMatchObject([{ key: 'speed', reason: 'not_chosen', customers: 300 }]);
  });

  it('refuses drivers that explain nothing, and shows no figure of them', async () => {
    const found = await drivers('?touchpoint=repair_status&drivers=room');
    expect(found.refused).toMatchObject([{ code: 'r2_low', needed: 0.1 }, { code: 'chance' }]);
    expect(found).toMatchObject({ n: 300, r2: null, drivers: [], lines: null, taken: ['room'] });
  });

  it('refuses twelve customers', async () => {
    expect(await drivers('?touchpoint=hotline&drivers=speed')).toMatchObject({ refused: [{ code: 'too_few', n: 12, needed: 100 }], drivers: [] });
  });

  it('refuses where nobody rated anything, or gave the outcome', async () => {
    expect((await drivers('?touchpoint=nowhere')).refused).toEqual([{ code: 'no_drivers_rated' }]);
    expect((await drivers('?outcome=ces')).refused).toEqual([{ code: 'no_drivers_rated' }]);
    expect((await drivers('')).outcomes).toEqual(['nps']);
  });

  it('says how groups differ: private customers want speed, business customers clarity', async () => {
    const { body } = await get('/api/drivers/comparison?touchpoint=repair_status&group=private&against=business');
    const found = driverComparisonSchema.parse(body);
    expect([found.first.n, found.second.n]).toEqual([200, 100]);
    const speed = found.differences?.find(({ key }) => key === 'speed');
    expect(speed?.isMoreThanChance).toBe(true);
    expect(speed?.difference).toBeGreaterThan(0.4);
    expect((speed?.low ?? 1) <= (speed?.difference ?? 0) && (speed?.difference ?? 0) <= (speed?.high ?? 0)).toBe(true);
    expect(found.differences?.find(({ key }) => key === 'room')?.isMoreThanChance).toBe(false);
    const refused = driverComparisonSchema.parse((await get('/api/drivers/comparison?touchpoint=repair_status&group=private&against=unknown')).body);
    expect(refused).toMatchObject({ differences: null, second: { refused: [{ code: 'too_few', n: 0 }] } });
  });

  it('explains who still has a contract and what it brings, from the records', async () => {
    // Whoever rated speed below 5 has left; the others pay 10 a month for each point.
    const people = lived.map((speed, index) => ({ id: numberedId(2, index), number: `V-${index}`, endsOn: speed < 5 ? '2026-01-31' : null, cents: speed * 1_000 }));
    await sql`insert into identifiers (id, kind, value, raw, named_at, stands_at, customer_id, cluster_id)
      select id, 'userId', number, number, now(), now(), id, id from unnest(${people.map(({ id }) => id)}::uuid[], ${people.map(({ number }) => number)}::text[]) as one (id, number)`.execute(context.db);
    await sql`insert into contracts (id, subject, number, product, starts_on, ends_on, monthly_cents)
      select gen_random_uuid(), id, number, 'Tarif M', '2024-01-01', ends_on, cents from unnest(${people.map(({ id }) => id)}::uuid[], ${people.map(({ number }) => number)}::text[], ${people.map(({ endsOn }) => endsOn)}::date[], ${people.map(({ cents }) => cents)}::bigint[]) as one (id, number, ends_on, cents)`.execute(context.db);
    const renewal = await drivers('?outcome=renewal&drivers=speed,clarity,room&touchpoint=repair_status');
    expect(renewal).toMatchObject({ n: 300, customers: 300, outcomes: ['nps', 'renewal', 'revenue'] });
    expect(renewal.drivers[0]).toMatchObject({ key: 'speed', first: 1 });
    expect(renewal.outcomeMean).toBeCloseTo(lived.filter((speed) => speed >= 5).length / 300, 10);
    const revenue = await drivers('?outcome=revenue&by=dimension&drivers=speed,room&touchpoint=repair_status');
    expect(revenue.n).toBe(lived.filter((speed) => speed >= 5).length);
    expect(revenue.drivers[0]).toMatchObject({ key: 'speed' });
    expect(revenue.drivers[0]?.coefficient).toBeCloseTo(10, 6);
  });

  it('explains by touchpoint, one row a customer', async () => {
    const found = await drivers('?by=touchpoint&lang=de');
    expect(found.known).toEqual([{ key: 'repair_status', name: 'Stand der Reparatur', customers: 300, isDimension: true }]);
    expect(found.drivers).toMatchObject([{ key: 'repair_status', name: 'Stand der Reparatur', share: 1 }]);
  });

  it('gives nobody without single answers days, drivers of their choice, or the group that hides a small one', async () => {
    const days = 'touchpoint=repair_status&from=2026-03-10&to=2026-03-20';
    expect((await drivers(`?${days}`)).period).toEqual({ from: '2026-03-10T00:00:00.000Z', to: '2026-03-21T00:00:00.000Z' });
    expect((await drivers(`?${days}`, 'viewer')).period).toEqual({ from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' });
    expect(await drivers('?drivers=speed,clarity', 'viewer')).toMatchObject({ refused: [{ code: 'protected' }], drivers: [], outcomeMean: null });
    await insertAnswers(context, Array.from({ length: 12 }, (_, index) => {
      const one = { responseId: numberedId(5, index), subject: numberedId(6, index), group: 'rare' };
      return [...['speed', 'clarity', 'room'].map((dimension) => ({ ...one, dimension, role: 'experience' as const, value: 5 })), { ...one, role: 'nps' as const, value: index % 10 }];
    }).flat());
    // All without private and business would be the 12: the smaller of both hides them.
    expect((await drivers('?touchpoint=repair_status&group=business&lang=de')).refused).toBeNull();
    expect((await drivers('?touchpoint=repair_status&group=business&lang=de', 'viewer')).refused).toEqual([{ code: 'protected' }]);
    expect((await drivers('?touchpoint=repair_status&group=private&lang=de', 'viewer')).refused).toBeNull();
  });

  it('lets read who may read figures, each their own touchpoints', async () => {
    expect((await get('/api/drivers', null)).status).toBe(401);
    expect((await drivers('', 'touchpoint_owner service')).n).toBe(0);
    expect((await drivers('', 'touchpoint_owner repair')).n).toBe(312);
    expect((await get('/api/drivers/comparison?group=a&against=a')).status).toBe(400);
    expect((await get(`/api/drivers?drivers=${Array.from({ length: 13 }, (_, place) => `d${place}`).join()}`)).status).toBe(400);
    expect((await get('/api/drivers?from=2026-03-01&to=2026-02-01')).status).toBe(400);
  });
});
