import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { checkText, csvOf, importText, profileOf, undo } from './imports.builders.ts';
import type { ColumnUse, Import, TargetKey } from './imports.contract.ts';
import { emptyStores, wholeStores } from './whole-stores.builders.ts';

let context: TestContext;
let now = new Date();
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
});
afterAll(() => context.close());
beforeEach(async () => {
  await emptyStores(context);
  context = { ...context };
  now = new Date('2026-05-01T00:00:00Z');
});

interface Case {
  target: TargetKey;
  about: string;
  columns: (string | ColumnUse)[];
  first: string[];
  second: string[];
  counts: Partial<Import['counts']>;
  holds: Record<string, unknown>;
}

/** A first file, and a second one in which something is new, changed, the same again and refused. */
const cases: Case[] = [
  {
    target: 'devices', about: 'devices', columns: ['customerNumber', 'deviceId', 'deviceModel', 'deviceSerial', 'deviceOwnedFrom'],
    first: ['k1,d1,Box 1,S1,2026-01-01', 'k2,d2,Box 2,S2,2026-01-02'],
    second: ['k1,d1,Box 1,S1,2026-01-01', 'k2,d2,Box 2,S9,2026-01-02', 'k3,d3,Box 3,S3,2026-01-03', 'k4,d4,,S4,2026-01-04', ',d5,Box 5,S5,2026-01-05'],
    counts: { rows: 5, new: 1, changed: 1, unchanged: 1, refused: 2 },
    holds: { devices: [{ externalId: 'd1', serial: 'S1' }, { externalId: 'd2', serial: 'S9' }, { externalId: 'd3', serial: 'S3' }] },
  },
  {
    target: 'customers', about: 'addresses', columns: ['customerNumber', 'name', 'street', 'houseNumber', 'postcode', 'city', 'country'],
    first: ['k1,Anna,Am Ring,1,10115,Berlin,', 'k2,Ben,Am Tor,2,50667,Köln,Deutschland'],
    second: ['k1,Anna,Am Ring,1,10115,Berlin,', 'k2,Ben,Am Wall,7,28195,Bremen,', 'k3,Cem,Gasse,3,1010,Wien,AT', 'k4,Dora,Weg,4,1000,Nirgends,Atlantis'],
    counts: { rows: 4, new: 1, changed: 1, unchanged: 1, refused: 1 },
    holds: { customers: [{}, {}, {}] },
  },
  {
    target: 'accounts', about: 'accounts', columns: ['accountId', 'accountName', 'accountKind', 'customerNumber', 'accountRole'],
    first: ['h1,Kern,household,k1,payer', 'h2,Nord AG,company,,'],
    second: ['h1,Kern,household,k1,payer', 'h2,Nord GmbH,company,k2,buyer', 'h3,Süd,household,k3,', ',Ohne,household,k4,', 'h5,Falsch,club,k5,'],
    counts: { rows: 5, new: 1, changed: 1, unchanged: 1, refused: 2 },
    holds: { accounts: [{ externalId: 'h1' }, { externalId: 'h2', name: 'Nord GmbH' }, { externalId: 'h3' }], members: [{ externalId: 'h1', role: 'payer' }, { externalId: 'h2', role: 'buyer' }, { externalId: 'h3' }] },
  },
  {
    target: 'contracts', about: 'contracts', columns: ['customerNumber', 'contractNumber', 'contractProduct', 'contractStartsOn', 'contractEndsOn', 'contractMonthly', 'accountId'],
    first: ['k1,c1,Flat,2026-01-01,,19.99,h1', 'k2,c2,Mini,2026-01-02,,,'],
    second: ['k1,c1,Flat,2026-01-01,,19.99,h1', 'k2,c2,Maxi,2026-01-02,2026-12-31,,', 'k3,c3,Flat,2026-01-03,,,h2', 'k4,c4,Flat,2026-03-01,2026-02-01,,', 'k5,c5,Flat,,,,'],
    counts: { rows: 5, new: 1, changed: 1, unchanged: 1, refused: 2 },
    holds: { contracts: [{ number: 'c1', monthlyCents: 1999 }, { number: 'c2', product: 'Maxi' }, { number: 'c3', externalId: 'h2' }], accounts: [{ externalId: 'h1' }, { externalId: 'h2' }] },
  },
  {
    target: 'touchpoints', about: 'touchpoints', columns: ['code', 'nameDe', 'stage', 'channel', 'momentOfTruth'],
    first: ['hotline,Hotline,service,call_center,ja', 'shop,Laden,purchase,shop,nein'],
    second: ['hotline,Hotline,service,call_center,ja', 'shop,Filiale,purchase,shop,nein', ',Rechnung,use,letter,', 'app,App,nowhere,app,', ',,use,web,'],
    counts: { rows: 5, new: 1, changed: 1, unchanged: 1, refused: 2 },
    holds: { touchpoints: [{ code: 'hotline' }, { code: 'rechnung' }, { code: 'shop', nameDe: 'Filiale' }] },
  },
  {
    target: 'interactions', about: 'contacts', columns: ['email', 'messageKey', 'at', 'kind', 'touchpoint'],
    first: ['a@x.de,m1,2026-02-01T10:00:00,call,Hotline', 'b@x.de,m2,2026-02-02T10:00:00,call,'],
    second: ['a@x.de,m1,2026-02-01T10:00:00,call,Hotline', 'a@x.de,m3,2026-02-03T10:00:00,order,Shop', 'c@x.de,m4,2026-02-04T10:00:00,call,', ',m5,2026-02-05T10:00:00,call,', 'd@x.de,m6,2026-02-30T10:00:00,call,'],
    counts: { rows: 5, new: 2, changed: 0, unchanged: 1, refused: 2 },
    holds: { interactions: [{}, {}, {}, {}], touchpoints: [{ code: 'hotline' }, { code: 'shop' }] },
  },
  {
    target: 'scores', about: 'scores', columns: ['email', 'responseKey', 'at', { as: 'score', role: 'experience', dimension: 'speed', touchpoint: { code: 'hotline', name: 'Hotline' }, worst: 1, best: 5, notApplicable: [0] }],
    first: ['a@x.de,r1,2026-02-01T10:00:00,4', ',r2,2026-02-02T10:00:00,1'],
    second: ['a@x.de,r1,2026-02-01T10:00:00,4', 'b@x.de,r3,2026-02-03T10:00:00,5', ',r4,2026-02-04T10:00:00,2', 'c@x.de,r5,2026-02-05T10:00:00,6', 'd@x.de,r6,2026-02-06T10:00:00,0'],
    counts: { rows: 5, new: 2, changed: 0, unchanged: 1, refused: 2 },
    holds: { answers: [{}, {}, {}, {}], touchpoints: [{ code: 'hotline' }] },
  },
];

describe('every kind of file', () => {
  it.each(cases)('$about: a dry run counts what the import counts and changes nothing; undone, the file before is left', async ({ target, columns, first, second, counts, holds }) => {
    const profile = profileOf(target, columns);
    const empty = await wholeStores(context);
    const base = await importText(context, csvOf(columns.length, first), profile);
    expect(base.counts).toMatchObject({ new: 2, refused: 0 });
    const before = await wholeStores(context);
    now = new Date('2026-05-02T00:00:00Z');
    const text = csvOf(columns.length, second);
    const checked = await checkText(context, text, profile);
    expect(checked.dryRun).toMatchObject(counts);
    expect(await wholeStores(context)).toEqual(before);
    const done = await importText(context, text, profile);
    expect(done.counts).toEqual(checked.dryRun);
    expect(await wholeStores(context)).toMatchObject(holds);
    expect((await undo(context, done.id)).state).toBe('undone');
    expect(await wholeStores(context)).toEqual(before);
    expect((await undo(context, base.id)).state).toBe('undone');
    expect(await wholeStores(context)).toEqual(empty);
  });
});
