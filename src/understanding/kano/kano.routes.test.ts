import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAs, serveAs } from '../../governance/roles/roles.builders.ts';
import { saveDepartments, saveTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { receiveResponses } from '../../listening/responses/intake/receive-responses.actions.ts';
import { createSurvey } from '../../listening/surveys/manage-surveys.actions.ts';
import type { Routes } from '../../platform/http/server.ts';
import { untilDelivered } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import type { KanoBoard, KanoFeature } from './kano.contract.ts';
import { registerKanoRoutes } from './kano.routes.ts';

let context: TestContext;
let server: Routes;

/** Must-be in both groups: the bill. Private customers like a same person, business ones need it. Nobody agrees about tracking. */
const answersOf = (n: number) => ({
  features: {
    clear_bill: { first: 2, second: n % 10 === 0 ? 3 : 5 },
    same_person: n < 60 ? { first: 1, second: 3 } : { first: 3, second: 5 },
    tracking: n % 2 === 0 ? { first: 1, second: 3 } : { first: 3, second: 3 },
    callback: { first: 5, second: 2 },
    ...(n < 20 ? { same_day: { first: 1, second: 5 } } : n < 40 ? { same_day: { first: 1 } } : {}),
  },
});

/** 100 responses: 60 of private customers, 35 of business ones, 5 of partners; the first 40 in July, the others in November 2026. */
beforeAll(async () => {
  context = await openTestContext();
  server = await serveAs((routes) => registerKanoRoutes(routes, context));
  await saveDepartments(context, [{ code: 'repair', nameDe: 'Reparatur', nameEn: 'Repair' }, { code: 'shop', nameDe: 'Laden', nameEn: 'Shop' }]);
  await saveTouchpoints(context, [{ code: 'repair_status', nameDe: 'Stand der Reparatur', nameEn: 'Repair status', stage: 'service', channel: 'web', kind: 'main', department: 'repair' }]);
  await createSurvey(context, { code: 'kano', touchpoint: 'repair_status', nameDe: 'Merkmale', nameEn: 'Features', template: 'kano', publish: true });
  await createSurvey(context, { code: 'nps', touchpoint: null, nameDe: 'NPS', nameEn: 'NPS', template: 'nps', publish: true });
  await receiveResponses(context, Array.from({ length: 100 }, (_, n) => ({
    survey: 'kano', id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, at: new Date(Date.UTC(2026, n < 40 ? 6 : 10, 2, 10, n)), startedAt: new Date(Date.UTC(2026, n < 40 ? 6 : 10, 2, 9, n)), language: 'de', source: 'link' as const,
    answers: answersOf(n), group: n < 60 ? 'private' : n < 95 ? 'business' : 'partner',
  })));
  await untilDelivered(context);
}, 60_000);
afterAll(async () => {
  await server?.close();
  await context?.close();
});

const get = <Body>(url: string, who: string | null = 'cx_manager'): Promise<{ status: number; body: Body }> => callAs(server, who, { url });
const board = async (query = '', role = 'cx_manager'): Promise<KanoBoard> => (await get<KanoBoard>(`/api/kano/kano${query}`, role)).body;
const feature = (features: readonly KanoFeature[], part: string): KanoFeature => {
  const found = features.find((one) => one.part === part);
  if (!found) throw new Error(`no feature ${part}`);
  return found;
};

describe('the board', () => {
  it('says what kind each feature is and what it is worth, with intervals', async () => {
    const { responses, customers, features, groups, waves, minimum } = await board();
    expect([responses, customers, minimum, groups, waves]).toEqual([100, 100, 30, ['private', 'business'], ['2026-Q4', '2026-Q3']]);
    expect(feature(features, 'clear_bill')).toMatchObject({ n: 100, class: 'must_be', byRule: 'must_be', isDecided: true, counts: { must_be: 90, indifferent: 10 }, better: { value: 0, low: 0, high: expect.closeTo(0.037, 3) }, worse: { value: -0.9, low: expect.closeTo(-0.9448, 3), high: expect.closeTo(-0.8256, 3) } });
    expect(feature(features, 'clear_bill').label).toMatchObject({ de: 'Ihre Rechnung ist auf einen Blick zu verstehen.' });
    // all dislike it: reverse, and no denominator
    expect(feature(features, 'callback')).toMatchObject({ class: 'reverse', isDecided: true, better: { value: null, low: null, high: null }, worse: { value: null } });
  });

  it('says undecided where customers do not agree', async () => {
    expect(feature((await board()).features, 'tracking')).toMatchObject({ class: 'attractive', runnerUp: 'indifferent', byRule: 'attractive', isDecided: false, lead: { answers: 0 } });
  });

  it('withholds what fewer than 30 customers answered, also where many gave one of both answers', async () => {
    expect(feature((await board()).features, 'same_day')).toMatchObject({ n: 20, withheld: true, class: null, counts: null, isDecided: null, better: { value: null } });
  });

  it('is about one target group or one quarter', async () => {
    expect(feature((await board('?group=business')).features, 'same_person')).toMatchObject({ n: 35, class: 'must_be', better: { value: 0 } });
    const july = await board('?wave=2026-Q3');
    expect([july.responses, july.period]).toEqual([40, { from: '2026-07-01', to: '2026-09-30' }]);
    expect((await board('?wave=2025-Q1')).features.every(({ withheld }) => withheld)).toBe(true);
  });

  it('puts groups or quarters beside each other, without those that are too small', async () => {
    const groups = await board('?by=group');
    expect([groups.parts.map(({ key, responses }) => [key, responses]), groups.tooSmall]).toEqual([[['private', 60], ['business', 35]], 1]);
    expect(groups.parts.map(({ features }) => feature(features, 'same_person').class)).toEqual(['attractive', 'must_be']);
    const waves = await board('?by=wave');
    expect(waves.parts.map(({ key, responses }) => [key, responses])).toEqual([['2026-Q4', 60], ['2026-Q3', 40]]);
  });
});

describe('rights', () => {
  it('lists surveys that ask Kano’s pairs', async () => {
    expect((await get('/api/kano')).body).toEqual({ items: [{ survey: 'kano', nameDe: 'Merkmale', nameEn: 'Features' }] });
    expect((await get('/api/kano', 'touchpoint_owner shop')).body).toEqual({ items: [] });
    expect((await get('/api/kano', 'touchpoint_owner repair')).body).toMatchObject({ items: [{ survey: 'kano' }] });
  });
  it('refuses who may not, and knows nothing of other departments or other surveys', async () => {
    expect([(await get('/api/kano/kano', null)).status, (await get('/api/kano/kano', 'nobody')).status, (await get('/api/kano/kano', 'touchpoint_owner shop')).status]).toEqual([401, 403, 404]);
    for (const path of ['/api/kano/nps', '/api/kano/nowhere']) expect((await get(path)).status).toBe(404);
    expect((await get('/api/kano/kano?wave=summer')).status).toBe(400);
  });
  it('shows whole blocks of 30 only to who may not read answers: 60 of 60, 30 of 35 and none of 5', async () => {
    const { isProtected, waiting, responses, groups, waves, features } = await board('', 'viewer');
    expect({ isProtected, waiting, responses, groups, waves }).toEqual({ isProtected: true, waiting: 10, responses: 90, groups: ['private', 'business'], waves: [] });
    expect(feature(features, 'same_person')).toMatchObject({ n: 90, counts: { attractive: 60, must_be: 30 } });
    expect((await board('?group=business&by=group', 'viewer')).parts).toMatchObject([{ key: 'business', responses: 30 }]);
    expect((await board('?by=wave', 'viewer')).parts).toEqual([]);
    expect((await get<{ code: string }>('/api/kano/kano?wave=2026-Q3', 'viewer')).body.code).toBe('survey.results_protected');
  });
});
