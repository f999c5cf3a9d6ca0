import { afterAll, beforeAll, expect, it } from 'vitest';
import { abilityFor } from '../../governance/roles/roles.logic.ts';
import type { Actor } from '../../platform/http/access.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { changeOutreach, createOutreach, getOutreach } from './outreach.actions.ts';
import { outreachInputSchema } from './outreach.contract.ts';

let context: TestContext;
const ability = abilityFor('cx_manager');
const actor: Actor = { kind: 'user', id: '0192f0c0-0000-7000-8000-0000000000aa', label: 'kim@nordfunk.example', role: 'cx_manager', departments: null, byCookie: false, can: (action, subject) => ability.can(action, subject) };
beforeAll(async () => {
  context = await openTestContext();
});
afterAll(() => context?.close());

it('an outreach that advertises cannot be called a matter of safety, which is told to those who object', async () => {
  const draft = (more: object) => createOutreach(context, actor, outreachInputSchema.parse({ title: 'Arc 4', filter: { device: { model: 'Arc 4' } }, texts: [{ language: 'de', subjectLine: 'Ihr Gerät', text: 'Guten Tag' }], ...more }));
  await expect(draft({ purpose: 'marketing', isEssential: true })).rejects.toMatchObject({ code: 'request.invalid' });
  const { id, version } = await draft({ isEssential: true });
  await expect(changeOutreach(context, id, { version, purpose: 'marketing' })).rejects.toMatchObject({ code: 'request.invalid' });
  expect(await getOutreach(context, id)).toMatchObject({ purpose: 'service', isEssential: true });
  expect((await changeOutreach(context, id, { version, purpose: 'marketing', isEssential: false })).purpose).toBe('marketing');
});
