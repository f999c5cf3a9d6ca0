import { type KyselyPlugin, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../platform/context.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import type { Doer } from '../cases/case-actors.contract.ts';
import { openCase } from '../cases/open-case.actions.ts';
import { readPromiseFigure } from './figure.actions.ts';
import { makePromise, makePromiseFromLine } from './make-promise.actions.ts';
import { sendPromiseNotices } from './notices.actions.ts';
import { addAbsence, savePromisePolicies } from './promise-settings.actions.ts';
import { breakDuePromises, handOverPromise, keepPromise, withdrawPromise } from './settle-promise.actions.ts';
import { getPromise, listBrokenSince, listEventsOfPromise, listPromises } from './show-promises.actions.ts';

let context: TestContext;
let nowMs = 0;
const clock = { now: () => new Date(nowMs) };
const setClock = (text: string) => { nowMs = Date.parse(text); };
const ids = { anna: '', ben: '', carla: '' };
beforeAll(async () => {
  context = await openTestContext({ clock, settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE', smtpUrl: 'smtp://localhost:9' } });
  await sql`delete from service_policies`.execute(context.db); // their clocks have tests of their own
  await context.jobs.enqueue('test.nothing', {}); // the queue makes its tables when it is first used
  await sql`insert into departments (code, name_de, name_en) values ('service', 'Service', 'Service'), ('network', 'Netz', 'Network')`.execute(context.db);
  for (const [name, role, departments] of [['anna', 'agent', ['service']], ['ben', 'agent', ['service']], ['carla', 'cx_manager', []]] as const) {
    const { rows } = await sql<{ id: string }>`insert into users (name, email, role, departments) values (${name}, ${`${name}@nordfunk.example`}, ${role}, ${departments}::text[]) returning id`.execute(context.db);
    ids[name] = rows[0]?.id ?? '';
  }
});
afterAll(() => context?.close());
beforeEach(async () => {
  setClock('2026-11-24T09:15:00Z'); // a Tuesday, 10:15 in Berlin
  await sql`truncate promises, promise_events, staff_absences cascade`.execute(context.db);
});

const anna = (): Doer => ({ kind: 'user', id: ids.anna, label: 'anna', departments: null });
const newCase = async (department: string | null = 'service') => (await openCase(context, { subject: null, channel: 'mail', subjectLine: 'Kein Empfang', text: 'Bitte um Hilfe', department, touchpoint: 'hotline', source: { kind: 'mail' } })).caseId;
const eventsOfCase = async (caseId: string) => (await sql<{ what: string }>`select what from case_entries where case_id = ${caseId} and what like 'promise.%' order by seq`.execute(context.db)).rows.map(({ what }) => what);
const dueOf = async (caseId: string) => (await sql<{ at: Date | null }>`select promise_due_at as at from cases where id = ${caseId}`.execute(context.db)).rows[0]?.at?.toISOString() ?? null;

describe('a promise', () => {
  it('is made from one line, answered for by who makes it, and is due in its case', async () => {
    const caseId = await newCase();
    const made = await makePromiseFromLine(context, anna(), caseId, 'Rückruf bis morgen 14 Uhr');
    expect(made).toMatchObject({ text: 'Rückruf', kind: 'callback', dueAt: '2026-11-25T13:00:00.000Z', state: 'open', responsibleName: 'anna', department: 'service', touchpoint: 'hotline', madeBy: 'anna', reading: 'Mittwoch, 25.11.2026, 14:00 Uhr' });
    expect(await dueOf(caseId)).toBe('2026-11-25T13:00:00.000Z');
    expect(await eventsOfCase(caseId)).toEqual(['promise.made']);
  });
  it('is not made when it says no time, one that is over, or several', async () => {
    const caseId = await newCase();
    for (const line of ['Rückruf', 'Rückruf gestern', 'Rückruf morgen oder Freitag']) await expect(makePromiseFromLine(context, anna(), caseId, line)).rejects.toMatchObject({ code: 'promise.line_unclear' });
    await expect(makePromise(context, anna(), { caseId, text: 'Rückruf', dueAt: '2026-11-24T09:15:00Z' })).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(makePromise(context, anna(), { caseId, line: 'Rückruf in 2 Stunden', responsible: { department: 'nowhere' } })).rejects.toMatchObject({ code: 'promise.responsible_unknown' });
  });
  it('is read in the zone of the customer', async () => {
    const caseId = await newCase();
    expect((await makePromise(context, anna(), { caseId, line: 'Rückruf heute 14 Uhr', timeZone: 'America/New_York' })).dueAt).toBe('2026-11-24T19:00:00.000Z');
  });
  it('kept at the very end is kept, one millisecond later it is broken and kept', async () => {
    const caseId = await newCase();
    const first = await makePromiseFromLine(context, anna(), caseId, 'Rückruf in 2 Stunden');
    const second = await makePromiseFromLine(context, anna(), caseId, 'Antwort in 2 Stunden');
    setClock('2026-11-24T11:15:00Z');
    expect(await keepPromise(context, anna(), first.id)).toMatchObject({ state: 'kept', brokenAt: null });
    nowMs += 1;
    expect(await keepPromise(context, anna(), second.id)).toMatchObject({ state: 'kept_late', brokenAt: '2026-11-24T11:15:00.000Z' });
    expect(await eventsOfCase(caseId)).toEqual(['promise.made', 'promise.made', 'promise.kept', 'promise.broken', 'promise.kept']);
    expect(await dueOf(caseId)).toBeNull();
    await expect(keepPromise(context, anna(), first.id)).rejects.toMatchObject({ code: 'promise.already_settled' });
  });
  it('can be withdrawn with a reason; too late does not wipe it away', async () => {
    const caseId = await newCase();
    const first = await makePromiseFromLine(context, anna(), caseId, 'Rückruf in 2 Stunden');
    expect(await withdrawPromise(context, anna(), first.id, { reason: 'Kunde hat schon angerufen' })).toMatchObject({ state: 'withdrawn', brokenAt: null, withdrawnReason: 'Kunde hat schon angerufen' });
    const second = await makePromiseFromLine(context, anna(), caseId, 'Rückruf in 2 Stunden');
    setClock('2026-11-24T12:00:00Z');
    expect(await withdrawPromise(context, anna(), second.id, { reason: 'vergessen' })).toMatchObject({ state: 'withdrawn', brokenAt: '2026-11-24T11:15:00.000Z' });
  });
  it('is refused to somebody who saw an older state, and unknown to other departments', async () => {
    const made = await makePromiseFromLine(context, anna(), await newCase(), 'Rückruf in 2 Stunden');
    await handOverPromise(context, anna(), made.id, { responsible: { userId: ids.ben } });
    await expect(keepPromise(context, anna(), made.id, made.version)).rejects.toMatchObject({ code: 'promise.changed_meanwhile' });
    await expect(getPromise(context, { departments: ['network'] }, made.id)).rejects.toMatchObject({ code: 'promise.not_found' });
    await handOverPromise(context, anna(), made.id, { responsible: { department: 'network' } });
    expect(await getPromise(context, { departments: ['network'] }, made.id)).toMatchObject({ responsibleDepartment: 'network', responsibleName: null });
  });
  it('is listed by due time: mine, my team’s, all, in pages', async () => {
    const caseId = await newCase();
    for (const hours of [5, 2, 9, 1]) await makePromiseFromLine(context, anna(), caseId, `Rückruf in ${hours} Stunden`);
    await makePromise(context, anna(), { caseId, line: 'Antwort in 3 Stunden', responsible: { userId: ids.ben } });
    const list = async (whose: 'mine' | 'team' | 'all', who = anna()) => (await listPromises(context, who, { whose, state: 'open', limit: 50 })).items.map(({ dueAt }) => dueAt.slice(11, 13));
    expect(await list('mine')).toEqual(['10', '11', '14', '18']);
    expect(await list('team')).toEqual(['10', '11', '12', '14', '18']);
    expect(await list('all', { ...anna(), id: ids.carla })).toEqual(['10', '11', '12', '14', '18']);
    const first = await listPromises(context, anna(), { whose: 'all', state: 'open', limit: 2 });
    const second = await listPromises(context, anna(), { whose: 'all', state: 'open', limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...second.items].map(({ dueAt }) => dueAt.slice(11, 13))).toEqual(['10', '11', '12', '14']);
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

describe('a broken promise', () => {
  const broken = async () => (await sql<{ promiseId: string; n: number }>`select promise_id, count(*) as n from promise_events where kind = 'broken' group by 1`.execute(context.db)).rows;
  const told = async () => (await sql<{ n: number }>`select count(*) as n from case_entries where what = 'promise.broken' and data ->> 'promiseId' in (select id::text from promises)`.execute(context.db)).rows[0]?.n;

  it('is recorded once at its due time, wherever the process dies in between', async () => {
    const caseId = await newCase();
    for (let n = 0; n < 3; n += 1) await makePromiseFromLine(context, anna(), caseId, 'Rückruf in 2 Stunden');
    setClock('2026-11-24T12:00:00Z');
    let deaths = 0;
    // from the first statement on, one further each time, until a whole run gets through
    for (let n = 1; ; n += 1) {
      const process = dyingAt(n);
      await breakDuePromises(process.context).catch(() => undefined);
      if (!process.hasDied()) break;
      deaths += 1;
      const events = await broken();
      expect(events.every((event) => event.n === 1)).toBe(true);
      expect(await told()).toBe(events.length);
    }
    expect(deaths).toBeGreaterThan(7);
    expect(await broken()).toHaveLength(3);
    expect((await listBrokenSince(context.db, 0)).map(({ at }) => at.toISOString())).toEqual(Array.from({ length: 3 }, () => '2026-11-24T11:15:00.000Z'));
    expect(await breakDuePromises(context)).toBe(0);
  });

  it('is recorded once when four workers and the person who keeps it too late come at the same time', async () => {
    const caseId = await newCase();
    const made = [];
    for (let n = 0; n < 20; n += 1) made.push(await makePromiseFromLine(context, anna(), caseId, 'Rückruf in 2 Stunden'));
    setClock('2026-11-24T12:00:00Z');
    const keep = made.slice(0, 5).map(({ id }) => keepPromise(context, anna(), id));
    await Promise.all([...Array.from({ length: 4 }, () => breakDuePromises({ ...context })), ...keep]);
    const events = await broken();
    expect(events).toHaveLength(20);
    expect(events.every(({ n }) => n === 1)).toBe(true);
    expect(await told()).toBe(20);
  });
});

describe('reminders', () => {
  const mails = async () => (await sql<{ n: number }>`select count(*) as n from jobs.job where name = 'mail.send'`.execute(context.db)).rows[0]?.n ?? 0;
  const happened = async (id: string) => (await listEventsOfPromise(context, anna(), id)).map(({ kind, to, because }) => [kind, ...to, ...(because === null ? [] : [because])].join(' '));

  it('go to who is responsible before it is due, and to those whom the policy names when it is late, each once', async () => {
    const made = await makePromiseFromLine(context, anna(), await newCase(), 'Rückruf morgen 14 Uhr');
    const before = await mails();
    expect(await sendPromiseNotices(context)).toBe(0);
    setClock('2026-11-25T12:00:00Z');
    await Promise.all([sendPromiseNotices(context), sendPromiseNotices({ ...context })]);
    expect(await happened(made.id)).toEqual(['made', 'reminded anna']);
    setClock('2026-11-25T13:00:00Z');
    expect(await sendPromiseNotices(context)).toBe(0); // exactly at the end it can still be kept
    nowMs += 60_000;
    await breakDuePromises(context);
    await Promise.all([sendPromiseNotices(context), sendPromiseNotices({ ...context })]);
    expect(await happened(made.id)).toEqual(['made', 'reminded anna', 'broken', 'escalated carla late']);
    expect((await mails()) - before).toBe(2);
    expect(await sendPromiseNotices(context)).toBe(0);
  });
  it('go to who stands in when the responsible person is away then', async () => {
    const made = await makePromiseFromLine(context, anna(), await newCase(), 'Rückruf morgen 14 Uhr');
    const carla = { kind: 'user', id: ids.carla, label: 'carla', role: 'cx_manager', departments: null, byCookie: false, can: () => true } as const;
    await addAbsence(context, carla, { userId: ids.anna, fromAt: '2026-11-25T06:00:00Z', untilAt: '2026-11-27T18:00:00Z', substitute: ids.ben, note: '' });
    expect((await getPromise(context, anna(), made.id)).isAway).toBe(true);
    await sendPromiseNotices(context);
    expect(await happened(made.id)).toEqual(['made', 'escalated ben away']);
    expect((await listPromises(context, { ...anna(), id: ids.ben }, { whose: 'mine', state: 'open', limit: 10 })).items.map(({ id }) => id)).toEqual([made.id]);
    setClock('2026-11-25T12:30:00Z');
    await sendPromiseNotices(context);
    expect(await happened(made.id)).toEqual(['made', 'escalated ben away']);
  });
  it('follow the first policy that fits', async () => {
    const [standard] = await savePromisePolicies(context, [
      { name: 'Netz', conditions: { departments: ['network'] }, remindMinutesBefore: 240, escalateMinutesLate: null, escalateTo: { kind: 'department', id: 'network' } },
      { name: 'Standard', conditions: {}, remindMinutesBefore: 60, escalateMinutesLate: 0, escalateTo: { kind: 'role', id: 'cx_manager' } },
    ]);
    expect(standard?.name).toBe('Netz');
    const made = await makePromiseFromLine(context, anna(), await newCase('network'), 'Rückruf heute 16 Uhr');
    setClock('2026-11-24T11:00:00Z');
    await sendPromiseNotices(context);
    expect(await happened(made.id)).toEqual(['made', 'reminded anna']);
  });
});

describe('the figure', () => {
  it('counts late as broken and leaves out what was withdrawn in time; below the minimum it is withheld', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => ({ n, due: '2026-11-20T12:00:00Z', kept: n < 30 ? '2026-11-20T11:00:00Z' : n < 34 ? '2026-11-20T13:00:00Z' : null, withdrawn: n >= 38 ? '2026-11-20T10:00:00Z' : null }));
    for (const { n, due, kept, withdrawn } of rows) {
      await sql`insert into promises (id, kind, text, due_at, time_zone, made_at, made_by_kind, made_by_label, kept_at, withdrawn_at, broken_at, department)
        values (gen_random_uuid(), ${n % 2 ? 'callback' : 'answer'}, 'x', ${due}, 'Europe/Berlin', '2026-11-19T12:00:00Z', 'user', 'anna', ${kept}, ${withdrawn}, ${n >= 30 && n < 38 ? due : null}, 'service')`.execute(context.db);
    }
    const { items: [all] } = await readPromiseFigure(context, null, { by: 'none' });
    expect(all).toMatchObject({ promises: 38, withdrawn: 2, kept: { kind: 'shown', n: 38 } });
    expect(all?.kept.value?.share).toBeCloseTo(30 / 38, 10);
    const byKind = await readPromiseFigure(context, null, { by: 'kind' });
    expect(byKind.items.map(({ group, kept }) => [group, kept.kind])).toEqual([['answer', 'withheld'], ['callback', 'withheld']]);
    expect((await readPromiseFigure(context, ['network'], { by: 'none' })).items).toEqual([]);
  });
});
