import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answersHolder } from '../../listening/responses/responses-privacy.actions.ts';
import { deleteRowsOf } from '../../listening/imports/undo/undo-import.analytics.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { numberedId } from '../gaps/gaps.builders.ts';
import type { Selection, Split } from './explore/explore-rows.logic.ts';
import { paramsOf, readClusters, readSums, sampleClusters, sumsStatement } from './explore/explore-sums.analytics.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date('2026-06-01T00:00:00Z') } });
  await insertAnswers(answers(0, 3_000));
});
afterAll(() => context?.close());

const touchpoints = ['repair_status', 'shop_advice', 'invoice'];
const day = (n: number) => `2026-0${1 + (n % 5)}-${String(1 + (n % 27)).padStart(2, '0')} 10:00:00.000`;
interface Row {
  response_id: string;
  subject: string;
  at: string;
  touchpoint: string;
  value: number | null;
}
/** Every seventh customer answers several times; one in ten gives no points. */
const answers = (from: number, n: number) => Array.from({ length: n }, (_, place) => from + place).map((number): Row & Record<string, unknown> => ({
  response_id: numberedId(1, number), subject: numberedId(2, number % 7 === 0 ? number % 70 : number), at: day(number), received_at: day(number), survey: 'after_contact', touchpoint: touchpoints[number % 3] ?? '', channel: 'web', department: '',
  target_group: `group ${number % 4}`, language: 'de', question: 'q', item: 'q', role: 'nps', value: number % 10 === 9 ? null : (number * 7) % 11, text: '',
}));
const insertAnswers = (rows: readonly object[], batch = 0) => context.history.insertLines('answers', rows.map((row) => JSON.stringify({ ...row, batch })).join('\n'));

const selection: Selection = { role: 'nps', survey: '', item: '', touchpoint: '', stage: '', channel: '', department: '', group: '', dimension: '', attribute: null, from: '2026-01-01', to: '2026-07-01', touchpoints: null, stages: new Map([['repair_status', 'service'], ['shop_advice', 'purchase']]) };
const splits: Split[] = [
  { by: null, over: 'none', margins: [] }, { by: 'touchpoint', over: 'month', margins: [] }, { by: 'stage', over: 'quarter', margins: [] }, { by: 'group', over: 'week', margins: ['touchpoint'] },
];

/** What the engine keeps beside the answers, and what counting all answers gives. */
async function bothWays() {
  const kept = await Promise.all(splits.map((split) => readSums(context.history, selection, split)));
  const counted = await Promise.all(splits.map((split) => context.history.query(`${sumsStatement(selection, split)} settings optimize_use_projections = 0`, paramsOf(selection, []), { lane: 'analysis' })));
  const n = kept[0]?.[0]?.n ?? 0;
  return { kept, counted, n };
}

async function expectSame(): Promise<number> {
  const { kept, counted, n } = await bothWays();
  expect(kept).toEqual(counted);
  return n;
}

describe('sums beside the answers', () => {
  it('are what questions are answered from', async () => {
    for (const split of splits) {
      const plan = await context.history.query<{ explain: string }>(`explain ${sumsStatement(selection, split)}`, paramsOf(selection, []));
      expect(plan.map(({ explain }) => explain).join('\n')).toContain('ReadFromMergeTree (sums_by_week)');
    }
    expect(await expectSame()).toBe(2_700);
  });

  it('know weeks, months and quarters exactly', async () => {
    const [row] = await readSums(context.history, { ...selection, from: '2026-03-01', to: '2026-04-01', touchpoint: 'invoice' }, { by: null, over: 'none', margins: [] });
    const own = answers(0, 3_000).filter(({ at, touchpoint, value }) => at.startsWith('2026-03') && touchpoint === 'invoice' && value !== null);
    expect(row).toMatchObject({ n: own.length, sum: own.reduce((sum, { value }) => sum + (value ?? 0), 0), promoters: own.filter(({ value }) => (value ?? 0) >= 9).length, people: 101 });
    const weeks = await readSums(context.history, { ...selection, from: '2026-01-01', to: '2026-02-01' }, { by: null, over: 'week', margins: [] });
    expect(weeks.map(({ bucket }) => bucket)).toEqual(['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26']);
  });

  it.each<[string, () => Promise<unknown>, number]>([
    ['answers that come late', () => insertAnswers(answers(3_000, 200)), 1],
    ['an erasure', () => Promise.resolve(answersHolder.eraseElsewhere?.(context, { customerId: numberedId(2, 1), subjects: [numberedId(2, 1), numberedId(2, 7)], identifiers: [], spans: [], beforeBatch: 1_000 })), -1],
    ['words that were taken back', () => context.history.command('delete from answers where response_id in {ids:Array(UUID)}', { ids: [numberedId(1, 2), numberedId(1, 3)] }), -1],
    ['an import that is undone', async () => {
      await insertAnswers(answers(4_000, 100), 77);
      await expectSame();
      await deleteRowsOf(context.history, [77]);
    }, 0],
    ['answers that moved to another touchpoint', () => context.history.command(`alter table answers update department = 'service' where touchpoint = 'invoice'`), 0],
    ['answers that lost their customer by age', () => Promise.resolve(answersHolder.expire?.(context, 'anonymise', new Date('2026-02-15T00:00:00Z'), false)), 0],
    ['answers that were deleted by age', () => Promise.resolve(answersHolder.expire?.(context, 'delete', new Date('2026-02-01T00:00:00Z'), false)), -1],
    ['a merge of all parts', () => context.history.command('optimize table answers final'), 0],
  ])('stay the same as the answers after %s', async (_, change, expected) => {
    const before = await expectSame();
    await change();
    const after = await expectSame();
    expect(Math.sign(after - before)).toBe(expected);
  });
});

describe('customers behind sums', () => {
  it('are counted once in each cell and once in each whole', async () => {
    const rows = await readClusters(context.history, selection, { by: 'touchpoint', over: 'month', margins: [] }, { coding: 'nps' });
    const whole = rows.find(({ part, bucket }) => part === '*' && bucket === '*');
    const cells = rows.filter(({ part, bucket }) => part !== '*' && bucket !== '*');
    const [exact] = await context.history.query<{ n: number; customers: number }>(`select count() as n, uniqExact(subject) as customers from answers where role = 'nps' and value is not null`);
    expect(whole).toMatchObject({ n: exact?.n, clusters: exact?.customers });
    expect(cells.reduce((sum, { n }) => sum + n, 0)).toBe(exact?.n);
    expect(cells.reduce((sum, { clusters }) => sum + clusters, 0)).toBeGreaterThan(exact?.customers ?? 0);
  });
  it('are the same in a sample as among the same customers in all answers', async () => {
    const split: Split = { by: 'touchpoint', over: 'month', margins: [] };
    const order = (rows: readonly { part: string; bucket: string }[]) => rows.toSorted((a, b) => (a.part + a.bucket < b.part + b.bucket ? -1 : 1));
    const sampled = order(await sampleClusters(context.history, selection, split, { coding: 'mean', every: 32 }));
    expect(sampled.length).toBeGreaterThan(5);
    expect(sampled).toEqual(order(await readClusters(context.history, selection, split, { coding: 'mean', every: 32 })));
  });
});
