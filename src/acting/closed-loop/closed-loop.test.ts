import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import { response } from '../../listening/responses/responses.builders.ts';
import { buildTwoTouchpoints, surveyInput } from '../../listening/surveys/surveys.builders.ts';
import { createSurvey } from '../../listening/surveys/manage-surveys.actions.ts';
import { recordContacts } from '../../people/timeline/record-contacts.actions.ts';
import { sightCustomer } from '../../people/identity/sight.actions.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { acceptResponses } from '../../listening/responses/intake/accept-responses.actions.ts';
import { listPageOfCatches, sayTold } from './catches.actions.ts';
import { loopRuleInputSchema } from './closed-loop.contract.ts';
import { readLoopFigures } from './loop-figures.actions.ts';
import { addLoopRule, changeLoopRule, previewLoopRule } from './loop-rules.actions.ts';
import { sweepLoop } from './sweep.actions.ts';

let context: TestContext;
let now = new Date('2026-11-20T09:00:00Z');
const boss = actorFrom({ kind: 'key', id: 'key-1', label: 'boss', role: 'administrator', departments: [], byCookie: false });
const sweep = () => sweepLoop(context, new AbortController().signal);
const cases = async () => (await sql<{ id: string; subjectLine: string; department: string; priority: string }>`select id, subject_line, department, priority from cases order by number`.execute(context.db)).rows;
let n = 0;
const answer = async (userId: string, nps: number, comment: string, at = now) => {
  n += 1;
  await acceptResponses(context, [response(n, { identifiers: [{ kind: 'userId', value: userId }], at: at.toISOString(), answers: [{ role: 'nps', value: nps }, { role: 'comment', text: comment }] })]);
};
const sight = async (value: string) => {
  const seen = await writeWithHistory(context, (tx, journal) => sightCustomer(context, tx, journal, { identifiers: [{ kind: 'userId', value }], at: now, source: 'api', messageKey: `see:${value}` }));
  if (!seen) throw new Error('nobody was seen');
  await seen.afterCommit();
  return seen.subject;
};

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  await sql`delete from service_policies`.execute(context.db); // their clocks have tests of their own
  await context.jobs.enqueue('test.nothing', {}); // the queue makes its tables when it is first used
  await buildTwoTouchpoints(context);
  await createSurvey(context, surveyInput());
});
afterAll(() => context?.close());

describe('the closed loop', () => {
  it('opens no case for what was there before the rule, nor for what happened long ago', async () => {
    await answer('old', 0, 'Schon vor der Regel');
    now = new Date('2026-11-20T10:00:00Z');
    await addLoopRule(context, loopRuleInputSchema.parse({ name: 'Schlechter NPS', condition: { kind: 'score', metric: 'nps', atMost: 4 }, priority: 'high', contactWithinHours: 24 }));
    await answer('loaded', 0, 'Aus einem Import', new Date('2026-11-01T09:00:00Z'));
    expect([await sweep(), await cases()]).toEqual([0, []]);
  });
  it('opens a case at the department of the touchpoint, with the words, once across sweeps', async () => {
    await answer('anna', 2, 'Niemand ruft zurück');
    await answer('ben', 9, 'Alles gut');
    expect([await sweep(), await sweep()]).toEqual([1, 0]);
    expect(await cases()).toMatchObject([{ subjectLine: 'Schlechter NPS (NPS 2): Reparaturstatus', department: 'service', priority: 'high' }]);
    await sql`update loop_cursors set done = 0`.execute(context.db); // as after a restore: everything is looked at again
    expect([await sweep(), (await cases()).length]).toEqual([0, 1]);
  });
  it('adds to the open case of the same customer and touchpoint', async () => {
    await answer('anna', 1, 'Immer noch nichts');
    expect([await sweep(), (await cases()).length]).toEqual([1, 1]);
    const { rows } = await sql<{ text: string }>`select text from case_entries where what = 'loop.caught' and text <> ''`.execute(context.db);
    expect(rows).toEqual([{ text: 'Immer noch nichts' }]);
  });
  it('finds strong complaints by mood or words, not those of the desk itself', async () => {
    await addLoopRule(context, loopRuleInputSchema.parse({ name: 'Beschwerde', condition: { kind: 'complaint', words: ['kündige'] }, department: 'sales' }));
    const subject = await sight('cem');
    const contact = (key: string, more: object) => ({ key, subject, at: now, kind: 'social_post', channel: 'social', direction: 'inbound', source: 'social', ...more }) as const;
    await writeWithHistory(context, async (_tx, journal) => recordContacts(context, journal, [contact('p1', { mood: -1.6, text: 'Schrecklich' }), contact('p2', { mood: -1, text: 'Ich KÜNDIGE!', touchpoint: 'shop_advice' }), contact('p3', { mood: -1 }), contact('p4', { mood: -2, source: 'desk' }), contact('p5', { mood: -2, direction: 'outbound' })]));
    expect(await sweep()).toBe(2);
    expect((await cases()).map(({ department }) => department)).toEqual(['service', 'sales', 'sales']);
  });
  it('shows beforehand what a rule would have caught, whenever it was received', async () => {
    expect(await previewLoopRule(context, boss, { condition: { kind: 'score', metric: 'nps', atMost: 4 }, touchpoints: null, days: 30 })).toMatchObject({ n: 4, customers: 3, byTouchpoint: [{ touchpoint: 'repair_status', n: 4 }] });
    expect(await previewLoopRule(context, boss, { condition: { kind: 'score', metric: 'nps', atMost: 4 }, touchpoints: ['shop_advice'], days: 30 })).toMatchObject({ n: 0 });
  });
  it('says how many were closed, how soon, and whether customers rate better afterwards', async () => {
    const [first] = await cases();
    now = new Date('2026-11-20T13:00:00Z');
    await sayTold(context, boss, first?.id ?? '', { how: 'phone' });
    await sql`update cases set status = 'solved', solved_at = ${now} where id = ${first?.id ?? ''}`.execute(context.db);
    now = new Date('2026-11-22T13:00:00Z');
    await answer('anna', 8, 'Danke');
    now = new Date('2026-11-23T13:00:00Z');
    const { all } = await readLoopFigures(context, boss, 30);
    expect(all).toMatchObject({ caught: 4, cases: 3, closed: { n: 4, share: 0.5 }, contactedInTime: { n: 4, share: 0.5 }, contactHours: { n: 2, median: 3 }, scoreChange: { n: 2, customers: 1, before: 1.5, after: 8, change: 6.5 } });
    expect((await listPageOfCatches(context, boss, { state: 'done', limit: 10 })).items.map(({ toldHow }) => toldHow)).toEqual(['phone', 'phone']);
  });
  it('begins anew when it is switched on again', async () => {
    const { rows } = await sql<{ id: string }>`select id from loop_rules where name = 'Schlechter NPS'`.execute(context.db);
    await changeLoopRule(context, rows[0]?.id ?? '', { isOn: false });
    await answer('dora', 0, 'Während sie aus war');
    now = new Date('2026-11-23T14:00:00Z');
    expect(await changeLoopRule(context, rows[0]?.id ?? '', { isOn: true })).toMatchObject({ switchedOffAt: null, beganAt: '2026-11-23T14:00:00.000Z', priority: 'high' });
    await sweep();
    const { rows: caught } = await sql`select 1 from loop_catches where rule_id = ${rows[0]?.id ?? ''} and caught_at >= ${now}`.execute(context.db);
    expect(caught).toEqual([]);
  });
});

