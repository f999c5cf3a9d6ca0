import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { createSource } from '../../governance/keys/sources.actions.ts';
import { serveAs } from '../../governance/roles/roles.builders.ts';
import { identifierId } from '../../people/identity/identity.actions.ts';
import { sightCustomer } from '../../people/identity/sight.actions.ts';
import type { Routes } from '../../platform/http/server.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { createSurvey } from '../surveys/manage-surveys.actions.ts';
import { buildTwoTouchpoints, surveyInput } from '../surveys/surveys.builders.ts';
import { showingsHolder } from './placements-privacy.actions.ts';
import { registerPlacementsRoutes } from './placements.routes.ts';
import { keepClaim } from './sites.actions.ts';

const DAY_MS = 86_400_000;
let context: TestContext;
let server: Routes;
let source: { id: string; writeKey: string };
let nowMs = Date.parse('2026-03-02T10:00:00Z');
const tired = new Set<string>();
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date(nowMs) } });
  await buildTwoTouchpoints(context);
  await createSurvey(context, surveyInput());
  await createSurvey(context, surveyInput({ code: 'shop', touchpoint: 'shop_advice' }));
  source = await createSource(context, { kind: 'key', id: 'k' }, { name: 'Shop', defaultChannel: 'web' });
  server = await serveAs((routes) => registerPlacementsRoutes(routes, context, { isTired: (_context, { subjects }) => Promise.resolve(subjects.some((subject) => tired.has(subject))) }));
});
afterAll(async () => {
  await server?.close();
  await context?.close();
});
beforeEach(async () => {
  await sql`delete from placements`.execute(context.db);
  await sql`delete from widget_sites`.execute(context.db);
  tired.clear();
  nowMs += 400 * DAY_MS; // what a test showed is long ago for the next
});

const manager = { 'x-role': 'cx_manager' };
const salesOwner = { 'x-role': 'touchpoint_owner', 'x-departments': 'sales' };
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
async function call(method: Method, url: string, payload?: object, headers: Record<string, string> = manager) {
  const answer = await server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, headers: answer.headers, body: answer.headers['content-type']?.toString().includes('json') ? answer.json() : answer.body };
}
const rules = (changes = {}) => ({ way: 'popover', trigger: { on: 'event', event: 'Order placed' }, frequency: { kind: 'until_answered', days: 30 }, quietDays: 14, ...changes });
async function place(changes: object = {}, isLive = true): Promise<string> {
  const { body, status } = await call('POST', '/api/placements', { name: 'After ordering', survey: 'repair', rules: rules(changes), isLive });
  expect(status).toBe(201);
  return body.id;
}
let showings = 0;
async function ask(placement: string, who: object = {}, origin?: string): Promise<boolean> {
  showings += 1;
  const responseId = `00000000-0000-4000-9000-${String(showings).padStart(12, '0')}`;
  const { body } = await call('POST', `/api/public/placements/${placement}/ask`, { writeKey: source.writeKey, responseId, ...who }, origin === undefined ? {} : { origin });
  return body.show;
}
const live = async (origin = 'https://www.nordfunk.example') => (await call('GET', `/api/public/placements?writeKey=${source.writeKey}`, undefined, { origin })).body.placements.map(({ id }: { id: string }) => id);

describe('placements', () => {
  it('show while they are live and their survey takes answers', async () => {
    const id = await place({}, false);
    expect(await live()).toEqual([]);
    await call('PUT', `/api/placements/${id}/state`, { isLive: true });
    expect(await live()).toEqual([id]);
    await sql`update surveys set closed_at = ${context.clock.now()} where code = 'repair'`.execute(context.db);
    nowMs += 6_000; // kept for five seconds
    expect(await live()).toEqual([]);
    await sql`update surveys set closed_at = null where code = 'repair'`.execute(context.db);
  });

  it('belong to the department of their survey', async () => {
    const id = await place();
    expect((await call('GET', `/api/placements/${id}`, undefined, salesOwner)).status).toBe(404);
    expect((await call('GET', '/api/placements', undefined, salesOwner)).body.items).toEqual([]);
    expect((await call('GET', '/api/placements')).body.items).toMatchObject([{ id, survey: 'repair', shown: 0 }]);
  });

  it('keep the change of whoever was first', async () => {
    const id = await place();
    const change = (name: string) => call('PUT', `/api/placements/${id}`, { name, survey: 'shop', rules: rules(), isLive: true, version: 1 });
    expect([(await change('First')).status, (await change('Second')).body.code]).toEqual([200, 'placement.changed_meanwhile']);
    expect((await call('GET', `/api/placements/${id}`)).body).toMatchObject({ name: 'First', survey: 'shop', version: 2 });
  });

  it.each([
    [{ way: 'inline' }, 'body.rules.selector'],
    [{ share: 1.5 }, 'body.rules.share'],
    [{ trigger: { on: 'scroll', pct: 0 } }, 'body.rules.trigger.pct'],
    [{ frequency: { kind: 'every', days: 0 } }, 'body.rules.frequency.days'],
  ])('%j is refused with the place that is wrong', async (changes, at) => {
    const { status, body } = await call('POST', '/api/placements', { name: 'x', survey: 'repair', rules: rules(changes) });
    expect([status, body.errors[0].at]).toEqual([400, at]);
  });
});

describe('whether a page may show a survey now', () => {
  it('no more than once in its time to a customer, on whichever device, and not soon after another survey', async () => {
    const identifiers = [{ kind: 'userId', value: 'c-1' }, { kind: 'anonymousId', value: 'phone-of-c1' }];
    await writeWithHistory(context, (tx, journal) => sightCustomer(context, tx, journal, { identifiers, at: context.clock.now(), source: 'test', messageKey: 'sign-in of c-1' }));
    const [first, second] = [await place(), await place()];
    expect(await ask(first, { userId: 'c-1', anonymousId: 'laptop' })).toBe(true);
    expect(await ask(first, { anonymousId: 'phone-of-c1' })).toBe(false);
    expect(await ask(second, { userId: 'c-1' })).toBe(false);
    nowMs += 14 * DAY_MS;
    expect(await ask(second, { userId: 'c-1' })).toBe(true);
    nowMs += 16 * DAY_MS;
    expect(await ask(first, { userId: 'c-1' })).toBe(true);
    expect((await call('GET', `/api/placements/${first}`)).body).toMatchObject({ shown: 2, answered: 0 });
  });

  it('no to those who have answered it on another way, or are asked too much', async () => {
    const id = await place({ quietDays: 0 });
    const subject = identifierId(context, { kind: 'userId', value: 'c-2' });
    await sql`insert into responses (id, survey, version, at, received_at, saved_at, finished_at, subject) select gen_random_uuid(), 'repair', 1, t, t, t, t, ${subject} from (values (${context.clock.now()}::timestamptz)) as now (t)`.execute(context.db);
    expect(await ask(id, { userId: 'c-2' })).toBe(false);
    tired.add(identifierId(context, { kind: 'userId', value: 'c-3' }));
    expect([await ask(id, { userId: 'c-3' }), await ask(id, { userId: 'c-3', isWanted: true }), await ask(id, { userId: 'c-4' })]).toEqual([false, true, true]);
  });

  it('yes again to the same showing, whose answer was lost on the way', async () => {
    const id = await place();
    const again = () => call('POST', `/api/public/placements/${id}/ask`, { writeKey: source.writeKey, responseId: '00000000-0000-4000-9000-00000000ffff', userId: 'c-5' }, { 'content-type': 'application/json' });
    expect([(await again()).body, (await again()).body]).toEqual([{ show: true }, { show: true }]);
    expect((await call('GET', `/api/placements/${id}`)).body.shown).toBe(1);
  });

  it('keeps nobody in mind where answers come without names, and values that name nobody', async () => {
    const id = await place({ isAnonymous: true });
    expect([await ask(id, { userId: 'c-6' }), await ask(id, { userId: 'c-6' }), await ask(await place(), { userId: 'undefined' })]).toEqual([true, true, true]);
    const { rows } = await sql`select 1 from placement_showings where subject is not null and at = ${context.clock.now()}`.execute(context.db);
    expect(rows).toEqual([]);
    await createSurvey(context, surveyInput({ code: 'pulse', kind: 'employee' }));
    const { body } = await call('POST', '/api/placements', { name: 'Intranet', survey: 'pulse', rules: rules({ isAnonymous: false }), isLive: true });
    expect(await ask(body.id, { userId: 'c-6' })).toBe(true);
    expect((await sql`select 1 from placement_showings where survey = 'pulse' and subject is not null`.execute(context.db)).rows).toEqual([]);
  });

  it('is told only to pages that the source names, and is open to each page where it names none', async () => {
    const id = await place();
    expect(await live('https://elsewhere.example')).toEqual([id]);
    expect((await call('PUT', `/api/widget-sites/${source.id}`, { origins: ['https://www.nordfunk.example'] })).status).toBe(200);
    const claim = { writeKey: source.writeKey, nps: 9 };
    expect([await keepClaim(context, claim, 'https://www.nordfunk.example'), await keepClaim(context, claim, 'https://elsewhere.example')]).toEqual([claim, { nps: 9 }]);
    expect([await live(), await live('https://elsewhere.example'), await ask(id, { userId: 'c-7' }, 'https://elsewhere.example'), await ask(id, { userId: 'c-7' }, 'https://www.nordfunk.example')]).toEqual([[id], [], false, true]);
    const { headers, body } = await call('GET', '/api/public/placements?writeKey=unknown', undefined, {});
    expect([body, headers['access-control-allow-origin'], headers['set-cookie']]).toEqual([{ placements: [] }, '*', undefined]);
  });

  it('takes plain text, which browsers send without asking first, and says what is wrong with it', async () => {
    const id = await place();
    const send = (payload: string) => server.inject({ method: 'POST', url: `/api/public/placements/${id}/ask`, headers: { 'content-type': 'text/plain' }, payload });
    expect((await send(JSON.stringify({ writeKey: source.writeKey, responseId: '00000000-0000-4000-9000-00000000eeee' }))).json()).toEqual({ show: true });
    expect([(await send('{')).json().code, (await send('{}')).statusCode, (await send(`"${'x'.repeat(5_000)}"`)).statusCode]).toEqual(['request.malformed_json', 400, 413]);
  });

  it('goes with the customer who is erased: of a shared device only their time', async () => {
    const id = await place({ quietDays: 0, frequency: { kind: 'every', days: 1 } });
    const startMs = nowMs;
    for (const days of [0, 10, 20]) {
      nowMs = startMs + days * DAY_MS;
      await ask(id, { anonymousId: 'shared-1' });
      await ask(id, { userId: 'c-8' });
    }
    const [subject, shared] = [identifierId(context, { kind: 'userId', value: 'c-8' }), identifierId(context, { kind: 'anonymousId', value: 'shared-1' })];
    const reach = { customerId: subject, subjects: [subject], spans: [{ subject: shared, fromMs: startMs + 5 * DAY_MS, toMs: startMs + 15 * DAY_MS }], identifiers: [], beforeBatch: null };
    expect(await showingsHolder.count(context, reach)).toBe(4);
    expect((await Array.fromAsync(showingsHolder.export(context, reach)))[0]).toEqual({ survey: 'repair', at: new Date(startMs).toISOString() });
    expect((await context.db.transaction().execute((tx) => showingsHolder.erase(context, tx, reach, null as never))).erased).toBe(4); // it writes no history
    expect((await call('GET', `/api/placements/${id}`)).body.shown).toBe(2);
  });
});

describe('short addresses', () => {
  it('lead to the survey with all they carry, count who came, and make a code and a poster', async () => {
    const made = await call('POST', '/api/surveys/repair/addresses', { name: 'Shop Altona', language: 'de', values: { store: 'altona', lang: 'xx' } });
    expect(made.body).toMatchObject({ name: 'Shop Altona', opened: 0, target: 'http://localhost:3000/s/repair?lang=de&source=qr&store=altona' });
    const { short } = made.body;
    expect(short).toMatch(/^[2-9a-hjkmnp-z]{5}$/);
    const there = await call('GET', `/k/${short.toUpperCase()}`, undefined, {});
    expect([there.status, there.headers['location']]).toEqual([302, '/s/repair?lang=de&source=qr&store=altona']);
    expect((await call('GET', '/api/surveys/repair/addresses')).body.items).toMatchObject([{ short, opened: 1 }]);
    expect((await call('GET', `/api/surveys/repair/addresses/${short}/qr.svg`)).body).toMatch(/^<svg .*aria-label="Shop Altona: http:\/\/localhost:3000\/k\//);
    for (const paper of ['a4', 'a5']) {
      const poster = await server.inject({ method: 'GET', url: `/api/surveys/repair/addresses/${short}/poster.pdf?paper=${paper}&language=de&heading=${encodeURIComponent('Łódź: ß Ä '.repeat(12).trim())}`, headers: manager });
      expect([poster.statusCode, poster.headers['content-type'], poster.rawPayload.subarray(0, 5).toString(), poster.rawPayload.toString('latin1').match(/\/Type \/Page\b/g)?.length]).toEqual([200, 'application/pdf', '%PDF-', 1]);
    }
    expect((await call('DELETE', `/api/surveys/repair/addresses/${short}`)).status).toBe(204);
    expect((await call('GET', `/k/${short}`, undefined, {})).status).toBe(404);
    expect((await call('GET', '/api/surveys/repair/addresses', undefined, salesOwner)).status).toBe(404);
  });
});
