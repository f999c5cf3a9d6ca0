import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confirmErasure, requestErasure, runErasure } from '../governance/privacy/erasure.actions.ts';
import { getProof, listErasureRequests, previewErasure } from '../governance/privacy/erasure-views.actions.ts';
import { exportCustomer } from '../governance/privacy/export-customer.actions.ts';
import { isProofGenuine } from '../governance/privacy/proof.logic.ts';
import { savePrivacySettings, readPrivacySettings } from '../governance/privacy/privacy-settings.actions.ts';
import { uploadImport } from '../listening/imports/imports.actions.ts';
import { insertRefusals, listRefusals } from '../listening/imports/refusals.queries.ts';
import { acceptResponses } from '../listening/responses/intake/accept-responses.actions.ts';
import { Ingest } from '../listening/events/ingest.actions.ts';
import { listCustomers } from '../people/customers/customers.actions.ts';
import { readOwnership } from '../people/identity/customer-nodes.actions.ts';
import { identifierId } from '../people/identity/identity.actions.ts';
import { getCustomerIdOf, mergeCustomers } from '../people/identity/merge.actions.ts';
import { readTimeline } from '../people/timeline/timeline.actions.ts';
import { saveCustomers } from '../people/customers/save-customers.actions.ts';
import type { Context } from '../platform/context.ts';
import { openTestContext, type TestContext } from '../platform/testing/test-storage.ts';
import { privacyJobs } from '../governance/privacy/privacy.jobs.ts';
import { prepareInventory } from './privacy.builders.ts';
import { privacyParts } from './slices.ts';

const anna = { kind: 'user' as const, id: 'u1', label: 'anna@example.com' };
const bert = { kind: 'user' as const, id: 'u2', label: 'bert@example.com' };
const source = { name: 'shop', defaultChannel: 'web' } as const;
const jobs = privacyJobs(privacyParts).filter(({ name }) => name === 'privacy.erase'); // without the scrub, which has a test of its own

let context: TestContext;
let other: Context;
beforeAll(async () => {
  context = await openTestContext();
  other = { ...context }; // a second process: the same stores, a memory of its own
});
afterAll(async () => {
  await context?.close();
});

const idOf = (kind: string, value: string) => identifierId(context, { kind, value });
const found = async (search: string) => (await listCustomers(context, { search, limit: 20 })).items.map(({ name }) => name);
const subjectsOf = async (id: string) => (await readOwnership(context.db, await getCustomerIdOf(context.db, id)));
const texts = async (id: string) => (await readTimeline(context, await subjectsOf(id), { limit: 50 })).items.map(({ text }) => text);
const said = (messageId: string, who: Record<string, string>, text: string, more: Record<string, unknown> = {}) => ({ type: 'track', messageId, ...who, timestamp: '2026-03-01T10:00:00Z', event: 'Called', properties: { text }, ...more });
async function erase(customerId: string, identifiers: string[] | null = null): Promise<string> {
  const id = await requestErasure(context, privacyParts, { customerId, identifiers, reason: 'customer_request', note: '' }, anna);
  await context.jobs.runDue(context, jobs);
  return id;
}

describe('erasing a customer', () => {
  it('lets an erased id that comes again start empty, on every process', async () => {
    const [here, there] = [new Ingest(context), new Ingest(other)];
    await here.accept([{ type: 'identify', messageId: 'again-1', userId: 'again', timestamp: '2026-03-01T10:00:00Z', traits: { lastName: 'Wiederkehr' } }, said('again-2', { userId: 'again' }, 'before')], source);
    await there.accept([said('again-3', { userId: 'again' }, 'before too')], source);
    expect(await texts(idOf('userId', 'again'))).toHaveLength(3);

    await erase(idOf('userId', 'again'));
    expect(await found('Wiederkehr')).toEqual([]);
    expect((await sql`select 1 from search_words where word = 'wiederkehr'`.execute(context.db)).rows).toEqual([]);

    await there.accept([said('again-4', { userId: 'again' }, 'after'), said('again-2', { userId: 'again' }, 'before')], source);
    expect(await texts(idOf('userId', 'again'))).toEqual(['after']);
    expect(await found('again')).toEqual(['again']);
  });

  it('leaves the other half of a merged customer as if it had always been alone', async () => {
    await saveCustomers(context, [
      { identifiers: [{ kind: 'userId', value: 'left' }, { kind: 'email', value: 'left@example.de' }], traits: { firstName: 'Lea', lastName: 'Linkswald' }, contracts: [{ number: 'L-1', product: 'Basis', startsOn: '2025-01-01' }] },
      { identifiers: [{ kind: 'userId', value: 'right' }, { kind: 'email', value: 'right@example.de' }], traits: { firstName: 'Rita', lastName: 'Rechtsberg', city: 'Bonn' }, contracts: [{ number: 'R-1', product: 'Basis', startsOn: '2025-01-01' }] },
    ], { source: 'api', actor: 'x', at: new Date('2026-02-01T00:00:00Z') });
    await new Ingest(context).accept([said('half-1', { userId: 'left' }, 'left says'), said('half-2', { userId: 'right' }, 'right says')], source);
    await mergeCustomers(context, { id: idOf('userId', 'left'), withId: idOf('userId', 'right'), reason: 'same person', actor: 'x' });
    expect((await texts(idOf('userId', 'left'))).sort()).toEqual(['left says', 'right says']);

    const chosen = [idOf('userId', 'left'), idOf('email', 'left@example.de')];
    const preview = await previewErasure(context, privacyParts, idOf('userId', 'left'), chosen);
    expect(preview.remaining).toEqual([{ name: 'Rita Rechtsberg', identifiers: [{ kind: 'userId', value: 'right' }, { kind: 'email', value: 'right@example.de' }] }]);
    expect(preview.counts.map(({ name, n }) => [name, n])).toEqual([['people.contracts', 1], ['people.interactions', 1], ['people.identity', 2]]);

    await erase(idOf('userId', 'left'), chosen);
    expect(await texts(idOf('userId', 'right'))).toEqual(['right says']);
    expect(await found('Linkswald')).toEqual([]);
    expect(await found('left@example.de')).toEqual([]);
    expect(await found('Rechtsberg')).toEqual(['Rita Rechtsberg']);
    expect(await found('R-1')).toEqual(['Rita Rechtsberg']);
    const { rows } = await sql<{ traits: object; clusters: number }>`select traits, (select count(distinct cluster_id) from identifiers i where i.customer_id = c.id) as clusters from customers c where id = ${idOf('userId', 'right')}`.execute(context.db);
    expect(rows).toEqual([{ traits: { city: 'Bonn', firstName: 'Rita', lastName: 'Rechtsberg' }, clusters: 1 }]);
    const owners = await context.history.query('select subject from subject_owners final where customer_id = {gone:UUID} or subject in {chosen:Array(UUID)}', { gone: idOf('userId', 'left'), chosen });
    expect(owners).toEqual([]);
  });

  it('takes from a shared device only the time of the erased', async () => {
    const ingest = new Ingest(context);
    await ingest.accept([
      said('dev-1', { anonymousId: 'tablet' }, 'first at the tablet', { timestamp: '2026-01-01T10:00:00Z' }),
      { type: 'identify', messageId: 'dev-2', userId: 'tina', anonymousId: 'tablet', timestamp: '2026-01-02T10:00:00Z', traits: { lastName: 'Tabletta' } },
      said('dev-3', { anonymousId: 'tablet' }, 'tina at the tablet', { timestamp: '2026-01-03T10:00:00Z' }),
      { type: 'identify', messageId: 'dev-4', userId: 'udo', anonymousId: 'tablet', timestamp: '2026-01-10T10:00:00Z', traits: { lastName: 'Udonis' } },
      said('dev-5', { anonymousId: 'tablet' }, 'udo at the tablet', { timestamp: '2026-01-11T10:00:00Z' }),
    ], source);
    expect((await texts(idOf('userId', 'tina'))).filter(Boolean).sort()).toEqual(['first at the tablet', 'tina at the tablet']);
    expect((await previewErasure(context, privacyParts, idOf('userId', 'tina'), null)).identifiers.map(({ kind, isShared }) => [kind, isShared])).toEqual([['userId', false], ['anonymousId', true]]);

    await erase(idOf('userId', 'tina'));
    expect((await texts(idOf('userId', 'udo'))).filter(Boolean)).toEqual(['udo at the tablet']);
    expect((await context.history.query<{ n: number }>(`select count() as n from interactions where text like '%tina%' or text like 'first at%'`))[0]?.n).toBe(0);
    expect(await found('Tabletta')).toEqual([]);
  });

  it('goes on after a crash between the records and history, and spares what came meanwhile', async () => {
    const ingest = new Ingest(context);
    await ingest.accept([said('crash-1', { userId: 'crash' }, 'old')], source);
    const id = await requestErasure(context, privacyParts, { customerId: idOf('userId', 'crash'), identifiers: null, reason: 'customer_request', note: '' }, anna);
    const broken = { ...context, history: { ...context.history, command: () => Promise.reject(new Error('the engine died')) } };
    await expect(runErasure(broken, privacyParts, id)).rejects.toThrow('the engine died');
    await ingest.accept([said('crash-2', { userId: 'crash' }, 'new')], source);

    await runErasure(context, privacyParts, id);
    expect(await texts(idOf('userId', 'crash'))).toEqual(['new']);
    const { rows } = await sql<{ reachSealed: string | null }>`select reach_sealed from privacy_erasures where id = ${id}`.execute(context.db);
    expect(rows).toEqual([{ reachSealed: null }]);
  });

  it('takes along what was refused of a file that names the customer, also a mistyped address', async () => {
    await saveCustomers(context, [{ identifiers: [{ kind: 'customerNumber', value: 'KN-4711' }], traits: { lastName: 'Vertippt' } }], { source: 'api', actor: 'x' });
    const refusalsOf = async (content: string) => {
      const { id } = await uploadImport(context, anna, { name: 'list.csv', content: Readable.from([content]) });
      await insertRefusals(context.db, id, [{ row: 2, refusals: [{ row: 2, column: 1, heading: 'E-Mail', value: 'vertippt(at)example.com', code: 'identifier.invalid', reason: 'is not an e-mail address', details: {} }] }]);
      return async () => (await listRefusals(context.db, id, 0, 10)).length;
    };
    const [namesThem, namesOthers] = [await refusalsOf('Number,E-Mail\nKN-4711,vertippt(at)example.com\n'), await refusalsOf('Number,E-Mail\nKN-4712,else(at)example.com\n')];
    await erase(idOf('customerNumber', 'KN-4711'));
    expect([await namesThem(), await namesOthers()]).toEqual([0, 1]);
  });

  it('proves what was erased without saying whose it was, and recognises the same request', async () => {
    await new Ingest(context).accept([said('proof-1', { userId: 'proof-person' }, 'x')], source);
    const id = await erase(idOf('userId', 'proof-person'));
    const proof = await getProof(context, id);
    const key = context.vault.deriveKey('privacy proofs');
    expect(isProofGenuine(key, proof)).toBe(true);
    expect(isProofGenuine(key, { ...proof, requestedBy: 'somebody else' })).toBe(false);
    expect(JSON.stringify(proof)).not.toMatch(/proof-person/);
    expect(proof.counts.map(({ name, n }) => [name, n])).toEqual([['people.interactions', 1], ['people.identity', 1]]);
    const again = await listErasureRequests(context, privacyParts, { identifier: 'userId:proof-person', limit: 10 }, anna);
    expect(again.items.map((item) => item.id)).toEqual([id]);
  });

  it('waits for a second person where four eyes are wanted', async () => {
    await new Ingest(context).accept([said('four-1', { userId: 'four' }, 'x')], source);
    await savePrivacySettings(context, { ...(await readPrivacySettings(context.db)), fourEyes: true });
    const id = await erase(idOf('userId', 'four'));
    expect(await found('four')).toEqual(['four']);
    await expect(confirmErasure(context, id, anna)).rejects.toMatchObject({ code: 'privacy.same_person' });
    await expect(requestErasure(context, privacyParts, { customerId: idOf('userId', 'four'), identifiers: null, reason: 'objection', note: '' }, bert)).rejects.toMatchObject({ code: 'privacy.already_requested' });
    const late = { ...context, clock: { now: () => new Date(Date.now() + 8 * 86_400_000) } };
    await expect(confirmErasure(late, id, bert)).rejects.toMatchObject({ code: 'privacy.not_waiting' });
    await expect(confirmErasure(context, id, { kind: 'key', id: 'k1', label: 'a key that Anna made' })).rejects.toMatchObject({ code: 'privacy.same_person' });
    await confirmErasure(context, id, bert);
    await context.jobs.runDue(context, jobs);
    expect(await found('four')).toEqual([]);
    await savePrivacySettings(context, { ...(await readPrivacySettings(context.db)), fourEyes: false });
  });
});

describe('exporting a customer', () => {
  it('gives all parts of a merged customer, for machines and to read', async () => {
    const whole = async (format: 'json' | 'html', language: 'de' | 'en') => {
      let text = '';
      for await (const part of (await exportCustomer(context, privacyParts, idOf('userId', 'export-a'), { format, language })).body) text += part;
      return text;
    };
    await saveCustomers(context, [{ identifiers: [{ kind: 'userId', value: 'export-a' }], traits: { lastName: 'Aus & Kunft' } }, { identifiers: [{ kind: 'userId', value: 'export-b' }], contracts: [{ number: 'E-2', product: 'Plus', startsOn: '2025-01-01' }] }], { source: 'api', actor: 'x' });
    await new Ingest(context).accept([said('ex-1', { userId: 'export-a' }, 'one'), said('ex-2', { userId: 'export-b' }, 'two')], source);
    await mergeCustomers(context, { id: idOf('userId', 'export-a'), withId: idOf('userId', 'export-b'), reason: 'same', actor: 'x' });
    const json = JSON.parse(await whole('json', 'de'));
    expect(json.data.interactions.items.map(({ text }: { text: string }) => text).sort()).toEqual(['one', 'two']);
    expect(json.data.contracts.items).toEqual([{ number: 'E-2', product: 'Plus', ends_on: null, starts_on: '2025-01-01', monthly_cents: null }]);
    const page = await whole('html', 'de');
    expect(page).toContain('Aus &amp; Kunft');
    expect(page).toContain('<dt>Kanal</dt><dd>Website</dd>');
    expect(page).not.toContain(idOf('userId', 'export-a'));
    expect(await whole('html', 'en')).toContain('<html lang="en">');
  });
  it('calls touchpoints, departments and surveys by their names, and the company by its own', async () => {
    const page = async (language: 'de' | 'en') => {
      let text = '';
      for await (const part of (await exportCustomer(context, privacyParts, idOf('userId', 'export-named'), { format: 'html', language })).body) text += part;
      return text;
    };
    await prepareInventory(context);
    await saveCustomers(context, [{ identifiers: [{ kind: 'userId', value: 'export-named' }], traits: {} }], { source: 'api', actor: 'x' });
    await acceptResponses(context, [{ id: '00000000-0000-4000-8000-000000000888', surveyCode: 'repair', identifiers: [{ kind: 'userId', value: 'export-named' }], at: '2026-01-10T10:00:00Z', language: 'de', group: '', answers: [{ role: 'nps', value: 3 }] }]);
    expect(await page('de')).toContain('(UTC), nach Artikel 15');
    await savePrivacySettings(context, { ...(await readPrivacySettings(context.db)), controller: { name: 'Nordfunk GmbH', address: '', email: '', phone: '' } });
    const [de, en] = [await page('de'), await page('en')];
    expect(de).toContain('(UTC) von Nordfunk GmbH, nach Artikel 15');
    expect(en).toContain('(UTC) by Nordfunk GmbH, under Articles 15');
    const { rows } = await sql<{ de: string; en: string }>`select name_de as de, name_en as en from surveys where code = 'repair'`.execute(context.db);
    expect(rows).toHaveLength(1);
    for (const [text, name] of [[de, `<dt>Umfrage</dt><dd>${rows[0]?.de}</dd>`], [en, `<dt>Survey</dt><dd>${rows[0]?.en}</dd>`]]) expect(text).toContain(name);
    expect(de).not.toContain('<dd>repair</dd>');
  });
});
