import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { keepProfile } from '../imports.actions.ts';
import { checkText, csvOf, profileOf } from '../imports.builders.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
});
afterAll(() => context.close());

const asName = profileOf('customers', ['customerNumber', 'name']);
const asCompany = profileOf('customers', ['customerNumber', 'company']);

it('makes a check void when the columns are given another meaning, and not when they are kept as they are', async () => {
  const { id } = await checkText(context, csvOf(2, ['k1,Anna', 'k2,Ben']), asName);
  expect(await keepProfile(context, id, asName)).toMatchObject({ state: 'checked', dryRun: { new: 2 } });
  expect(await keepProfile(context, id, asCompany)).toMatchObject({ state: 'uploaded', dryRun: null });
});
