import { parse } from 'csv-parse/sync';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gapFromPairs } from '../../kernel/stats/gaps/gap.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { figureOf, noEvidence, rankOf } from './figures.logic.ts';
import { listPartFigures, listTouchpointFigures, type TouchpointFigures } from './gap-figures.analytics.ts';
import { listReach } from './reach.analytics.ts';
import { insertAnswers, insertContacts, numberedId } from './gaps.builders.ts';

const allTime = { from: null, to: null, group: '' };
let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
});
afterAll(() => context.close());

async function figuresOf(touchpoint: string, scope = allTime): Promise<TouchpointFigures> {
  const found = (await listTouchpointFigures(context.history, scope)).find(({ key }) => key === touchpoint);
  if (!found) throw new Error(`no figures for ${touchpoint}`);
  return found;
}

const kiosk = new URL('../../../../shared/data/kiosk-servqual-kano-ipa/kiosk.csv', import.meta.url);

describe.skipIf(!existsSync(kiosk))('the published kiosk survey (194 respondents, 24 items; skipped where the data is absent)', () => {
  const items = Array.from({ length: 24 }, (_, index) => `item_${String(index + 1).padStart(2, '0')}`);
  beforeAll(async () => {
    const rows: Record<string, string>[] = parse(readFileSync(kiosk), { columns: true });
    await insertAnswers(context, rows.flatMap((row, index) => {
      const one = { responseId: numberedId(1, index), subject: numberedId(2, index), touchpoint: 'kiosk' };
      return [
        ...items.flatMap((dimension, item) => [
          { ...one, dimension, role: 'expectation' as const, value: Number(row[`E${item + 1}`]) },
          { ...one, dimension, role: 'experience' as const, value: Number(row[`P${item + 1}`]) },
        ]),
        { ...one, role: 'overall' as const, value: Number(row['total1']) },
      ];
    }));
  });

  it('gives the published gap, its interval and the correlation with satisfaction through SQL', async () => {
    const figure = rankOf(await figuresOf('kiosk'), { contacts: 0, customers: 0, allCustomers: 0 }, null);
    expect(figure).toMatchObject({ n: 194, customers: 194, expectationIsTarget: false });
    expect(figure.expectation).toBeCloseTo(5.998067, 5);
    expect(figure.experience).toBeCloseTo(4.838703, 5);
    expect(figure.gap).toBeCloseTo(-1.159364, 5);
    expect(figure.gapLow).toBeCloseTo(-1.275955, 5);
    expect(figure.gapHigh).toBeCloseTo(-1.042773, 5);
    expect(figure.importance).toBeCloseTo(0.521959, 5);
  });
  it('gives the published gaps of single items', async () => {
    const parts = await listPartFigures(context.history, 'kiosk', allTime);
    const gaps = new Map(parts.filter(({ part }) => part === 'dimension').map((row) => [row.key, figureOf(row, null).gap]));
    expect(gaps.get('item_23')).toBeCloseTo(-2.0876, 4);
    expect(gaps.get('item_05')).toBeCloseTo(-0.0052, 4);
    expect(gaps.get('item_04')).toBeCloseTo(0.3093, 4);
  });
});

describe('answers of customers who answer again', () => {
  it('counts them as customers, after merges, and widens the interval accordingly', async () => {
    // 40 customers, every second answers twice; customers 0 and 1 turn out to be one.
    const drafts = Array.from({ length: 60 }, (_, index) => ({ responseId: numberedId(3, index), subject: numberedId(4, index < 40 ? index : (index - 40) * 2), expectation: 8 + (index % 3), experience: 4 + (index % 5) }));
    await insertAnswers(context, drafts.flatMap(({ responseId, subject, expectation, experience }) => [
      { responseId, subject, dimension: 'speed', role: 'expectation' as const, value: expectation },
      { responseId, subject, dimension: 'speed', role: 'experience' as const, value: experience },
    ]));
    await context.history.insertLines('subject_owners', JSON.stringify({ subject: numberedId(4, 1), from_at: '1970-01-01 00:00:00.000', customer_id: numberedId(4, 0), removed: 0, version: 1 }));
    const byHand = gapFromPairs(drafts.map(({ subject, ...pair }) => ({ customerId: subject === numberedId(4, 1) ? numberedId(4, 0) : subject, ...pair })));
    const figure = figureOf(await figuresOf('repair_status'), null);
    expect(figure).toMatchObject({ n: 60, customers: 39 });
    expect(figure.gap).toBeCloseTo(byHand.gap ?? NaN, 10);
    expect(figure.gapLow).toBeCloseTo(byHand.low ?? NaN, 10);
    expect(figure.gapHigh).toBeCloseTo(byHand.high ?? NaN, 10);
  });
});

describe('one response', () => {
  it('counts once, as the mean over the dimensions of which it has both sides', async () => {
    const one = { responseId: numberedId(5, 1), subject: numberedId(5, 100), touchpoint: 'invoice' };
    await insertAnswers(context, [
      { ...one, dimension: 'speed', role: 'expectation', value: 9 }, { ...one, dimension: 'speed', role: 'experience', value: 5 },
      { ...one, dimension: 'ease', role: 'expectation', value: 7 }, { ...one, dimension: 'ease', role: 'experience', value: 8 },
      { ...one, dimension: 'information', role: 'expectation', value: 10 },
      { ...one, dimension: 'friendliness', role: 'experience', value: 2 },
      { ...one, role: 'nps', value: 6 },
    ]);
    const { n, customers, sumGap, sumExpectation, sumExperience, livedN, livedSum, scoredN, sumX, sumY } = await figuresOf('invoice');
    expect({ n, customers, sumGap, sumExpectation, sumExperience }).toEqual({ n: 1, customers: 1, sumGap: -1.5, sumExpectation: 8, sumExperience: 6.5 });
    // all experiences: (5 + 8 + 2) / 3
    expect({ livedN, livedSum, scoredN, sumX, sumY }).toEqual({ livedN: 1, livedSum: 5, scoredN: 1, sumX: 5, sumY: 6 });
  });
  it('without an expectation is no pair, and without an experience neither', async () => {
    await insertAnswers(context, [
      { responseId: numberedId(5, 2), subject: numberedId(5, 101), touchpoint: 'chat', dimension: 'speed', role: 'experience', value: 3 },
      { responseId: numberedId(5, 3), subject: numberedId(5, 102), touchpoint: 'chat', dimension: 'speed', role: 'expectation', value: 9 },
      { responseId: numberedId(5, 4), subject: numberedId(5, 103), touchpoint: 'chat', role: 'nps', value: 9 },
    ]);
    expect(await figuresOf('chat')).toMatchObject({ n: 0, customers: 0, sumGap: 0, livedN: 1, livedSum: 3, scoredN: 0 });
  });
});

describe('reach', () => {
  it('is counted in customers of the period, after merges; who answered a survey was there', async () => {
    await insertContacts(context, [
      { number: 1, subject: numberedId(6, 1), touchpoint: 'shop' },
      { number: 2, subject: numberedId(6, 1), touchpoint: 'shop' },
      { number: 3, subject: numberedId(6, 2), touchpoint: 'shop' },
      { number: 4, subject: numberedId(6, 3) },
      { number: 5, subject: numberedId(6, 4), touchpoint: 'shop', type: 'survey' },
      { number: 6, subject: numberedId(6, 5), type: 'identify' },
      { number: 7, subject: numberedId(6, 6), touchpoint: 'shop', at: '2025-01-01 10:00:00.000' },
    ]);
    await context.history.insertLines('subject_owners', JSON.stringify({ subject: numberedId(6, 2), from_at: '1970-01-01 00:00:00.000', customer_id: numberedId(6, 1), removed: 0, version: 1 }));
    const inMarch = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z', group: '' };
    const reach = async (scope: typeof inMarch | typeof allTime) => (await listReach(context.history, scope)).filter(({ key }) => key === 'shop' || key === '*').sort((a, b) => (a.key < b.key ? -1 : 1));
    expect(await reach(inMarch)).toEqual([{ key: '*', contacts: 4, customers: 3 }, { key: 'shop', contacts: 3, customers: 2 }]);
    expect(await reach(allTime)).toEqual([{ key: '*', contacts: 5, customers: 4 }, { key: 'shop', contacts: 4, customers: 3 }]);
    expect(rankOf(noEvidence, { contacts: 3, customers: 2, allCustomers: 3 }, null)).toMatchObject({ gap: null, importance: null, priority: null, contacts: 3, reach: 2 / 3 });
  });
});
