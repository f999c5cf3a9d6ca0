import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import type { BuiltInRole } from '../../governance/roles/roles.contract.ts';
import { untilDelivered } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { receiveResponses } from '../responses/intake/receive-responses.actions.ts';
import { compareGroups } from './comparison.actions.ts';
import { listFilterValues, readResults } from './results.actions.ts';
import { answered, asking, everyKind, publishSurvey } from './results.builders.ts';
import type { QuestionResult, Results } from './results.contract.ts';
import { readTrend } from './trend.actions.ts';
import { listVoices } from './voices.actions.ts';

const as = (role: BuiltInRole) => actorFrom({ kind: 'user', id: role, label: `${role}@example.com`, role, departments: [], byCookie: false });
const manager = as('cx_manager');
let context: TestContext;
let results: Results;

beforeAll(async () => {
  context = await openTestContext();
  await publishSurvey(context, 'all', everyKind);
  // 40 responses: the first half are promoters and wrote nothing, the second half detractors.
  await receiveResponses(context, Array.from({ length: 40 }, (_, n) => answered('all', n, {
    nps: n < 20 ? 9 : 3, csat: n < 30 ? 5 : 2, ces: 7, stars: 4,
    reason: n < 10 ? 'repair' : n < 39 ? 'advice' : { id: 'other', text: 'Batterie tauschen' },
    channels: n % 4 === 0 ? ['shop', 'phone'] : ['shop'],
    staff: n < 8 ? { kind: 'na', able: 5 } : { kind: 4, able: 5 },
    pairs: { speed: { first: 7, second: n < 20 ? 7 : 5 } },
    kano: { pickup: { first: 1, second: n < 30 ? 5 : 3 } },
    order: n < 30 ? ['price', 'time'] : ['time', 'price'],
    trust: n, visits: n, since: n < 10 ? '2020-01-05' : '2021-05-01',
    ...(n < 20 ? {} : { comment: n === 39 ? 'Bitte rufen Sie mich an: anna@beispiel.de' : `Es hat ${n} Tage gedauert` }),
    agreed: n < 30, contact: { email: 'anna@beispiel.de' }, ...(n < 20 ? {} : { detractor: 'zu lange' }),
  }, { hidden: { campaign: n < 38 ? 'spring' : 'summer' }, group: n < 20 ? 'a' : 'b' })));
  await untilDelivered(context);
  results = await readResults(context, manager, 'all', {});
}, 60_000);
afterAll(() => context?.close());

const one = (question: string, from: Results = results): QuestionResult => {
  const found = from.questions.find((candidate) => candidate.question === question);
  if (!found) throw new Error(`no result for ${question}`);
  return found;
};
const buckets = (question: string, part = 0) => Object.fromEntries(one(question).parts[part]?.buckets.filter(({ n }) => n > 0).map(({ key, n }) => [key, n]) ?? []);

describe('results', () => {
  it('count responses, how long they took and the days', () => {
    expect(results).toMatchObject({ finished: 40, customers: 40, unfinished: 0, medianSeconds: 60, byDay: [{ day: '2026-03-02', n: 40 }], completionRate: { share: 1 } });
  });

  it('show the recommendation with its interval', () => {
    expect(buckets('nps')).toEqual({ 3: 20, 9: 20 });
    // adjusted Wald: (20.75 − 20.75) / 43 ± 1.96 · √(0.965 / 43)
    expect(one('nps').parts[0]?.scores[0]).toMatchObject({ kind: 'nps', value: 0, n: 40, low: expect.closeTo(-29.4, 1), high: expect.closeTo(29.4, 1) });
  });

  it('show satisfaction, effort and stars as asked', () => {
    expect(one('csat').parts[0]?.scores).toMatchObject([{ kind: 'satisfied', value: 0.75, n: 40 }, { kind: 'mean', value: 4.25, scaleLow: 1, scaleHigh: 5 }]);
    expect(one('ces').parts[0]?.scores).toMatchObject([{ kind: 'mean', value: 7, scaleHigh: 7 }]);
    expect(one('stars').parts[0]?.scores).toMatchObject([{ kind: 'mean', value: 4 }]);
  });

  it('count single and several choices, the latter against those who answered', () => {
    expect(buckets('reason')).toEqual({ repair: 10, advice: 29, other: 1 });
    expect(one('channels').parts[0]?.buckets.map(({ key, n, share }) => [key, n, share])).toEqual([['shop', 40, 1], ['phone', 10, 0.25]]);
    expect(one('channels').n).toBe(40);
  });

  it('keep "cannot say" apart from the mean', () => {
    expect(one('staff').parts[0]).toMatchObject({ part: 'kind', n: 32, cannotSay: 8, scores: [{ value: 4, n: 32 }] });
  });

  it('show the gap of pairs in points of their own scale, with the interval of the differences', () => {
    const speed = one('pairs').parts[0];
    // differences: 20 times 0, 20 times −2; s² = 40/39, half width 2.0227 · √(40/39/40) = 0.324
    expect(speed?.scores.map(({ kind, role, value }) => [kind, role, value])).toEqual([['mean', 'expectation', 7], ['mean', 'experience', 6], ['gap', 'experience', -1]]);
    expect(speed?.scores[2]).toMatchObject({ low: expect.closeTo(-1.324, 3), high: expect.closeTo(-0.676, 3) });
    expect(speed?.firstBuckets?.find(({ key }) => key === '7')?.n).toBe(40);
  });

  it('class features after Kano', () => {
    expect(one('kano').parts[0]?.kano).toMatchObject({ class: 'performance', counts: { performance: 30, attractive: 10 } });
  });

  it('show ranks, numbers as bins and days as months', () => {
    expect(one('order').parts.map(({ part, scores }) => [part, scores[0]?.value])).toEqual([['price', 1.25], ['time', 1.75]]);
    expect(one('visits').parts[0]?.scores).toMatchObject([{ kind: 'mean', value: 19.5 }, { kind: 'median', value: 19.5 }]);
    expect(one('visits').parts[0]?.buckets).toHaveLength(12);
    expect(one('visits').parts[0]?.buckets.reduce((sum, { n }) => sum + n, 0)).toBe(40);
    expect(buckets('since')).toEqual({ '2020-01': 10, '2021-05': 30 });
  });

  it('filter by what was answered, by hidden fields, by language and by time', async () => {
    expect(await readResults(context, manager, 'all', { answer: ['nps:0..6'] })).toMatchObject({ finished: 20, unfinished: null });
    expect(await readResults(context, manager, 'all', { answer: ['channels:phone', 'reason:repair'] })).toMatchObject({ finished: 3 });
    expect(await readResults(context, manager, 'all', { answer: ['pairs.speed.experience:5'] })).toMatchObject({ finished: 20 });
    expect(await readResults(context, manager, 'all', { hidden: ['campaign:summer'] })).toMatchObject({ finished: 2 });
    expect(await readResults(context, manager, 'all', { language: 'en' })).toMatchObject({ finished: 20 });
    expect(await readResults(context, manager, 'all', { from: '2026-03-03' })).toMatchObject({ finished: 0, questions: expect.arrayContaining([expect.objectContaining({ n: 0 })]) });
  });

  it('withhold scores of fewer than 30, and say how many there are', async () => {
    const few = await readResults(context, manager, 'all', { language: 'de' });
    expect(one('nps', few).parts[0]?.scores[0]).toMatchObject({ value: null, low: null, n: 20 });
    expect(one('nps', few).parts[0]?.buckets.find(({ key }) => key === '9')?.n).toBe(10);
  });

  it('say by what can be filtered; what few have in common is not offered without personal data', async () => {
    const values = async (role: BuiltInRole) => (await listFilterValues(context, as(role), 'all')).items.find(({ filter }) => filter === 'hidden.campaign')?.values;
    expect(await values('cx_manager')).toEqual([{ value: 'spring', n: 38 }, { value: 'summer', n: 2 }]);
    expect(await values('analyst')).toEqual([{ value: 'spring', n: 38 }]);
    expect(await values('viewer')).toBeUndefined();
  });

  it('compare groups with adjusted significance', async () => {
    const compared = await compareGroups(context, manager, 'all', { groupBy: 'answer.agreed' });
    expect(compared).toMatchObject({ groups: [{ group: '1', n: 30 }], tooSmall: 1 });
    expect(compared.items.find(({ question }) => question === 'nps')?.groups[0]).toMatchObject({ verdict: 'too_few', adjustedP: null });
  });

  it('compare numbers and sliders by Welch, and leave out who is too few', async () => {
    const rows = Array.from({ length: 70 }, (_, n) => answered('numbers', 300 + n, { trust: n < 30 ? 60 : 40, visits: n < 30 ? 1 + (n % 3) : n < 60 ? 3 + (n % 3) : 100, since: '2020-01-05', order: n < 30 ? ['price', 'time'] : ['time', 'price'] }, { group: n < 30 ? 'a' : n < 60 ? 'b' : 'c' }));
    await publishSurvey(context, 'numbers', asking('trust', 'visits', 'since', 'order'));
    await receiveResponses(context, rows);
    await untilDelivered(context);
    const compared = await compareGroups(context, manager, 'numbers', { groupBy: 'group' });
    expect(compared).toMatchObject({ groups: [{ group: 'a', n: 30 }, { group: 'b', n: 30 }], tooSmall: 1 });
    expect(compared.items.map(({ question, part, score }) => [question, part, score])).toEqual([['order', 'price', 'mean_rank'], ['order', 'time', 'mean_rank'], ['trust', '', 'mean'], ['visits', '', 'mean']]);
    // a: 10 × 1, 2, 3: mean 2, s² = 20/29; 2 ± t(29) 2.0452 · √(20/29/30) = 0.3101
    // others: 10 × 3, 4, 5 and 10 × 100: mean 28, s² = (10·(625 + 576 + 529) + 10·5184)/39 = 69140/39
    // Welch: −26 / √(20/29/30 + 69140/39/40) = −26 / 6.65919 = −3.90438; df = 39.0404
    const visits = compared.items.find(({ question }) => question === 'visits');
    expect(visits).toMatchObject({ scaleLow: null, scaleHigh: null, groups: [{ group: 'a', n: 30, value: 2, verdict: 'lower' }, { group: 'b', n: 30, value: 4, verdict: 'lower' }] });
    expect(visits?.groups[0]).toMatchObject({ low: expect.closeTo(1.6899, 3), high: expect.closeTo(2.3101, 3), difference: -26, differenceLow: expect.closeTo(-39.4687, 2), differenceHigh: expect.closeTo(-12.5313, 2), p: expect.closeTo(0.000366, 5) });
    // Everybody in a said 60, everybody else 40: no spread, so no test
    expect(compared.items.find(({ question }) => question === 'trust')?.groups[0]).toMatchObject({ value: 60, low: 60, high: 60, difference: 20, p: null, verdict: 'no_difference' });
    const small = await compareGroups(context, manager, 'numbers', { groupBy: 'language' });
    expect(small.groups).toEqual([{ group: 'de', n: 35 }, { group: 'en', n: 35 }]);
    expect((await readTrend(context, manager, { code: 'numbers', question: 'visits' }, { group: 'b' })).months).toMatchObject([{ month: '2026-03', scores: [{ kind: 'mean', value: 4, n: 30 }, { kind: 'median', value: 4 }] }]);
  });

  it('show a question by month', async () => {
    expect(await readTrend(context, manager, { code: 'all', question: 'csat' }, {})).toMatchObject({ months: [{ month: '2026-03', scores: [{ kind: 'satisfied', value: 0.75 }, { kind: 'mean', value: 4.25 }] }] });
  });

  it('list what people wrote, newest first, page by page, and find words', async () => {
    const first = await listVoices(context, manager, 'all', { question: 'comment', limit: 15 });
    expect(first).toMatchObject({ total: 20, items: [{ text: 'Bitte rufen Sie mich an: anna@beispiel.de', language: 'en' }, { text: 'Es hat 38 Tage gedauert' }, ...Array.from({ length: 13 }, () => ({}))] });
    const second = await listVoices(context, manager, 'all', { question: 'comment', limit: 15, cursor: first.nextCursor ?? '' });
    expect(second).toMatchObject({ items: Array.from({ length: 5 }, () => ({})), nextCursor: null });
    expect(await listVoices(context, manager, 'all', { search: 'batterie', limit: 10 })).toMatchObject({ total: 1, items: [{ question: 'reason', text: 'Batterie tauschen' }] });
  });

  it('hide who it was from readers without personal data, also from a search', async () => {
    const analyst = as('analyst');
    expect((await listVoices(context, analyst, 'all', { question: 'comment', limit: 1 })).items[0]?.text).toBe('Bitte rufen Sie mich an: •••');
    expect((await listVoices(context, analyst, 'all', { search: 'anna@', limit: 10 })).items).toEqual([]);
  });
});
