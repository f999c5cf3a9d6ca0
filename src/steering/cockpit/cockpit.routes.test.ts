import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveAs } from '../../governance/roles/roles.builders.ts';
import { acceptResponses } from '../../listening/responses/intake/accept-responses.actions.ts';
import { response, responseId } from '../../listening/responses/responses.builders.ts';
import { buildTwoTouchpoints } from '../../listening/surveys/surveys.builders.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { cockpitSchema } from './cockpit.contract.ts';
import { registerCockpitRoutes } from './cockpit.routes.ts';

const now = new Date('2026-04-10T09:00:00Z');
const open = async () => {
  const context = await openTestContext({ clock: { now: () => now } });
  return { context, server: await serveAs((routes) => registerCockpitRoutes(routes, context)) };
};
async function ask(server: Routes, headers: Record<string, string>, query = '') {
  const answer = await server.inject({ method: 'GET', url: `/api/cockpit${query}`, headers });
  return { status: answer.statusCode, body: answer.json() };
}
const analyst = { 'x-role': 'analyst' };

describe('the cockpit of an empty house', () => {
  let context: TestContext;
  let server: Routes;
  beforeAll(async () => ({ context, server } = await open()));
  afterAll(async () => {
    await server?.close();
    await context?.close();
  });

  it('shows nothing as null and never as zero, and says what is missing', async () => {
    const { status, body } = await ask(server, analyst);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      from: '2026-03-11', to: '2026-04-10', nps: { n: 0, nps: null }, csat: { n: 0, share: null }, npsTrend: [], csatTrend: [], volume: { total: 0, byChannel: [] },
      shortfalls: [], voices: [], newKinds: [], inventory: { touchpoints: 0, surveys: 0, contacts: 0, answers: 0 },
    });
  });
  it('is for all who may read figures, and for nobody else', async () => {
    expect((await ask(server, {})).status).toBe(401);
    for (const role of ['administrator', 'cx_manager', 'agent', 'touchpoint_owner', 'analyst', 'viewer']) expect((await ask(server, { 'x-role': role })).status).toBe(200);
  });
  it.each(['?days=31', '?days=abc', '?lang=fr', "?days=30'%20or%201=1"])('refuses %s', async (query) => {
    expect((await ask(server, analyst, query)).status).toBe(400);
  });
});

describe('the cockpit of a company with customers', () => {
  let context: TestContext;
  let server: Routes;
  beforeAll(async () => {
    ({ context, server } = await open());
    await buildTwoTouchpoints(context);
    const answer = (n: number, touchpointCode: string, experience: number) => response(n, {
      touchpointCode, at: new Date(now.getTime() - (n % 20) * 86_400_000).toISOString(), identifiers: [{ kind: 'userId', value: `c${n}` }],
      answers: [{ role: 'expectation', dimension: 'speed', value: 9 }, { role: 'experience', dimension: 'speed', value: experience + (n % 3) }, { role: 'nps', value: Math.min(10, experience + (n % 3) + 2) }, { role: 'csat', value: experience > 4 ? 5 : 2 }, { role: 'comment', text: `Nummer ${n}` }],
    });
    await acceptResponses(context, [...Array.from({ length: 40 }, (_, n) => answer(n, 'repair_status', 3)), ...Array.from({ length: 40 }, (_, n) => answer(100 + n, 'shop_advice', 7))]);
    const contact = (n: number, kind: string, touchpoint: string, at: string) => JSON.stringify({ message_id: responseId(10_000 + n), message_key: String(n), subject: responseId(20_000 + n), at, received_at: at, batch: 1, type: 'track', kind, source: 's', channel: 'call_center', direction: 'inbound', touchpoint, department: '', product: '', place: '', subject_line: '', text: '', language: '', score: null, mood: null, cost_cents: null, properties: '{}' });
    await context.history.insertLines('interactions', [contact(1, 'old_kind', '', '2026-01-01 00:00:00'), contact(2, 'old_kind', '', '2026-04-09 00:00:00'), contact(3, 'esim_swapped', '', '2026-04-08 00:00:00'), contact(4, 'esim_swapped', '', '2026-04-09 00:00:00'), contact(5, 'caught', 'repair_status', '2026-04-09 00:00:00')].join('\n'));
  });
  afterAll(async () => {
    await server?.close();
    await context?.close();
  });

  it('answers with figures, shortfalls, voices and what is new', async () => {
    const { body } = await ask(server, analyst, '?days=30&lang=de');
    expect(cockpitSchema.parse(body)).toBeTruthy();
    expect(body.nps).toMatchObject({ n: 80, customers: 80, withheld: false });
    expect(body.csat.share).toBe(0.5);
    expect(body.volume.total).toBe(84); // 80 answers, 4 contacts of the last 30 days
    expect(body.shortfalls[0]).toMatchObject({ code: 'repair_status', name: 'Reparaturstatus', n: 40 });
    expect(body.newKinds).toEqual([{ kind: 'esim_swapped', channel: 'call_center', n: 2, firstAt: '2026-04-08T00:00:00Z' }]);
    expect(body.voices).toHaveLength(6);
    expect(body.voices[0]).toMatchObject({ comment: expect.stringMatching(/^Nummer/), customer: { name: expect.any(String) } });
    expect(body.inventory).toEqual({ touchpoints: 2, surveys: 0, contacts: 85, answers: 400 });
  });

  it('shows voices only to those who may read answers, of own touchpoints only, without customers where these are not theirs to see', async () => {
    expect((await ask(server, { 'x-role': 'viewer' })).body.voices).toBeNull();
    expect((await ask(server, { 'x-role': 'agent' })).body.voices).toBeNull();
    const owner = (await ask(server, { 'x-role': 'touchpoint_owner', 'x-departments': 'sales' }, '?lang=en')).body;
    expect(new Set(owner.voices.map((voice: { touchpoint: string }) => voice.touchpoint))).toEqual(new Set(['shop_advice']));
    expect(owner.voices[0].customer).toBeNull();
    expect(owner.shortfalls.every((touchpoint: { code: string }) => touchpoint.code === 'shop_advice')).toBe(true);
  });
});
