import { type KyselyPlugin, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../platform/context.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { openCase } from '../cases/open-case.actions.ts';
import { applyServiceLevels } from './apply-service-levels.actions.ts';
import { changeCalendar, createCalendar, readCalendars, removeCalendar } from './calendars.actions.ts';
import type { CaseFacts, CaseMoment } from './case-facts.contract.ts';
import { readServiceFigure } from './figure.actions.ts';
import { createPolicy, readPolicies, removePolicy, setPolicyOrder } from './policies.actions.ts';
import { breakServiceClocks } from './service-levels.jobs.ts';
import { readClocks } from './show-clocks.actions.ts';

let context: TestContext;
let nowMs = 0;
const setClock = (text: string) => { nowMs = Date.parse(text); };
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date(nowMs) } });
});
afterAll(() => context?.close());
beforeEach(async () => {
  setClock('2026-11-23T08:00:00Z'); // Monday, 9:00 in Berlin
  await sql`truncate service_clocks, service_events cascade`.execute(context.db);
});

let cases = 0;
const caseId = () => `00000000-0000-8000-8000-${String((cases += 1)).padStart(12, '0')}`;
const facts = (id: string, more: Partial<CaseFacts> = {}): CaseFacts => ({ caseId: id, subject: null, channel: 'mail', status: 'new', priority: 'normal', department: 'service', touchpoint: null, category: null, at: new Date(nowMs), ...more });
const tell = (id: string, moment: CaseMoment, more: Partial<CaseFacts> = {}, on: Context = context) => on.db.transaction().execute((tx) => applyServiceLevels(on, tx, facts(id, more), moment));
const breaches = async () => (await sql<{ clockId: string; at: Date; n: number }>`select clock_id, min(at) as at, count(*) as n from service_events where kind = 'breach' group by 1`.execute(context.db)).rows;

describe('a new installation', () => {
  it('has targets that make sense: four open hours to the first reply', async () => {
    expect(await tell(caseId(), 'opened')).toEqual({ nextDueAt: new Date('2026-11-23T12:00:00Z') });
    const [calendar] = await readCalendars(context);
    expect(calendar).toMatchObject({ timeZone: 'Europe/Berlin', holidayRegion: 'BUND', isUsual: true, usedBy: 1 });
  });
  it('starts the clocks of a case that comes in, and says why', async () => {
    const { caseId: id } = await openCase(context, { subject: null, channel: 'mail', subjectLine: 'Kein Netz', text: 'Hilfe', department: 'service', source: { kind: 'mail' } });
    const clocks = await readClocks(context, null, id);
    expect(clocks.map(({ kind, state, targetMinutes, events }) => [kind, state, targetMinutes, ...events.map((event) => `${event.kind} ${event.why}`)])).toEqual([['first_reply', 'running', 240, 'activate opened'], ['solution', 'running', 3_000, 'activate opened']]);
    expect(await readClocks(context, ['sales'], id)).toEqual([]);
    expect((await sql<{ at: Date }>`select service_level_due_at as at from cases where id = ${id}`.execute(context.db)).rows[0]?.at.toISOString()).toBe('2026-11-23T12:00:00.000Z');
  });
});

/** The process dies at its n-th statement: that one and all after it do not happen. */
function dyingAt(n: number): { context: Context; hasDied(): boolean } {
  let done = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      done += 1;
      if (done >= n) throw Object.assign(new Error('the process died'), { code: 'ECONNRESET' });
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  return { context: { ...context, db: context.db.withPlugin(plugin) }, hasDied: () => done >= n };
}
const never = new AbortController().signal;

describe('a clock whose time is over', () => {
  it('breaks once, at that time, with three workers and replies that come meanwhile', async () => {
    const ids = Array.from({ length: 30 }, caseId);
    for (const id of ids) await tell(id, 'opened');
    setClock('2026-11-24T08:00:00Z');
    await Promise.all([...[1, 2, 3].map(() => breakServiceClocks.run({ ...context }, {}, never)), ...ids.slice(0, 10).map((id) => tell(id, 'staff_replied', { status: 'open' }))]);
    const found = await breaches();
    expect(found).toHaveLength(30);
    expect(found.every(({ n, at }) => n === 1 && at.toISOString() === '2026-11-23T12:00:00.000Z')).toBe(true);
  });
  it('breaks once, wherever the process dies while it replies or looks', async () => {
    const id = caseId();
    await tell(id, 'opened');
    setClock('2026-11-24T08:00:00Z');
    let deaths = 0;
    for (let n = 1; ; n += 1) {
      const process = dyingAt(n);
      await tell(id, 'staff_replied', { status: 'open' }, process.context).catch(() => undefined);
      if (!process.hasDied()) break;
      deaths += 1;
      const again = dyingAt(1);
      await Promise.resolve(breakServiceClocks.run(again.context, {}, never)).catch(() => undefined);
    }
    await breakServiceClocks.run(context, {}, never);
    expect(deaths).toBeGreaterThan(3);
    expect(await breaches()).toMatchObject([{ n: 1 }]);
    expect((await readClocks(context, null, id))[0]).toMatchObject({ state: 'fulfilled', breachedAt: '2026-11-23T12:00:00.000Z', fulfilledAt: '2026-11-24T08:00:00.000Z' });
  });
});

describe('policies', () => {
  const targets = (firstReplyMinutes: number) => ({ firstReplyMinutes, nextReplyMinutes: null, solutionMinutes: null });
  const all = (minutes: number) => ({ low: targets(minutes), normal: targets(minutes), high: targets(minutes), urgent: targets(minutes) });
  it('are asked in their order, by what the case and its customer are; a removed one counts no more', async () => {
    const chat = await createPolicy(context, { name: 'Chat', conditions: { channels: ['chat'] }, targets: all(10), calendarId: null, pausesForPartner: false });
    expect((await tell(caseId(), 'opened', { channel: 'chat' })).nextDueAt?.toISOString()).toBe('2026-11-23T12:00:00.000Z');
    await setPolicyOrder(context, [chat.id, ...(await readPolicies(context)).map(({ id }) => id).filter((id) => id !== chat.id)]);
    const id = caseId();
    expect((await tell(id, 'opened', { channel: 'chat' })).nextDueAt?.toISOString()).toBe('2026-11-23T08:10:00.000Z');
    await removePolicy(context, chat.id);
    expect((await readClocks(context, null, id))[0]).toMatchObject({ policyName: 'Chat', calendarName: null });
    expect((await tell(id, 'changed', { channel: 'chat' })).nextDueAt?.toISOString()).toBe('2026-11-23T12:00:00.000Z');
    await expect(setPolicyOrder(context, [chat.id])).rejects.toMatchObject({ code: 'service_policy.changed_meanwhile' });
  });
});

describe('calendars', () => {
  const office = [{ from: 480, to: 1_080 }];
  const input = { name: 'Shop', timeZone: 'Europe/Vienna', week: [office, office, office, office, office, office, []], holidayRegion: null, ownDays: [], isUsual: false };
  it('cannot be closed for ever, nor removed while something counts with them', async () => {
    await expect(createCalendar(context, { ...input, week: [[], [], [], [], [], [], []] })).rejects.toMatchObject({ code: 'business_calendar.never_open' });
    const shop = await createCalendar(context, input);
    const usual = (await readCalendars(context)).find(({ isUsual }) => isUsual);
    await expect(removeCalendar(context, usual?.id ?? '')).rejects.toMatchObject({ code: 'business_calendar.in_use' });
    expect(await changeCalendar(context, shop.id, 1, { ...input, name: 'Shops', isUsual: true })).toMatchObject({ name: 'Shops', isUsual: true, version: 2 });
    await expect(changeCalendar(context, shop.id, 1, input)).rejects.toMatchObject({ code: 'business_calendar.changed_meanwhile' });
    expect((await readCalendars(context)).filter(({ isUsual }) => isUsual)).toHaveLength(1);
    await changeCalendar(context, usual?.id ?? '', 1, { ...input, ...usual, isUsual: true });
    await removeCalendar(context, shop.id);
  });
});

describe('the figure', () => {
  it('is the share of decided clocks that ended in time, withheld below 30 cases', async () => {
    for (let n = 0; n < 40; n += 1) {
      const id = caseId();
      await tell(id, 'opened', { at: new Date('2026-11-20T08:00:00Z'), department: n < 35 ? 'service' : 'network' });
      await tell(id, 'staff_replied', { at: new Date(n < 30 ? '2026-11-20T10:00:00Z' : '2026-11-20T14:00:00Z'), status: 'open', department: n < 35 ? 'service' : 'network' });
    }
    const { items } = await readServiceFigure(context, null, { by: 'none' });
    expect(items).toMatchObject([{ clock: 'first_reply', kept: { kind: 'shown', n: 40, value: { share: 0.75 } } }]);
    // one group of five would follow from the whole and the other
    expect((await readServiceFigure(context, null, { by: 'department' })).items.map(({ group, kept }) => [group, kept.kind])).toEqual([['network', 'withheld'], ['service', 'withheld']]);
  });
});
