import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { identifierId } from '../../people/identity/identity.actions.ts';
import { createSurvey } from '../../listening/surveys/manage-surveys.actions.ts';
import { buildTwoTouchpoints, surveyInput } from '../../listening/surveys/surveys.builders.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { isTired } from './rest.actions.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
  await buildTwoTouchpoints(context);
  for (const code of ['repair', 'shop']) await createSurvey(context, surveyInput({ code }));
});
afterAll(() => context?.close());

it('whoever was shown a survey rests from others as long as the rules say, exceptions aside', async () => {
  const [seen, other] = ['c-1', 'c-2'].map((value) => identifierId(context, { kind: 'userId', value }));
  await sql`insert into placements (id, name, survey, rules, created_at, created_by, updated_at) select gen_random_uuid(), 'x', 'shop', '{}', now(), '', now()`.execute(context.db);
  await sql`insert into placement_showings (response_id, placement, survey, subject, at) select gen_random_uuid(), id, 'shop', ${seen}, now() - interval '3 days' from placements`.execute(context.db);
  const tired = (subject: string | undefined, survey = 'repair') => isTired(context, { survey, surveyKind: 'transactional', subjects: [subject ?? ''] });
  // The rule that comes along: one survey in 14 days.
  expect([await tired(seen), await tired(other)]).toEqual([true, false]);
  await sql`update fatigue_rules set exceptions = '{shop}'`.execute(context.db);
  expect(await tired(seen)).toBe(false);
  await sql`update fatigue_rules set exceptions = '{}', days = 2`.execute(context.db);
  expect(await tired(seen)).toBe(false);
  await sql`update fatigue_rules set days = 14, most = 2`.execute(context.db);
  expect(await tired(seen)).toBe(false);
  await sql`update fatigue_rules set most = 1, scope = 'survey', survey = 'repair'`.execute(context.db);
  expect([await tired(seen), await tired(seen, 'shop')]).toEqual([false, false]);
});
