import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../testing/test-storage.ts';
import { migrate } from './migrate.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
});
afterAll(() => context?.close());

it('puts what was expected beside what was experienced, for answers from before 0082', async () => {
  const { db, history } = context;
  const id = '00000000-0000-4000-8000-000000000001';
  await history.command(`insert into answers (response_id, at, survey, role, dimension, value) values ('${id}', now64(3), 'old', 'expectation', 'speed', 8), ('${id}', now64(3), 'old', 'experience', 'speed', 5)`);
  await history.command(`delete from schema_migrations where name like '0082-%'`);
  await migrate(db, history);
  expect(await history.query(`select role, value, paired, version, question, raw from answers where survey = 'old' order by role`)).toEqual([
    { role: 'expectation', value: 8, paired: null, version: 1, question: 'pairs', raw: 8 },
    { role: 'experience', value: 5, paired: 8, version: 1, question: 'pairs', raw: 5 },
  ]);
  expect(await history.query(`select survey, answered from responses where survey = 'old'`)).toEqual([{ survey: 'old', answered: 1 }]);
});
