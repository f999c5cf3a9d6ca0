import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { privacyJobs } from '../governance/privacy/privacy.jobs.ts';
import { readProcessingRecord } from '../governance/privacy/processing-record.actions.ts';
import { dryRunRetention, listRetention, runRetention, saveRetentionRule } from '../governance/privacy/retention.actions.ts';
import { Ingest } from '../listening/events/ingest.actions.ts';
import { acceptResponses } from '../listening/responses/intake/accept-responses.actions.ts';
import { saveCustomers } from '../people/customers/save-customers.actions.ts';
import { liftRestriction, refuseRestricted, restrictCustomer } from '../people/privacy/restrictions.actions.ts';
import { listCustomers } from '../people/customers/customers.actions.ts';
import { identifierId } from '../people/identity/identity.actions.ts';
import { openTestContext, type TestContext } from '../platform/testing/test-storage.ts';
import { prepareInventory } from './privacy.builders.ts';
import { privacyParts } from './slices.ts';

let context: TestContext;
const now = new Date('2026-06-01T12:00:00Z');
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  await prepareInventory(context);
  await new Ingest(context).accept(['2024-01-10', '2025-01-10', '2026-05-01'].map((day, index) => ({ type: 'track', messageId: `m-${index}`, userId: 'paula', timestamp: `${day}T10:11:12Z`, event: 'Called', properties: { text: `text ${index}`, place: 'Bonn' } })), { name: 'shop', defaultChannel: 'web' });
  await acceptResponses(context, ['2024-01-10', '2026-05-01'].map((day, index) => ({ id: `00000000-0000-4000-8000-00000000000${index}`, surveyCode: 'repair', identifiers: [{ kind: 'userId', value: 'paula' }], at: `${day}T10:11:12Z`, language: 'de', group: 'private', answers: [{ role: 'nps', value: 3 }, { role: 'comment', text: `comment ${index}` }] })));
});
afterAll(async () => {
  await context?.close();
});

const paula = () => identifierId(context, { kind: 'userId', value: 'paula' });

describe('retention', () => {
  it('says before what a rule would touch, and how old it is', async () => {
    const dryRun = await dryRunRetention(context, privacyParts, 'people.interactions', { action: 'anonymise', afterDays: 365 });
    expect(dryRun).toEqual({ before: '2025-06-01T12:00:00.000Z', n: 3, byYear: [{ year: 2024, n: 2 }, { year: 2025, n: 1 }] });
  });

  it('anonymises so that sums stay and nobody is behind them', async () => {
    for (const kind of ['people.interactions', 'listening.answers']) await saveRetentionRule(context, privacyParts, { kind, action: 'anonymise', afterDays: 365, setBy: 'dpo' });
    const sums = () => context.history.query(`select touchpoint, target_group, role, count() as n, sum(value) as total from answers group by all order by role`);
    const before = await sums();
    await runRetention(context, privacyParts);
    expect(await sums()).toEqual(before);
    expect(await context.history.query('select at, text, place, properties from interactions where at < {before:DateTime64(3)} order by at, type desc', { before: '2025-06-01 12:00:00.000' })).toEqual([
      { at: '2024-01-10 00:00:00.000', text: '', place: '', properties: '' }, { at: '2024-01-10 00:00:00.000', text: '', place: '', properties: '' }, { at: '2025-01-10 00:00:00.000', text: '', place: '', properties: '' },
    ]);
    expect(await context.history.query<{ n: number }>('select count() as n from interactions where subject = {paula:UUID}', { paula: paula() })).toEqual([{ n: 2 }]);
    expect(await context.history.query('select text, subject = {paula:UUID} as hers from answers where role = {role:String} order by at', { role: 'comment', paula: paula() })).toEqual([{ text: '', hers: 0 }, { text: 'comment 1', hers: 1 }]);
    const rules = (await listRetention(context, privacyParts)).filter(({ rule }) => rule !== null).map(({ kind, rule }) => [kind, rule?.lastCount]);
    expect(rules).toEqual([['listening.answers', 2], ['people.interactions', 3]]);
  });

  it('touches nothing twice, and ends what a crash cut off without losing or doubling a row', async () => {
    await runRetention(context, privacyParts);
    expect((await listRetention(context, privacyParts)).find(({ kind }) => kind === 'people.interactions')?.rule?.lastCount).toBe(0);
    const total = async () => (await context.history.query<{ n: number }>('select count() as n from interactions'))[0]?.n;
    const wanted = await total();
    const later = { ...context, clock: { now: () => new Date('2028-06-01T12:00:00Z') } };
    for (const dieAt of [1, 2]) {
      let commands = 0;
      const broken = { ...later, history: { ...context.history, command: (statement: string, values?: Record<string, unknown>) => ((commands += 1) === dieAt ? Promise.reject(new Error('died')) : context.history.command(statement, values)) } };
      await runRetention(broken, privacyParts);
    }
    await runRetention(later, privacyParts);
    expect(await total()).toBe(wanted);
    expect((await sql`select 1 from privacy_anonymising`.execute(context.db)).rows).toEqual([]);
    expect(await context.history.query('select count() as n from interactions where subject = {paula:UUID}', { paula: paula() })).toEqual([{ n: 0 }]);
  });
});

describe('imported files', () => {
  const importFile = async (id: string, finishedAt: string) => {
    const file = await context.files.save('imports', Readable.from(['userId\npaula\n']), 1_000);
    await sql`insert into imports (id, name, file_id, file_bytes, file_sha256, state, counts, by_id, by_label, created_at, finished_at) values (${id}, 'shop.csv', ${file.id}, ${file.bytes}, ${file.sha256}, 'done', '{}', 'x', 'x', ${finishedAt}, ${finishedAt})`.execute(context.db);
  };
  const kept = async () => (await sql<{ id: string }>`select id from imports where file_id is not null order by created_at`.execute(context.db)).rows.length;
  const recorded = async () => (await readProcessingRecord(context, privacyParts)).categories.find(({ key }) => key === 'imports')?.rule;

  it('go after 30 days where nobody has set a rule, and the record of processing says so', async () => {
    await importFile('01920000-0000-7000-8000-000000000001', '2026-05-01T12:00:00Z');
    await importFile('01920000-0000-7000-8000-000000000002', '2026-05-20T12:00:00Z');
    expect((await listRetention(context, privacyParts)).find(({ kind }) => kind === 'listening.imports')).toMatchObject({ rule: null, usualDays: 30 });
    expect(await recorded()).toEqual({ action: 'delete', afterDays: 30 });
    await runRetention(context, privacyParts);
    expect(await kept()).toBe(1);
  });
  it('go by the rule where there is one', async () => {
    await saveRetentionRule(context, privacyParts, { kind: 'listening.imports', action: 'delete', afterDays: 60, setBy: 'dpo' });
    await importFile('01920000-0000-7000-8000-000000000003', '2026-04-20T12:00:00Z');
    expect(await recorded()).toEqual({ action: 'delete', afterDays: 60 });
    await runRetention(context, privacyParts);
    expect(await kept()).toBe(2);
  });
});

describe('customers who have gone silent', () => {
  it('are erased like anybody else, without those who still have a contract or a contact', async () => {
    const old = new Date('2022-01-01T00:00:00Z');
    await saveCustomers(context, [
      { identifiers: [{ kind: 'userId', value: 'silent' }], traits: { name: 'Silke Silent' } },
      { identifiers: [{ kind: 'userId', value: 'bound' }], contracts: [{ number: 'B-1', product: 'Basis', startsOn: '2022-01-01' }] },
      { identifiers: [{ kind: 'userId', value: 'talking' }] },
    ], { source: 'api', actor: 'x', at: old });
    await new Ingest(context).accept([{ type: 'track', messageId: 'talk-1', userId: 'talking', timestamp: '2026-05-01T10:00:00Z', event: 'Called' }], { name: 'shop', defaultChannel: 'web' });
    const rule = { action: 'delete', afterDays: 1000 } as const;
    expect((await dryRunRetention(context, privacyParts, 'people.inactive_customers', rule)).n).toBe(1);
    await saveRetentionRule(context, privacyParts, { kind: 'people.inactive_customers', ...rule, setBy: 'dpo' });
    await runRetention(context, privacyParts);
    await context.jobs.runDue(context, privacyJobs(privacyParts).filter(({ name }) => name === 'privacy.erase'));
    const { rows } = await sql<{ value: string }>`select value from identifiers where value in ('silent', 'bound', 'talking') order by value`.execute(context.db);
    expect(rows.map(({ value }) => value)).toEqual(['bound', 'talking']);
  });
});

describe('restriction of processing', () => {
  it('keeps a customer out of lists and search and refuses changes until it is lifted', async () => {
    await saveCustomers(context, [{ identifiers: [{ kind: 'userId', value: 'rosa' }], traits: { name: 'Rosa Restrikt' } }], { source: 'api', actor: 'x' });
    const rosa = identifierId(context, { kind: 'userId', value: 'rosa' });
    const found = async () => (await listCustomers(context, { search: 'Restrikt', limit: 10 })).items.length;
    expect(await found()).toBe(1);
    await restrictCustomer(context, rosa, { ground: 'accuracy_contested', note: 'letter of 1 May', by: 'dpo@example.com' });
    expect(await found()).toBe(0);
    await expect(refuseRestricted(context, rosa)).rejects.toMatchObject({ code: 'customer.restricted' });
    // What a source tells comes in all the same, and what it names belongs to her.
    await new Ingest(context).accept([{ type: 'identify', messageId: 'rosa-1', userId: 'rosa', timestamp: '2026-05-01T10:00:00Z', traits: { email: 'rosa@example.com', phone: '+4930901820' } }], { name: 'shop', defaultChannel: 'web' });
    for (const identifier of [{ kind: 'email', value: 'rosa@example.com' }, { kind: 'phone', value: '+4930901820' }]) await expect(refuseRestricted(context, identifierId(context, identifier))).rejects.toMatchObject({ code: 'customer.restricted' });
    await refuseRestricted(context, paula());
    await liftRestriction(context, rosa, 'checked');
    expect(await found()).toBe(1);
  });
});
