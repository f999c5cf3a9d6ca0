import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requestErasure, runErasure } from '../governance/privacy/erasure.actions.ts';
import { acceptResponses } from '../listening/responses/intake/accept-responses.actions.ts';
import { response } from '../listening/responses/responses.builders.ts';
import { buildTwoTouchpoints } from '../listening/surveys/surveys.builders.ts';
import { identifierId } from '../people/identity/identity.actions.ts';
import { openTestContext, type TestContext } from '../platform/testing/test-storage.ts';
import { lookAtWatches } from '../steering/warnings/look.actions.ts';
import { privacyParts } from './slices.ts';

let now = new Date('2026-06-30T12:00:00Z');
let context: TestContext;
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  await buildTwoTouchpoints(context);
  const said = (n: number, name: string, at: string, value: number) => response(n, { touchpointCode: 'repair_status', at, identifiers: [{ kind: 'userId', value: name }], answers: [{ role: 'experience', dimension: 'speed', value }] });
  // In the week of 2026-01-05 Anna was the only one.
  await acceptResponses(context, [said(1, 'anna', '2026-01-07T10:00:00Z', 3), said(2, 'ben', '2026-01-14T10:00:00Z', 7), said(3, 'anna', '2026-01-15T10:00:00Z', 9), said(4, 'ben', '2025-12-10T10:00:00Z', 8)]);
  await lookAtWatches(context);
  // Long after it came in: nothing but the erasure has these weeks counted again.
  now = new Date('2026-08-25T12:00:00Z');
  await lookAtWatches(context);
});
afterAll(() => context?.close());

const weeks = async () => (await sql<{ week: string; n: number; sum: number }>`
  select week::text as week, n::int as n, sum from watch_weeks k join watches w on w.id = k.watch_id where w.touchpoint = 'repair_status' and w.score = 'experience' and n > 0 order by week limit 100`.execute(context.db)).rows;

it('what one customer said in a week is no longer the sum of that week after the look that follows the erasure', async () => {
  expect(await weeks()).toEqual([{ week: '2025-12-08', n: 1, sum: 8 }, { week: '2026-01-05', n: 1, sum: 3 }, { week: '2026-01-12', n: 2, sum: 16 }]);
  const id = await requestErasure(context, privacyParts, { customerId: identifierId(context, { kind: 'userId', value: 'anna' }), identifiers: null, reason: 'customer_request', note: '' }, { id: 'u1', label: 'bert@example.com' });
  await runErasure(context, privacyParts, id);
  await lookAtWatches(context);
  expect(await weeks()).toEqual([{ week: '2025-12-08', n: 1, sum: 8 }, { week: '2026-01-12', n: 1, sum: 7 }]);
});
