import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellEverything } from './told.builders.ts';
import { mainTruths, plantedDates } from './truths.ts';
import { saveTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { acceptResponses } from '../../listening/responses/intake/accept-responses.actions.ts';
import { anybody, response } from '../../listening/responses/responses.builders.ts';
import { DAY_MS } from '../../kernel/clock.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { lookAtWatches } from '../../steering/warnings/look.actions.ts';
import { listWarningsFor } from '../../steering/warnings/warnings.actions.ts';
import { type Warning, warningListQuerySchema } from '../../steering/warnings/warnings.contract.ts';

const until = new Date('2026-06-30T12:00:00Z');
/** Nothing is planted there but what drifts everywhere (recommendation, in the course of the year). */
const steady = mainTruths.filter(({ code, level }) => (level === 'at_expectation' || level === 'above') && code !== 'app_home').map(({ code }) => code);
const scores: readonly string[] = ['expectation', 'experience', 'nps'];

let context: TestContext;
let repairChangeOn = '';
let warnings: Warning[] = [];

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => until } });
  // The answers of a small company at the touchpoints in question; contacts are not needed.
  const told = tellEverything({ until, customers: 3_000 });
  repairChangeOn = plantedDates(told.company.calendar).repairChangeOn;
  const places = new Set(['repair_status', ...steady]);
  await saveTouchpoints(context, told.company.touchpoints.filter(({ code }) => places.has(code)).map(({ code, nameDe, nameEn, stage, channel }) => ({ code, nameDe, nameEn, stage, channel, kind: 'main' as const })));
  const kept = told.responses.filter(({ touchpointCode }) => places.has(touchpointCode)).map(({ touchpointCode, userId, at, answers }, n) => response(n, { touchpointCode, identifiers: [{ kind: 'userId', value: userId }], at, answers: answers.filter(({ role }) => scores.includes(role)) }));
  for (let start = 0; start < kept.length; start += 1_000) await acceptResponses(context, kept.slice(start, start + 1_000));
  await lookAtWatches(context);
  warnings = (await listWarningsFor(context, anybody, warningListQuerySchema.parse({ limit: '200' }))).items;
});
afterAll(() => context.close());

describe('early warnings in the demo company', () => {
  it('would have told the planted fall of the repair status within six weeks, and dates it', () => {
    const [fall, ...more] = warnings.filter(({ touchpoint, score }) => touchpoint === 'repair_status' && score === 'experience');
    expect(more).toEqual([]);
    expect(fall).toMatchObject({ side: 'down', endedOn: null });
    const weeksAfter = (on: string | undefined) => (Date.parse(on ?? '') - Date.parse(repairChangeOn)) / (7 * DAY_MS);
    expect(Math.abs(weeksAfter(fall?.beganOn))).toBeLessThanOrEqual(2);
    expect(weeksAfter(fall?.raisedIn)).toBeGreaterThan(-1);
    expect(weeksAfter(fall?.raisedIn)).toBeLessThanOrEqual(6);
    expect(fall?.usual).toBeGreaterThan(7.4);
    expect(fall?.value).toBeLessThan(6.2);
  });
  it('is silent about experience and gap at the eight touchpoints where nothing happens', () => {
    expect(steady).toHaveLength(8);
    expect(warnings.filter(({ touchpoint, score }) => steady.includes(touchpoint ?? '') && (score === 'experience' || score === 'gap'))).toEqual([]);
  });
});
