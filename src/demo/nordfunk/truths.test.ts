import { beforeAll, describe, expect, it } from 'vitest';
import type { TrustedResponse } from '../../listening/responses/intake/neutral-responses.contract.ts';
import { ecsiTemplate } from '../../listening/surveys/templates/ecsi.logic.ts';
import { typedAnswers } from '../../listening/surveys/flow/typed-answers.logic.ts';
import { answersAboutFeatures, answersInApp, answersOfBarometer, answersOfCustomers, appUpdateOn, type Asked, barometerWaveDays } from './listening/told-surveys.ts';
import type { DemoResponse } from './shapes.ts';
import { type Told, correlationOf, kindOf, meanOf, medianOf, npsOf, readResponse, tellEverything, touchpointsOf } from './told.builders.ts';
import { appTruth, barometerTruth, chatTruth, driverTruth, expectedRanking, handoverTruth, kanoTruth, mainTruths, npsTruth, phoneTruth, plantedDates, regionTruth, repairTruth, roamingTruth } from './truths.ts';

// A quarter of the company: enough answers for every statement, told in about a second.
const CUSTOMERS = 5_000;
let told: Told;
const answersAt = new Map<string, DemoResponse[]>();
const segmentOf = new Map<string, string>();

beforeAll(() => {
  told = tellEverything({ until: new Date('2026-06-30T12:00:00Z'), customers: CUSTOMERS });
  for (const response of told.responses) {
    const known = answersAt.get(response.touchpointCode);
    if (known) known.push(response);
    else answersAt.set(response.touchpointCode, [response]);
  }
  for (const customer of told.company.customers) segmentOf.set(customer.userId, customer.traits.segment);
});

const answers = (code: string): DemoResponse[] => answersAt.get(code) ?? [];
const lived = (responses: readonly DemoResponse[]): number => meanOf(responses.map((response) => readResponse(response).experience));
const hoped = (responses: readonly DemoResponse[]): number => meanOf(responses.map((response) => readResponse(response).expectation));
const dates = () => plantedDates(told.company.calendar);

describe('truth (a): where expectation and experience part', () => {
  it.each(mainTruths.map((truth) => [truth.code, truth] as const))('%s has the planted expectation, experience and importance', (code, truth) => {
    const responses = answers(code);
    expect(responses.length).toBeGreaterThanOrEqual(100);
    expect(Math.abs(hoped(responses) - truth.expectation)).toBeLessThan(0.15);
    expect(Math.abs(lived(responses) - truth.experience)).toBeLessThan(0.3);
    const importance = correlationOf(responses.map((response) => [readResponse(response).experience, readResponse(response).nps] as const));
    expect(Math.abs(importance - truth.importance)).toBeLessThan(0.15);
  });

  it.each([[14, ''], [3, '2026-03-30']])('repair status, then roaming invoice lead the ranking over the last %i months', (_months, from) => {
    const ranking = rank(from);
    expect(ranking.slice(0, 2).map(({ code }) => code)).toEqual(expectedRanking);
    expect(ranking[2]?.priority).toBeLessThan(0.85 * (ranking[1]?.priority ?? 0));
  });

  it('the repair status fell when the workshop changed', () => {
    const { repairChangeOn } = dates();
    expect(lived(answers('repair_status').filter(({ at }) => at < repairChangeOn))).toBeCloseTo(repairTruth.before.experience, 0);
    const after = answers('repair_status').filter(({ at }) => at >= repairChangeOn);
    expect(Math.abs(lived(after) - repairTruth.after.experience)).toBeLessThan(0.3);
  });

  it('only business customers and young travellers suffer from the roaming invoice', () => {
    const suffers = ({ userId }: DemoResponse): boolean => ['business', 'young_traveller'].includes(segmentOf.get(userId) ?? '');
    const affected = answers('roaming_invoice').filter(suffers);
    const others = answers('roaming_invoice').filter((response) => !suffers(response));
    expect(Math.abs(lived(affected) - roamingTruth.affected.experience)).toBeLessThan(0.3);
    expect(others.length).toBeGreaterThan(10);
    expect(lived(others)).toBeGreaterThan(7.4);
  });
});

describe('truth (b): the phone with old software', () => {
  it('brings dropped calls from one Monday on, though the cell at home is good', () => {
    const { phoneBugOn } = dates();
    const complaints = told.events.filter((event) => event.properties?.['topic'] === phoneTruth.topic && event.type === 'track' && event.event !== 'call_queued');
    const isBuggy = (event: (typeof complaints)[number]): boolean => event.properties?.['product'] === phoneTruth.model && String(event.properties['software']) < phoneTruth.belowSoftware;
    const after = complaints.filter((event) => event.timestamp >= phoneBugOn);
    expect(after.filter(isBuggy).length / after.length).toBeGreaterThan(0.6);
    const before = complaints.filter((event) => event.timestamp < phoneBugOn);
    expect(before.filter(isBuggy).length / before.length).toBeLessThan(0.2);
    const qualityOf = new Map(told.company.customers.map((customer) => [customer.userId, customer.traits.homeCellQuality]));
    const good = after.filter((event) => isBuggy(event) && (qualityOf.get(event.userId ?? '') ?? 0) >= phoneTruth.goodCellFrom);
    expect(good.length / after.filter(isBuggy).length).toBeGreaterThan(0.9);
  });
});

describe('truth (c): the weak region', () => {
  it('has weak cells, reception complaints and a poor network experience', () => {
    const weak = told.company.cells.filter((cell) => regionTruth.cities.includes(cell.city));
    expect(weak.length).toBeGreaterThan(8);
    expect(weak.every((cell) => cell.quality < regionTruth.cellQualityBelow)).toBe(true);
    expect(told.company.cells.filter((cell) => cell.quality < regionTruth.cellQualityBelow)).toHaveLength(weak.length);
    const weakCodes = new Set(weak.map((cell) => cell.code));
    const homes = new Map(told.company.customers.map((customer) => [customer.userId, customer.traits.homeCell]));
    const isThere = ({ userId }: DemoResponse): boolean => weakCodes.has(homes.get(userId) ?? '');
    expect(Math.abs(lived(answers('network_daily').filter(isThere)) - regionTruth.networkExperience)).toBeLessThan(0.8);
    expect(lived(answers('network_daily').filter((response) => !isThere(response)))).toBeGreaterThan(8.3);
    const complaints = told.events.filter((event) => event.properties?.['topic'] === 'reception' && event.event !== 'call_queued');
    expect(complaints.filter((event) => weakCodes.has(homes.get(event.userId ?? '') ?? '')).length / complaints.length).toBeGreaterThan(0.25);
  });
});

describe('truth (d): the chat', () => {
  it('is better since its relaunch', () => {
    const { chatRelaunchOn } = dates();
    expect(Math.abs(lived(answers('chat').filter(({ at }) => at < chatRelaunchOn)) - chatTruth.before.experience)).toBeLessThan(0.3);
    expect(Math.abs(lived(answers('chat').filter(({ at }) => at >= chatRelaunchOn)) - chatTruth.after.experience)).toBeLessThan(0.3);
  });
});

describe('truth (e): the handover from shop to back office', () => {
  it('takes more than six days against a standard of two, online less than one', () => {
    const filed = new Map<string, string>();
    const took: Record<string, number[]> = { shop: [], web: [] };
    for (const { event, properties, timestamp } of [...told.events].sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1))) {
      const change = String(properties?.['change']);
      if (event === 'contract_change_filed') filed.set(change, timestamp);
      const filedAt = filed.get(change);
      if (event === 'contract_change_processed' && filedAt) took[String(properties?.['filedIn'])]?.push((Date.parse(timestamp) - Date.parse(filedAt)) / 86_400_000);
    }
    expect(Math.abs(medianOf(took['shop'] ?? []) - handoverTruth.shopMedianDays)).toBeLessThan(0.8);
    expect(Math.abs(medianOf(took['web'] ?? []) - handoverTruth.onlineMedianDays)).toBeLessThan(0.3);
  });
});

describe('truth (f): recommendation', () => {
  it('is slightly positive and falls from the first to the last quarter', () => {
    const nps = (from: string, to: string): number => npsOf(told.responses.filter(({ at }) => at >= from && at < to).map((response) => readResponse(response).nps));
    const { calendar } = told.company;
    expect(Math.abs(nps('', '9999') - npsTruth.overall)).toBeLessThan(npsTruth.tolerance);
    expect(Math.abs(nps('', calendar.dateOf(calendar.monthStartDay(4))) - npsTruth.firstQuarter)).toBeLessThan(npsTruth.tolerance + 2);
    expect(Math.abs(nps(calendar.dateOf(calendar.monthStartDay(12)), '9999') - npsTruth.lastQuarter)).toBeLessThan(npsTruth.tolerance + 2);
  });
});

const asked = (): Asked => ({ until: new Date('2026-06-30T12:00:00Z'), seed: 1701, customers: told.company.customers, uuidOf: (text) => text });

describe('truth (g): what drives recommendation', () => {
  it('is the network, then the price, then advice on the phone; shop and app go along with nothing', () => {
    const given = answersOfCustomers(asked()).map(({ answers }) => ({ nps: Number(answers['nps']), areas: answers[driverTruth.question] as Record<string, number | 'na'> }));
    expect(given.length).toBeGreaterThan(700);
    const along = (one: string, other: string): number => correlationOf(given.flatMap(({ nps, areas }) => {
      const [x, y] = [areas[one], other === 'nps' ? nps : areas[other]];
      return typeof x === 'number' && typeof y === 'number' ? [[x, y] as const] : [];
    }));
    const real = driverTruth.real.map((area) => along(area, 'nps'));
    expect(real).toEqual([...real].sort((a, b) => b - a));
    expect(real.at(-1)).toBeGreaterThan(0.35);
    const beside = driverTruth.none.flatMap((area) => ['nps', ...driverTruth.real, 'shop', 'app'].filter((other) => other !== area).map((other) => Math.abs(along(area, other))));
    expect(Math.max(...beside)).toBeLessThan(0.09);
  });
});

describe('truth (h): kinds of features', () => {
  it('is read from pairs of answers as planted; about one customers do not agree', () => {
    const given = answersAboutFeatures(asked()).map(({ answers }) => answers['features'] as Record<string, { first: number; second: number }>);
    expect(given).toHaveLength(400);
    const kindOfPair = ({ first, second }: { first: number; second: number }): string => (first === 1 ? (second === 5 ? 'O' : second === 1 ? 'Q' : 'A') : first === 5 ? (second === 5 ? 'Q' : 'R') : second === 5 ? 'M' : second === 1 ? 'R' : 'I');
    const countsOf = (feature: string): [string, number][] => {
      const counts = new Map<string, number>();
      for (const pairs of given) for (const pair of pairs[feature] ? [pairs[feature]] : []) counts.set(kindOfPair(pair), (counts.get(kindOfPair(pair)) ?? 0) + 1);
      return [...counts].sort((a, b) => b[1] - a[1]);
    };
    for (const [feature, kind] of Object.entries(kanoTruth.categories)) {
      const [first, second] = countsOf(feature);
      expect([feature, first?.[0]]).toEqual([feature, kind]);
      expect((first?.[1] ?? 0) - (second?.[1] ?? 0)).toBeGreaterThan(80);
    }
    const [first, second] = countsOf(kanoTruth.undecided);
    expect((first?.[1] ?? 0) - (second?.[1] ?? 0)).toBeLessThan(30);
  });
});

describe('truth (i): the barometer', () => {
  it('falls in value for money from one wave to the next, in nothing else', () => {
    const given = answersOfBarometer(asked());
    expect(given).toHaveLength(900);
    const startOf = barometerWaveDays[1].from * 86_400_000;
    const isSecond = ({ at }: TrustedResponse): boolean => asked().until.getTime() - at.getTime() < startOf;
    const indexOf = (responses: readonly TrustedResponse[], factor: string): number => 100 * meanOf(responses.flatMap(({ answers }) => typedAnswers(ecsiTemplate.definition, answers as never))
      .flatMap(({ dimension, role, raw, low, high }) => (dimension === factor && role !== 'number' && raw !== null && low !== null && high !== null ? [(raw - low) / (high - low)] : [])));
    const change = (factor: string): number => indexOf(given.filter(isSecond), factor) - indexOf(given.filter((one) => !isSecond(one)), factor);
    expect(Math.abs(change(barometerTruth.changed) - barometerTruth.indexPoints)).toBeLessThan(barometerTruth.tolerance);
    for (const factor of barometerTruth.unchanged) expect([factor, Math.abs(change(factor)) < 2.5]).toEqual([factor, true]);
  });
});

describe('truth (j): the app', () => {
  it('is worse since the update, with more than 30 customers every week', () => {
    const given = answersInApp(asked());
    const livedOf = (responses: readonly TrustedResponse[]): number => meanOf(responses.flatMap(({ answers }) => Object.values(answers['pairs'] as Record<string, { second: number }>).map(({ second }) => second)));
    const updated = appUpdateOn(asked().until);
    expect(updated.toISOString()).toBe('2026-06-08T00:00:00.000Z');
    expect(Math.abs(livedOf(given.filter(({ at }) => at < updated)) - appTruth.before.experience)).toBeLessThan(0.2);
    expect(Math.abs(livedOf(given.filter(({ at }) => at >= updated)) - appTruth.after.experience)).toBeLessThan(0.3);
    const weeks = new Map<number, number>();
    for (const { at } of given) weeks.set(Math.floor((at.getTime() - updated.getTime()) / 604_800_000), (weeks.get(Math.floor((at.getTime() - updated.getTime()) / 604_800_000)) ?? 0) + 1);
    // The first and the current week are cut off.
    expect(Math.min(...[...weeks].sort(([a], [b]) => a - b).slice(1, -1).map(([, n]) => n))).toBeGreaterThan(20);
    expect([...weeks.keys()].length).toBeGreaterThanOrEqual(34);
  });
});

/** Importance × shortfall × reach from the first day given, with 30 answers as the least. */
function rank(from: string): { code: string; priority: number }[] {
  const peopleAt = new Map<string, Set<string>>();
  const everybody = new Set<string>();
  for (const event of told.events) {
    const userId = event.userId;
    if (userId === undefined || event.timestamp < from || kindOf(event) === 'identify') continue;
    everybody.add(userId);
    for (const code of touchpointsOf(event, told.company.touchpoints)) peopleAt.set(code, (peopleAt.get(code) ?? new Set()).add(userId));
  }
  return [...answersAt].flatMap(([code, all]) => {
    const responses = all.filter(({ at }) => at >= from).map(readResponse);
    if (responses.length < 30) return [];
    const importance = correlationOf(responses.map(({ experience, nps }) => [experience, nps] as const));
    const shortfall = Math.max(0, meanOf(responses.map(({ expectation, experience }) => expectation - experience)));
    const reach = (peopleAt.get(code)?.size ?? 0) / everybody.size;
    return [{ code, priority: importance * shortfall * reach }];
  }).sort((a, b) => b.priority - a.priority);
}
