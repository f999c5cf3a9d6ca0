import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAs, serveAs } from '../../governance/roles/roles.builders.ts';
import { acceptResponses } from '../../listening/responses/intake/accept-responses.actions.ts';
import { response } from '../../listening/responses/responses.builders.ts';
import { buildTwoTouchpoints } from '../../listening/surveys/surveys.builders.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import type { ScoreGroup, ScorePoint } from './explore/explore.contract.ts';
import { registerMetricsRoutes } from './metrics.routes.ts';

let context: TestContext;
let server: Routes;
let lastId = 0;

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date('2026-06-20T00:00:00Z') } });
  await buildTwoTouchpoints(context);
  server = await serveAs((routes) => registerMetricsRoutes(routes, context));
  // Everybody: 160 in January, 120 in February, 125 in March, 110 in April. Of "few" five answered in March.
  const answered = (month: string, group: string, n: number) => Array.from({ length: n }, () => response((lastId += 1), { at: `2026-${month}-10T00:00:00Z`, group, answers: [{ role: 'nps', value: 9 }] }));
  await acceptResponses(context, [
    ...answered('01', 'many', 80), ...answered('02', 'many', 80), ...answered('03', 'many', 80), ...answered('04', 'many', 80),
    ...answered('01', 'few', 40), ...answered('02', 'few', 40), ...answered('03', 'few', 5), ...answered('04', 'few', 30),
    ...answered('01', 'third', 40), ...answered('03', 'third', 40),
  ]);
});
afterAll(async () => {
  await server?.close();
  await context?.close();
});

const ask = async (url: string, who = 'viewer') => (await callAs(server, who, { method: 'GET', url })).body;
const shownGroups = async (period: string, who?: string) => (await ask(`/api/metrics/explore?by=group&${period}`, who)).groups.filter(({ withheld }: ScoreGroup) => withheld === null).map(({ key }: ScoreGroup) => key).toSorted();

describe('two periods that differ by a month of few customers', () => {
  it('are both shown to whoever reads the answers anyway', async () => {
    expect(await shownGroups('to=2026-02', 'cx_manager')).toEqual(['few', 'many', 'third']);
    expect(await shownGroups('to=2026-03', 'cx_manager')).toEqual(['few', 'many', 'third']);
  });
  it('are not both shown to others, by group, alone and in comparisons', async () => {
    expect(await shownGroups('to=2026-02')).toContain('few');
    // With March, but not with April: the five could be worked out; and one more group hides them.
    expect(await shownGroups('to=2026-03')).toEqual(['many']);
    expect(await shownGroups('to=2026-04')).toContain('few');
    expect((await ask('/api/metrics/explore?group=few&to=2026-03')).whole.withheld).toBe('protected');
    expect((await ask('/api/metrics/explore?group=few&from=2026-03')).whole.withheld).toBeNull();
    expect((await ask('/api/metrics/explore?group=few&from=2026-04')).whole.withheld).toBe('protected');
    expect((await ask('/api/metrics/compare?group=few&from=2026-04&to=2026-04&againstFrom=2026-01&againstTo=2026-02')).first.withheld).toBe('protected');
  });
  it('are neither drawn in the trend', async () => {
    const { trend } = await ask('/api/metrics/explore?group=few&over=month');
    expect(trend.slice(2).map(({ withheld }: ScorePoint) => withheld)).toEqual(['too_few', 'protected']);
  });
  it('are told apart where everybody is asked about', async () => {
    expect((await ask('/api/metrics/explore?to=2026-03')).whole.withheld).toBeNull();
    expect(await ask('/api/metrics/nps?from=2026-01-01&to=2026-03-31')).toMatchObject({ withheld: false, n: 405 });
  });
});

describe('plain figures', () => {
  it('stay within blocks of months for whoever reads no answers', async () => {
    const answered = (month: string, n: number) => Array.from({ length: n }, () => response((lastId += 1), { at: `2026-${month}-10T00:00:00Z`, answers: [{ role: 'csat', value: 5 }] }));
    await acceptResponses(context, [...answered('01', 60), ...answered('02', 4), ...answered('03', 70)]);
    const of = async (period: string, who?: string) => (await ask(`/api/metrics/csat?${period}`, who)).withheld;
    const period = 'from=2026-01-01&to=2026-02-28';
    expect([await of(period, 'cx_manager'), await of(period), await of('from=2026-01-01&to=2026-01-31'), await of('from=2026-01-01&to=2026-03-31')]).toEqual([false, true, false, false]);
    expect((await ask('/api/metrics/csat/trend')).items.map(({ withheld }: { withheld: boolean }) => withheld)).toEqual([false, true, true]);
  });
});
