import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SeededRandom } from '../../kernel/stats/random.ts';
import { anybody } from '../../listening/responses/responses.builders.ts';
import { createSurvey } from '../../listening/surveys/manage-surveys.actions.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { listBarometers, readBarometer } from './barometer.actions.ts';
import { drawPoints, insertRespondents, type RespondentDraft } from './barometer.builders.ts';
import { writeFigures } from './figures-file.actions.ts';
import { compareGroups, explainChange } from './groups.actions.ts';
import { readPaths } from './paths.actions.ts';
import { changeWave, createWave, removeWave } from './waves.actions.ts';

let context: TestContext;
let spring: string;
let autumn: string;
/** After all waves; the clock of the machine may stand before them. */
const inWinter = () => ({ ...context, clock: { now: () => new Date('2026-12-01T00:00:00Z') } });
const range = (n: number) => Array.from({ length: n }, (_, at) => at);

/**
 * 200 customers in spring: 160 private ones answer 6 to satisfaction, 40 business ones 9. In autumn the same 160 private
 * ones and 160 business ones, everybody as before: the index rises only because other people answered. One factor, image,
 * is answered better by everybody.
 */
beforeAll(async () => {
  context = await openTestContext();
  await createSurvey(context, { code: 'barometer', nameDe: 'Kundenbarometer', nameEn: 'Customer barometer', template: 'ecsi', publish: true });
  await createSurvey(context, { code: 'drawn', nameDe: 'Gezogen', nameEn: 'Drawn', template: 'ecsi', publish: true });
  await createSurvey(context, { code: 'plain', nameDe: 'NPS', nameEn: 'NPS', template: 'nps', publish: true });
  const customer = (n: number, on: string, image: number): RespondentDraft => ({ number: n + (on < '2026-06' ? 0 : 1_000), customer: n, on, group: n < 160 ? 'private' : 'business', region: n % 2 === 0 ? 'north' : 'south', points: { satisfaction: n < 160 ? 5 + (n % 3) : 8 + (n % 3), image: image + (n % 2) } });
  await insertRespondents(context, 'barometer', [...range(200).map((n) => customer(n, '2026-03-10', 6)), ...range(320).map((n) => customer(n, '2026-09-10', 7))]);
  const random = new SeededRandom(7);
  await insertRespondents(context, 'drawn', range(400).map((n) => ({ number: 5_000 + n, on: '2026-03-10', points: drawPoints(random), ...(n < 20 ? { silentOn: ['image.cares'] } : {}) })));
  spring = (await createWave(context, anybody, 'barometer', { name: 'Spring 2026', from: '2026-03-01', to: '2026-03-31', targets: { satisfaction: 90, image: 50 } })).id;
  autumn = (await createWave(context, anybody, 'barometer', { name: 'Autumn 2026', from: '2026-09-01', to: '2026-09-30', targets: {} })).id;
});
afterAll(() => context.close());

describe('a barometer', () => {
  it('is a survey that asks for the index and two factors more', async () => {
    const { items } = await listBarometers(context, anybody);
    expect(items.map(({ survey, factors, waves }) => [survey, factors, waves]).sort()).toEqual([['barometer', 7, 2], ['drawn', 7, 0]]);
    await expect(readBarometer(context, anybody, 'plain')).rejects.toMatchObject({ code: 'barometer.not_found' });
    await expect(readBarometer(context, anybody, 'nowhere')).rejects.toMatchObject({ code: 'survey.not_found' });
  });

  it('shows index and factors of each wave with intervals, targets and change', async () => {
    const { waves, factors } = await readBarometer(context, anybody, 'barometer');
    expect(factors.map(({ factor, questions }) => [factor, questions])).toEqual([['image', 5], ['expectations', 3], ['quality', 6], ['value', 2], ['satisfaction', 3], ['complaints', 1], ['loyalty', 2]]);
    expect(waves.map(({ name, from, to, customers }) => [name, from, to, customers])).toEqual([['Spring 2026', '2026-03-01', '2026-03-31', 200], ['Autumn 2026', '2026-09-01', '2026-09-30', 320]]);
    const [first, second] = waves.map(({ figures }) => figures.find(({ factor }) => factor === 'satisfaction'));
    // 160 customers at 5, 6 and 7 points (54, 53 and 53 of them), 40 at 8, 9 and 10 (13, 13, 14): 1,163 points more than 1 each, of 9.
    const points = range(160).reduce((sum, n) => sum + 4 + (n % 3), 0) + range(40).reduce((sum, n) => sum + 7 + ((n + 160) % 3), 0);
    expect(first?.index).toBeCloseTo((100 * points) / 200 / 9, 9);
    expect(first).toMatchObject({ n: 200, target: 90, standing: 'below', change: null });
    expect(second?.change).toMatchObject({ verdict: 'up', neededN: null });
    expect(second?.change?.difference).toBeGreaterThan(8);
    expect(waves[1]?.figures.find(({ factor }) => factor === 'expectations')?.change).toMatchObject({ difference: expect.closeTo(0, 9), verdict: 'unclear', neededN: null });
  });

  it('compares with another wave where one is asked for, never with itself', async () => {
    const { waves } = await readBarometer(context, anybody, 'barometer', { against: autumn });
    const [first, second] = waves.map(({ figures }) => figures.find(({ factor }) => factor === 'satisfaction')?.change);
    expect(first).toMatchObject({ verdict: 'down' });
    expect(second).toBeNull();
    await expect(readBarometer(context, anybody, 'barometer', { against: 'never' })).rejects.toMatchObject({ code: 'barometer_wave.not_found' });
  });

  it('counts a customer who answers twice in a wave once, and cuts nobody off who cannot say one thing', async () => {
    await insertRespondents(context, 'drawn', [{ number: 9_000, customer: 1, on: '2025-05-01', points: { image: 10 } }, { number: 9_001, customer: 1, on: '2025-05-02', points: { image: 2 } }]);
    const { waves } = await readBarometer(context, anybody, 'drawn');
    expect(waves.map(({ id, name, customers }) => [id, name, customers])).toEqual([['2025-q2', null, 1], ['2026-q1', null, 400]]);
    expect(waves[1]?.figures.find(({ factor }) => factor === 'image')?.n).toBe(400);
    expect(waves[0]?.figures[0]).toMatchObject({ n: 1, index: null, low: null, alpha: null, alphaReason: 'too_few' });
  });

  it('finds the paths that were planted, says how many could not be used, and names what does not vary', async () => {
    const model = await readPaths(inWinter(), anybody, 'drawn', { scheme: 'centroid', lang: 'en' });
    expect(model).toMatchObject({ n: 380, leftOut: 20, refusal: null, draws: 400 });
    const strength = Object.fromEntries(model.paths.map(({ from, to, coefficient }) => [`${from} ${to}`, coefficient]));
    expect(strength['quality satisfaction']).toBeGreaterThan(0.4);
    expect(Math.abs(strength['expectations satisfaction'] ?? 1)).toBeLessThan(0.15);
    expect(model.paths.find(({ from, to }) => from === 'quality' && to === 'satisfaction')?.isClear).toBe(true);
    expect(model.factors.map(({ items }) => items.length)).toEqual([5, 3, 6, 2, 3, 1, 2]);
    expect(await readPaths(inWinter(), anybody, 'barometer', { scheme: 'path', lang: 'en' })).toMatchObject({ refusal: { reason: 'constant' }, paths: [] });
    expect(await readPaths(inWinter(), anybody, 'drawn', { wave: '2025-q2', scheme: 'path', lang: 'en' })).toMatchObject({ n: 1, refusal: { reason: 'too_few' } });
  });

  it('compares groups with all others, by target group and by a hidden field', async () => {
    const { groups } = await compareGroups(context, anybody, 'barometer', { by: 'group', wave: spring });
    expect(groups.map(({ group, n }) => [group, n])).toEqual([['private', 160], ['business', 40]]);
    expect(groups[1]?.figures.find(({ factor }) => factor === 'satisfaction')?.difference).toMatchObject({ verdict: 'up' });
    await context.history.insertLines('customer_attributes', [...range(200).map((n) => ({ customer_id: `00000002-0000-4000-8000-${String(n).padStart(12, '0')}`, attribute: 'region', value: n < 120 ? 'DE 5' : 'DE 7' })), { customer_id: '00000000-0000-0000-0000-000000000000', attribute: 'done', value: '' }].map((row) => JSON.stringify({ run: 1, ...row })).join('\n'));
    const byRegion = await compareGroups(context, anybody, 'barometer', { by: 'customer:region', wave: spring });
    expect(byRegion.groups.map(({ group, n }) => [group, n])).toEqual([['DE 5', 120], ['DE 7', 80]]);
    const regions = await compareGroups(context, anybody, 'barometer', { by: 'field:region', wave: spring });
    expect(regions.groups.map(({ group, n }) => [group, n])).toEqual([['north', 100], ['south', 100]]);
    expect(regions.groups[1]?.figures.find(({ factor }) => factor === 'image')?.difference?.difference).toBeCloseTo(100 / 9, 9);
  });

  it('says that the index rose because other people answered, and that the image rose because people answered differently', async () => {
    const index = await explainChange(inWinter(), anybody, 'barometer', { by: 'group' });
    expect(index).toMatchObject({ wave: autumn, against: spring, factor: 'satisfaction', n: { before: 200, after: 320 } });
    expect(index.parts?.composition.value).toBeCloseTo(index.parts?.change.value ?? 0, 0);
    expect(index.parts?.composition.low).toBeGreaterThan(5);
    expect(Math.abs(index.parts?.answered.value ?? 9)).toBeLessThan(0.2);
    expect(index.people).toMatchObject({ same: { n: 200, value: 0, low: 0, high: 0 }, left: null, joined: { n: 120 } });
    const image = await explainChange(inWinter(), anybody, 'barometer', { by: 'group', factor: 'image' });
    expect(image.parts?.answered.value).toBeCloseTo(100 / 9, 1);
    expect(image.people?.same?.value).toBeCloseTo(100 / 9, 9);
  });

  it('writes everything into one table', async () => {
    const lines = (await writeFigures(context, anybody, 'barometer', { lang: 'en', by: 'group' })).split('\r\n');
    expect(lines[0]).toBe('\uFEFFwave,from,to,what,group,factor,acts_on,n,value,low,high,alpha,target,difference,difference_low,difference_high,verdict');
    expect(lines.some((line) => line.startsWith('Autumn 2026,2026-09-01,2026-09-30,index by group,business,satisfaction,,160,'))).toBe(true);
    expect(lines.join('\n')).not.toMatch(/NaN|null|undefined/);
  });
});

describe('waves', () => {
  it('never overlap, and are changed by one person at a time', async () => {
    await expect(createWave(context, anybody, 'barometer', { name: 'Twice', from: '2026-03-31', to: '2026-04-30', targets: {} })).rejects.toMatchObject({ code: 'barometer_wave.overlaps', details: { name: 'Spring 2026' } });
    const late = await createWave(context, anybody, 'barometer', { name: 'Late', from: '2026-11-01', to: '2026-11-30', targets: {} });
    // A wave that is only planned is not what somebody means who names none.
    const inOctober = { ...context, clock: { now: () => new Date('2026-10-15T00:00:00Z') } };
    expect((await explainChange(inOctober, anybody, 'barometer', { by: 'group' })).wave).toBe(autumn);
    const inNovember = { ...context, clock: { now: () => new Date('2026-11-15T00:00:00Z') } };
    expect((await explainChange(inNovember, anybody, 'barometer', { by: 'group' })).wave).toBe(late.id);
    const changed = await changeWave(context, anybody, 'barometer', { id: late.id, version: 1, name: 'Winter', from: '2026-11-01', to: '2026-12-31', targets: { loyalty: 70 } });
    expect(changed).toMatchObject({ name: 'Winter', to: '2026-12-31', targets: { loyalty: 70 }, version: 2 });
    await expect(changeWave(context, anybody, 'barometer', { id: late.id, version: 1, name: 'Winter', from: '2026-11-01', to: '2026-12-31', targets: {} })).rejects.toMatchObject({ code: 'barometer_wave.changed_meanwhile' });
    await removeWave(context, anybody, 'barometer', late.id);
    await expect(removeWave(context, anybody, 'barometer', late.id)).rejects.toMatchObject({ code: 'barometer_wave.not_found' });
  });
});
