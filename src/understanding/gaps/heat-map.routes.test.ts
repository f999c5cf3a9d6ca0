import { parse } from 'csv-parse/sync';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAs, serveAs } from '../../governance/roles/roles.builders.ts';
import { saveDepartments, saveTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { type AnswerDraft, insertAnswers, numberedId } from './gaps.builders.ts';
import { registerGapsRoutes } from './gaps.routes.ts';
import type { HeatCell, HeatMap } from './heat-map.contract.ts';

let context: TestContext;
let server: Routes;
beforeAll(async () => {
  context = await openTestContext();
  server = await serveAs((routes) => registerGapsRoutes(routes, context));
  await saveDepartments(context, [{ code: 'repair', nameDe: 'Reparatur', nameEn: 'Repair' }, { code: 'service', nameDe: 'Service', nameEn: 'Service' }]);
  await saveTouchpoints(context, [
    { code: 'repair_status', nameDe: 'Stand der Reparatur', nameEn: 'Repair status', stage: 'service', channel: 'web', kind: 'main', department: 'repair' },
    { code: 'hotline', nameDe: 'Hotline', nameEn: 'Hotline', stage: 'service', channel: 'call_center', kind: 'main', department: 'service' },
    { code: 'kiosk', nameDe: 'Kiosk', nameEn: 'Kiosk', stage: 'use', channel: 'shop', kind: 'secondary' },
  ]);
  await insertAnswers(context, [...repair(), ...hotline()]);
});
afterAll(async () => {
  await server.close();
  await context.close();
});

/** 40 customers in March: they expect 9 in speed and live 5 or 7 (a gap of −3), expect 8 in ease and live 7, 8 or 9. In January the speed was 8. */
function repair(): AnswerDraft[] {
  return Array.from({ length: 40 }, (_, index) => {
    const one = { responseId: numberedId(1, index), subject: numberedId(2, index), at: '2026-03-10 10:00:00.000', group: index < 36 ? 'private' : 'business' };
    const earlier = { responseId: numberedId(5, index), subject: numberedId(2, index), at: '2026-01-10 10:00:00.000', group: 'private' };
    return [
      { ...one, dimension: 'speed', role: 'expectation' as const, value: 9 }, { ...one, dimension: 'speed', role: 'experience' as const, value: index % 2 === 0 ? 5 : 7 },
      { ...one, dimension: 'ease', role: 'expectation' as const, value: 8 }, { ...one, dimension: 'ease', role: 'experience' as const, value: 7 + (index % 3) },
      { ...one, dimension: 'information', role: 'experience' as const, value: 6 },
      { ...earlier, dimension: 'speed', role: 'expectation' as const, value: 9 }, { ...earlier, dimension: 'speed', role: 'experience' as const, value: index % 2 === 0 ? 7 : 9 },
    ];
  }).flat();
}

/** 12 customers: too few to be shown. */
function hotline(): AnswerDraft[] {
  return Array.from({ length: 12 }, (_, index) => {
    const one = { responseId: numberedId(3, index), subject: numberedId(4, index), touchpoint: 'hotline', dimension: 'speed', at: '2026-03-11 10:00:00.000' };
    return [{ ...one, role: 'expectation' as const, value: 10 }, { ...one, role: 'experience' as const, value: index % 2 }];
  }).flat();
}

const get = (query: string, who: string | null = 'cx_manager'): Promise<{ status: number; body: HeatMap }> => callAs(server, who, { url: `/api/gaps/heat-map?${query}` });
const cell = ({ cells }: HeatMap, touchpoint: string, dimension: string): HeatCell | undefined => cells.find((one) => one.touchpoint === touchpoint && one.dimension === dimension);
const march = 'from=2026-03-01&to=2026-04-30';

describe('who may see the heat map', () => {
  it('asks strangers to sign in, and shows owners their own touchpoints only', async () => {
    expect((await get(march, null)).status).toBe(401);
    expect((await get(march, 'touchpoint_owner repair')).body.touchpoints.map(({ code }) => code)).toEqual(['repair_status']);
    expect((await get(march, 'touchpoint_owner repair')).body.cells.every(({ touchpoint }) => touchpoint === 'repair_status')).toBe(true);
    expect((await get(march, 'viewer')).body.touchpoints.map(({ code }) => code)).toEqual(['repair_status', 'hotline']);
  });
  it.each([['from=yesterday', 400], ['from=2026-03-02&to=2026-03-01', 400], ['kind=third', 400], ['group=a%00b', 400], [`group=${encodeURIComponent("' or 1=1 --")}`, 200]])('%s answers %i', async (query, status) => {
    expect((await get(query)).status).toBe(status);
  });
});

describe('a cell', () => {
  it('says what is expected and lived, the gap with its interval, how many fell short, and the change', async () => {
    const { body } = await get(`${march}&lang=de`);
    expect(body.touchpoints[0]).toMatchObject({ code: 'repair_status', name: 'Stand der Reparatur' });
    expect(body).toMatchObject({ minimumN: 30, period: { from: '2026-03-01T00:00:00.000Z', to: '2026-05-01T00:00:00.000Z' }, before: { from: '2025-12-30T00:00:00.000Z', to: '2026-03-01T00:00:00.000Z' }, groups: ['business', 'private'], dimensions: ['ease', 'information', 'speed'] });
    // 20 gaps of −4, 20 of −2: mean −3, s² = 40/39, se = √(40/39/40) = 0.160128, t(39) = 2.022691
    const speed = cell(body, 'repair_status', 'speed');
    expect(speed).toMatchObject({ n: 40, customers: 40, expectation: 9, experience: 6, gap: -3, withheld: null, expectationIsTarget: false, shortfall: 120, below: { share: 1, high: 1 } });
    expect(speed?.gapLow).toBeCloseTo(-3 - 2.022691 * 0.160128, 5);
    expect(speed?.gapHigh).toBeCloseTo(-3 + 2.022691 * 0.160128, 5);
    // Wilson, 40 of 40: 1 / (1 + 1.959964² / 40)
    expect(speed?.below?.low).toBeCloseTo(0.912378, 5);
    // In January the gap was −1 with the same spread: −2 ± t(78) = 1.990847 · √2 · 0.160128
    expect(speed?.change?.difference).toBeCloseTo(-2, 10);
    expect(speed?.change?.high).toBeCloseTo(-2 + 1.990847 * Math.SQRT2 * 0.160128, 5);
    // 7 for 14, 8 for 13, 9 for 13: below expectation 14 of 40
    expect(cell(body, 'repair_status', 'ease')).toMatchObject({ n: 40, shortfall: 14, below: { share: 0.35 }, change: null });
    expect(speed?.pAdjusted).toBeLessThan(1e-10);
    expect(cell(body, 'repair_status', 'ease')?.pAdjusted).toBeGreaterThan(0.5);
  });
  it('is withheld below 30 customers, and says where an expectation is missing', async () => {
    const { body } = await get(march);
    expect(cell(body, 'hotline', 'speed')).toMatchObject({ n: 12, customers: 12, withheld: 'too_few', expectation: null, experience: null, gap: null, below: null, shortfall: null, p: null });
    expect(cell(body, 'repair_status', 'information')).toMatchObject({ n: 40, customers: 40, withheld: 'no_expectation', gap: null });
    expect(body.n).toBe(80);
  });
  it('of a group is withheld from those who may not read answers where the rest would be too few', async () => {
    expect(cell((await get(`${march}&group=private`, 'viewer')).body, 'repair_status', 'speed')).toMatchObject({ n: 36, withheld: 'protected', gap: null });
    expect(cell((await get(`${march}&group=private`)).body, 'repair_status', 'speed')).toMatchObject({ n: 36, withheld: null, gap: -3 });
    expect(cell((await get(`${march}&group=business`)).body, 'repair_status', 'speed')).toMatchObject({ n: 4, withheld: 'too_few', gap: null });
    // In January all 40 were private: nobody else can be told by subtraction.
    expect(cell((await get('from=2026-01-01&to=2026-01-31&group=private', 'viewer')).body, 'repair_status', 'speed')).toMatchObject({ n: 40, withheld: null, gap: -1 });
  });
  it('is about whole months for those who may not read answers, so that days cannot be told by subtraction', async () => {
    expect((await get('from=2026-03-03&to=2026-03-20', 'viewer')).body.period).toEqual({ from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' });
    expect((await get('from=2026-03-01&to=2026-03-31', 'viewer')).body.period).toEqual({ from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' });
    expect((await get('from=2026-03-03&to=2026-03-20')).body.period).toEqual({ from: '2026-03-03T00:00:00.000Z', to: '2026-03-21T00:00:00.000Z' });
  });
  it('follows the Soll where somebody has set one, also where nobody was asked what to expect', async () => {
    const soll = (method: 'PUT' | 'DELETE', dimension: string) => callAs(server, 'cx_manager', { method, url: `/api/touchpoints/repair_status/expectations${method === 'DELETE' ? `?dimension=${dimension}` : ''}`, payload: method === 'PUT' ? { dimension, value: 8 } : undefined });
    await Promise.all(['information', 'speed'].map((dimension) => soll('PUT', dimension)));
    const { body } = await get(march);
    expect(cell(body, 'repair_status', 'information')).toMatchObject({ n: 40, expectation: 8, experience: 6, gap: -2, gapLow: -2, gapHigh: -2, expectationIsTarget: true, below: { share: 1 }, shortfall: 80 });
    expect(cell(body, 'repair_status', 'speed')).toMatchObject({ expectation: 8, experience: 6, gap: -2, expectationIsTarget: true });
    // closing: −2 by 2 points leaves the 20 who lived 5 a point short: 60 of 80 points go
    expect(body.closing.find(({ dimension }) => dimension === 'speed')).toMatchObject({ points: 2, removed: 60 / (80 + 80 + 14) });
    await Promise.all(['information', 'speed'].map((dimension) => soll('DELETE', dimension)));
    expect(cell((await get(march)).body, 'repair_status', 'speed')).toMatchObject({ expectation: 9, expectationIsTarget: false });
  });
  it('counts customers after merges', async () => {
    await context.history.insertLines('subject_owners', JSON.stringify({ subject: numberedId(2, 1), from_at: '1970-01-01 00:00:00.000', customer_id: numberedId(2, 0), removed: 0, version: 1 }));
    // Another end of the period, so that nothing is remembered.
    expect(cell((await get('from=2026-03-01&to=2026-04-29')).body, 'repair_status', 'speed')).toMatchObject({ n: 40, customers: 39, gap: -3 });
  });
});

describe('what falls shortest, and what would close it', () => {
  it('names the places that fit the data, and how much of the shortfall would go', async () => {
    const { body } = await get('from=2026-03-01&to=2026-04-28');
    expect(body.ranking).toMatchObject([{ touchpoint: 'repair_status', dimension: 'speed', rank: 1, low: 1, high: 1, firstProbability: 1 }, { dimension: 'ease', rank: 2, low: 2, high: 2 }]);
    // Speed + 3: of 20 × 4 + 20 × 2 = 120 points 20 × 3 + 20 × 2 = 100 go; all shortfall is 120 + 14. Ease is not certain.
    expect(body.closing).toHaveLength(1);
    expect(body.closing[0]).toMatchObject({ touchpoint: 'repair_status', dimension: 'speed', points: 3 });
    expect(body.closing[0]?.removed).toBeCloseTo(100 / 134, 10);
  });
  it('is empty where nothing can be said', async () => {
    expect((await get('from=2020-01-01&to=2020-02-01')).body).toMatchObject({ cells: [], ranking: [], closing: [], touchpoints: [], n: 0 });
    expect((await get(`${march}&channel=call_center`)).body).toMatchObject({ ranking: [], closing: [], cells: [{ touchpoint: 'hotline' }] });
  });
});

const kiosk = new URL('../../../../shared/data/kiosk-servqual-kano-ipa/kiosk.csv', import.meta.url);

describe.skipIf(!existsSync(kiosk))('the published kiosk survey through the store (194 respondents, 24 items; skipped where the data is absent)', () => {
  it('gives the published gaps and t values, also where 24 items are one dimension', async () => {
    const rows: Record<string, string>[] = parse(readFileSync(kiosk), { columns: true });
    await insertAnswers(context, rows.flatMap((row, index) => Array.from({ length: 24 }, (_, item) => {
      const one = { responseId: numberedId(6, index), subject: numberedId(7, index), touchpoint: 'kiosk', dimension: `item_${item + 1}`, at: '2025-06-01 10:00:00.000' };
      return [{ ...one, role: 'expectation' as const, value: Number(row[`E${item + 1}`]) }, { ...one, role: 'experience' as const, value: Number(row[`P${item + 1}`]) }];
    }).flat()));
    const { body } = await get('from=2025-06-01&to=2025-06-02');
    expect(cell(body, 'kiosk', 'item_23')?.gap).toBeCloseTo(-2.0876, 4);
    expect(cell(body, 'kiosk', 'item_1')?.gapLow).toBeCloseTo(-0.73610770817, 8);
    expect(cell(body, 'kiosk', 'item_4')?.p).toBeCloseTo(0.0039758094433, 8);
    expect(body.ranking.slice(0, 2).map(({ dimension }) => dimension)).toEqual(['item_23', 'item_15']);
    await context.history.command(`alter table answers update dimension = 'all' where touchpoint = 'kiosk'`);
    const whole = cell((await get('from=2025-06-01&to=2025-06-03')).body, 'kiosk', 'all');
    expect(whole).toMatchObject({ n: 194 * 24, customers: 194 });
    expect(whole?.gap).toBeCloseTo(-1.159364, 5);
    expect(whole?.gapLow).toBeCloseTo(-1.275955, 5);
    expect(whole?.gapHigh).toBeCloseTo(-1.042773, 5);
  });
});
