import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listCustomers } from '../../people/customers/customers.actions.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { getImport, removeUpload } from './imports.actions.ts';
import { checkText, csvOf, importText, profileOf, undo } from './imports.builders.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
});
afterAll(() => context.close());

const customerOf = async (identifier: string) => (await listCustomers(context, { identifier, limit: 25 })).items[0];
const customers = profileOf('customers', ['customerNumber', 'email', 'name', { as: 'trait', key: 'plan', type: 'text' }]);

describe('an upload of which nothing was brought in', () => {
  it('can be removed with its file; one that was brought in cannot', async () => {
    const checked = await checkText(context, csvOf(4, ['r1,rita@x.de,Rita,L']), customers);
    await removeUpload(context, checked.id);
    await expect(getImport(context, checked.id)).rejects.toMatchObject({ code: 'import.not_found' });
    const done = await importText(context, csvOf(4, ['r2,rolf@x.de,Rolf,L']), customers);
    await expect(removeUpload(context, done.id)).rejects.toMatchObject({ code: 'import.state_wrong' });
    await undo(context, done.id);
  });
});

describe('an import of customers', () => {
  it('counts new, changed, merged, unchanged and refused rows, and the dry run counts the same', async () => {
    const first = csvOf(4, ['k1,anna@x.de,Anna,L', 'k2,,Ben,S', ',carla@x.de,Carla,M']);
    expect((await checkText(context, first, customers)).dryRun).toEqual({ rows: 3, new: 3, changed: 0, merged: 0, unchanged: 0, refused: 0 });
    expect(await importText(context, first, customers)).toMatchObject({ state: 'done', counts: { rows: 3, new: 3, changed: 0, merged: 0, unchanged: 0, refused: 0 } });
    // anna again; ben gets a plan; carla gets the number of ben; nobody; dora twice
    const second = csvOf(4, ['k1,anna@x.de,Anna,L', 'k2,,Ben,XL', 'k2,carla@x.de,Carla,M', ',,Nobody,S', 'k4,not an address,Dora,S', 'k5,dora@x.de,Dora,S', 'k5,,Dora,S']);
    const counts = { rows: 7, new: 1, changed: 1, merged: 1, unchanged: 2, refused: 2 };
    const checked = await checkText(context, second, customers);
    expect(checked).toMatchObject({ state: 'checked', dryRun: counts });
    expect(await customerOf('customerNumber:k5')).toBeUndefined();
    expect((await importText(context, second, customers)).counts).toEqual(counts);
    expect(await customerOf('customerNumber:k2')).toMatchObject({ name: 'Carla', traits: { plan: 'M' } });
    expect((await customerOf('email:carla@x.de'))?.id).toBe((await customerOf('customerNumber:k2'))?.id);
  });

  it('is taken back as if it had never been', async () => {
    const done = await importText(context, csvOf(4, ['u1,zoe@x.de,Zoe,L', 'u2,yan@x.de,Yan,S']), customers);
    expect(await customerOf('email:zoe@x.de')).toMatchObject({ name: 'Zoe' });
    expect(await undo(context, done.id)).toMatchObject({ state: 'undone', share: 1 });
    expect(await customerOf('email:zoe@x.de')).toBeUndefined();
  });
});
