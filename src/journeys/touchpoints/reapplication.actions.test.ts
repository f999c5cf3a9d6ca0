import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { getReapplicationState, reapplyRules } from './reapplication.actions.ts';
import { saveTouchpoints } from './touchpoints.actions.ts';
import type { Rule, TouchpointInput } from './touchpoints.contract.ts';

let now = new Date('2026-04-01T10:00:00Z');
let context: TestContext;
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  await context.history.insertLines('interactions', [lostParcel(1), lostParcel(2), answeredSurvey(3)].join('\n'));
});
afterAll(() => context.close());

const row = (number: number, change: Record<string, string>) => JSON.stringify({
  message_id: `00000000-0000-4000-8000-00000000000${number}`, message_key: `m${number}`, subject: '00000000-0000-4000-8000-000000000100', at: '2026-03-01 10:00:00.000', received_at: '2026-03-01 10:00:00.000', batch: 1,
  source: 'crm', channel: 'mail', direction: 'inbound', touchpoint: '', department: '', product: '', place: '', subject_line: '', text: '', language: '', score: null, mood: null, cost_cents: null, properties: '{}', ...change,
});
const lostParcel = (number: number) => row(number, { type: 'track', kind: 'ParcelLost' });
const answeredSurvey = (number: number) => row(number, { type: 'survey', kind: 'survey_answered', touchpoint: 'lost' });
const lost = (rules: Rule[]): TouchpointInput => ({ code: 'lost', nameDe: 'Verlust', nameEn: 'Loss', stage: 'service', channel: 'mail', kind: 'main', rules });
const seconds = (after: number) => new Date(Date.parse('2026-04-01T10:00:00Z') + after * 1000);

it('waits until everybody has the new rules, joins changes, and looks once more for what was on its way', async () => {
  await saveTouchpoints(context, [lost([{ event: 'ParcelLost', conditions: [] }])]);
  await saveTouchpoints(context, [lost([{ event: 'ParcelLost', channel: 'mail', conditions: [] }])]);
  now = seconds(2);
  expect(await reapplyRules(context)).toEqual({ kind: 'nothing_to_do' });
  expect((await getReapplicationState(context)).state).toBe('waiting');
  now = seconds(3);
  expect(await reapplyRules(context)).toEqual({ kind: 'applied', movedContacts: 2 });
  expect(await getReapplicationState(context)).toMatchObject({ state: 'current', movedContacts: 2, finishedAt: '2026-04-01T10:00:03.000Z' });

  await context.history.insertLines('interactions', lostParcel(4));
  now = seconds(62);
  expect(await reapplyRules(context)).toEqual({ kind: 'nothing_to_do' });
  now = seconds(63);
  expect(await reapplyRules(context)).toEqual({ kind: 'applied', movedContacts: 1 });
  expect(await reapplyRules(context)).toEqual({ kind: 'nothing_to_do' });
  expect((await getReapplicationState(context)).movedContacts).toBe(3);
});

it('leaves answers to surveys at the touchpoint that they are about', async () => {
  await saveTouchpoints(context, [lost([])]);
  now = seconds(100);
  expect(await reapplyRules(context)).toEqual({ kind: 'applied', movedContacts: 3 });
  expect(await context.history.query('select kind, touchpoint, toUInt32(count()) as n from interactions group by kind, touchpoint order by kind')).toEqual([
    { kind: 'ParcelLost', touchpoint: '', n: 3 },
    { kind: 'survey_answered', touchpoint: 'lost', n: 1 },
  ]);
});

it('does not ask for a run when a change cannot move a contact', async () => {
  now = seconds(200);
  await reapplyRules(context);
  await saveTouchpoints(context, [{ ...lost([]), nameEn: 'Loss of a parcel', momentOfTruth: true }]);
  expect((await getReapplicationState(context)).state).toBe('current');
});

it('tells when the history engine refuses, and tries again half a minute later', async () => {
  await saveTouchpoints(context, [lost([{ event: 'ParcelLost', conditions: [] }])]);
  now = seconds(300);
  const broken = { ...context, history: { ...context.history, query: () => Promise.reject(new Error('no disk')) } };
  await expect(reapplyRules(broken)).rejects.toThrow('no disk');
  expect(await getReapplicationState(context)).toMatchObject({ state: 'failed', failure: 'no disk' });
  now = seconds(329);
  expect(await reapplyRules(context)).toEqual({ kind: 'nothing_to_do' });
  now = seconds(330);
  expect(await reapplyRules(context)).toEqual({ kind: 'applied', movedContacts: 3 });
});
