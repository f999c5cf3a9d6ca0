import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemDoer } from '../acting/cases/case-actors.contract.ts';
import { getCaseFacts } from '../acting/cases/case-events.actions.ts';
import { changeCaseIn } from '../acting/cases/changes/change-case.actions.ts';
import { readEntries } from '../acting/cases/list/list-cases.actions.ts';
import { openCase } from '../acting/cases/open-case.actions.ts';
import { saveChannel } from '../acting/channels/channel-settings.actions.ts';
import { createIssue } from '../acting/known-issues/create-issue.actions.ts';
import { linkCases } from '../acting/known-issues/issue-cases.actions.ts';
import { issueInputSchema } from '../acting/known-issues/known-issues.contract.ts';
import { messageJobs } from '../acting/messages/messages.jobs.ts';
import { sendDue } from '../acting/messages/send-due.actions.ts';
import { openSink, smtpOutlet, type Sink } from '../acting/messages/send-due.builders.ts';
import { listPeople, readFigures } from '../acting/outreach/figures.actions.ts';
import { createOutreach, getOutreach } from '../acting/outreach/outreach.actions.ts';
import { outreachInputSchema, peopleQuerySchema } from '../acting/outreach/outreach.contract.ts';
import { lookAgain, outreachJobs } from '../acting/outreach/outreach.jobs.ts';
import { pauseOutreach, prepareOutreach, resumeOutreach, startOutreach, stopOutreach } from '../acting/outreach/run-outreach.actions.ts';
import { savePreferences } from '../people/consent/preferences.actions.ts';
import { saveCustomers } from '../people/customers/save-customers.actions.ts';
import type { CustomerInput } from '../people/customers/customers.contract.ts';
import { identifierId } from '../people/identity/identity.actions.ts';
import type { Actor } from '../platform/http/access.ts';
import { openTestContext, type TestContext } from '../platform/testing/test-storage.ts';

let context: TestContext;
let sink: Sink;
let now = new Date('2026-11-20T10:00:00Z');
const actor: Actor = { kind: 'user', id: '00000000-0000-4000-8000-000000000001', label: 'mara@nordfunk.example', role: 'administrator', departments: null, byCookie: false, can: () => true };

beforeAll(async () => {
  sink = await openSink();
  context = await openTestContext({ clock: { now: () => now }, settings: { publicUrl: 'https://momente.example', defaultCountry: 'DE', smtpUrl: sink.url } });
  const on = { secrets: {}, ratePerMinute: 100_000, isOn: true };
  await saveChannel(context, 'mail', { ...on, settings: { fromAddress: 'hilfe@nordfunk.example', fromName: 'Nordfunk', imprint: 'Nordfunk GmbH, Hamburg' } }, 'test');
  await saveChannel(context, 'letter', { ...on, settings: { senderLine: 'Nordfunk GmbH, Kai 1, 20457 Hamburg', senderBlock: 'Nordfunk GmbH\nKai 1\n20457 Hamburg' } }, 'test');
});
afterAll(async () => {
  await context?.close();
  await sink?.stop();
});
beforeEach(() => {
  sink.received.length = 0;
  sink.behave = () => 'answer';
  now = new Date(now.getTime() + 60_000);
});

const home = (street: string) => [{ kind: 'home' as const, street, postcode: '20457', city: 'Hamburg', country: 'DE' }];
const mailOf = (name: string) => `${name.toLowerCase()}@example.com`;

/** Owners of a model that only this test has. */
async function meet(model: string, people: Record<string, Partial<CustomerInput> & { software?: string }>): Promise<void> {
  await saveCustomers(context, Object.entries(people).map(([name, { software = '4.1', identifiers = [{ kind: 'email', value: mailOf(name) }], ...more }]) => ({
    ...more, identifiers: [{ kind: 'customerNumber', value: name }, ...identifiers], traits: { name }, devices: [{ externalId: `${model} of ${name}`, model, software, ownedFrom: '2026-01-01' }],
  })), { source: 'test', actor: 'test', at: now });
}
const text = { language: 'de' as const, subjectLine: 'Update für Ihr Gerät', text: 'Guten Tag {{ customer.name }}, bitte laden Sie 4.2.' };
const draft = async (model: string, more: object = {}) =>
  (await createOutreach(context, actor, outreachInputSchema.parse({ title: model, filter: { device: { model, softwareBelow: '4.2' } }, channels: ['mail', 'letter'], texts: [text], ...more }))).id;
const work = () => context.jobs.runDue(context, [...outreachJobs, ...messageJobs]);
/** Name → how it was told, or why not. */
const outcome = async (id: string) =>
  Object.fromEntries((await listPeople(context, id, peopleQuerySchema.parse({}))).items.map(({ name, standing, channel, reason }) => [name, reason ?? `${standing}: ${channel}`]));
const receivers = () => sink.received.map(({ to }) => to).sort();

describe('a known issue', () => {
  it('is answered in the thread of who complained, told to the others once, and told to nobody again', async () => {
    await meet('Arc 5', { Anna: {}, Bert: {}, Cleo: {}, Dora: {} });
    const open = (name: string, more: object) => openCase(context, { subject: identifierId(context, { kind: 'customerNumber', value: name }), channel: 'mail', subjectLine: 'Gespräche brechen ab', text: 'Seit Montag.', source: { kind: 'mail' }, fromAddress: mailOf(name), at: now, ...more });
    const annas = await open('Anna', { messageIdHeader: '<first@kundin.example>' });
    const berts = await open('Bert', {});
    const issue = await createIssue(context, actor, issueInputSchema.parse({
      title: 'Gesprächsabbrüche', cause: 'Modem', rule: { device: { model: 'Arc 5', softwareBelow: '4.2' } }, fromCaseId: annas.caseId,
      texts: { de: { subjectLine: text.subjectLine, text: text.text, steps: ['Einstellungen öffnen'] } },
    }));
    await linkCases(context, actor, issue.id, [berts.caseId]);
    await context.db.transaction().execute((tx) => changeCaseIn(context, tx, systemDoer('test'), berts.caseId, { status: 'solved' }));
    await work(); // confirmations of receipt and the like leave before
    sink.received.length = 0;

    const id = await draft('Arc 5', { issueId: issue.id, filter: null, texts: [] });
    expect(await readFigures(context, id)).toMatchObject({ isPreview: true, affected: 4, waiting: 2, answered: 1, leftOut: 1, reasons: [{ reason: 'complained_himself', customers: 1 }] });
    await startOutreach(context, actor, id);
    await work();
    await work();
    expect(await outcome(id)).toEqual({ Anna: 'answered: mail', Bert: 'complained_himself', Cleo: 'told: mail', Dora: 'told: mail' });
    expect(receivers()).toEqual(['anna@example.com', 'cleo@example.com', 'dora@example.com']);
    const answer = sink.received.find(({ to }) => to === 'anna@example.com')?.raw ?? '';
    expect(answer).toContain('In-Reply-To: <first@kundin.example>');
    expect(answer).toMatch(/^X-Momente-Case: V-\d{6}-\w+/m);
    expect(answer).toContain('Guten Tag Anna');
    expect((await getCaseFacts(context.db, annas.caseId)).status).toBe('waiting_customer');
    expect((await readEntries(context, actor, annas.caseId, { limit: 20 })).items.filter(({ what }) => what === 'outreach.answered')).toHaveLength(1);
    expect((await getOutreach(context, id)).state).toBe('finished');

    const again = await draft('Arc 5', { issueId: issue.id, filter: null, texts: [] });
    await startOutreach(context, actor, again);
    await work();
    expect(await outcome(again)).toEqual({ Anna: 'told_already', Bert: 'complained_himself', Cleo: 'told_already', Dora: 'told_already' });
    expect(sink.received).toHaveLength(3);
  });
});

describe('addresses', () => {
  it('that two customers share are told once', async () => {
    await meet('Twin', { Emil: { identifiers: [], addresses: home('Kai 7') }, Frieda: { identifiers: [], addresses: home('Kai 7') }, Gerd: { identifiers: [], addresses: home('Kai 8') } });
    const id = await draft('Twin');
    await startOutreach(context, actor, id);
    await work();
    const told = await outcome(id);
    expect(told['Gerd']).toBe('told: letter');
    expect([told['Emil'], told['Frieda']].sort()).toEqual(['duplicate_address', 'told: letter']);
  });

  it('that turn out to be dead give way to the next channel', async () => {
    await meet('Dead', { Hans: { addresses: home('Kai 9') }, Ina: {} });
    sink.behave = () => 'refuse';
    const id = await draft('Dead');
    await startOutreach(context, actor, id);
    for (let round = 0; round < 3; round += 1) await work();
    expect(await outcome(id)).toEqual({ Hans: 'told: letter', Ina: 'unreachable' });
  });

  it('on a channel that is not set up give way to the next one, and who has no other is named', async () => {
    await meet('Sms', { Jan: { identifiers: [{ kind: 'email', value: mailOf('Jan') }, { kind: 'phone', value: '+4915112345601' }] }, Kira: { identifiers: [{ kind: 'phone', value: '+4915112345602' }] } });
    await savePreferences(context, context.db, { subject: identifierId(context, { kind: 'customerNumber', value: 'Jan' }), by: 'test' }, { channels: ['sms'], quietFrom: null, quietTo: null, bestTimes: [], language: null, timeZone: null });
    const id = await draft('Sms', { channels: ['sms', 'mail'] });
    expect(await readFigures(context, id)).toMatchObject({ waiting: 1, leftOut: 1, reasons: [{ reason: 'channel_not_ready', customers: 1 }], cannotSend: ['sms'], passedOver: [] });
    await startOutreach(context, actor, id);
    await work();
    expect(await outcome(id)).toEqual({ Jan: 'told: mail', Kira: 'channel_not_ready' });
    expect((await getOutreach(context, id)).state).toBe('finished');
  });
});

describe('an outreach that goes on', () => {
  it('tells later buyers once, where that was wanted', async () => {
    await meet('Live', { Lars: {} });
    const id = await draft('Live', { isLive: true });
    await startOutreach(context, actor, id);
    await work();
    await work();
    expect((await getOutreach(context, id)).state).toBe('live');
    await meet('Live', { Maja: {} });
    for (let time = 0; time < 2; time += 1) {
      await lookAgain.run(context, {}, new AbortController().signal);
      await work();
    }
    expect(receivers()).toEqual(['lars@example.com', 'maja@example.com']);
    expect((await getOutreach(context, id)).state).toBe('live');
  });

  it('skips what was put off by the mail server while it was stopped', async () => {
    await meet('Stopped', { Paul: {} });
    const id = await draft('Stopped');
    await startOutreach(context, actor, id);
    await prepareOutreach(context, id);
    const outlet = smtpOutlet(sink.url, {
      send: async () => {
        await stopOutreach(context, actor, id);
        return { kind: 'retry', reason: 'try again later' };
      },
    });
    await sendDue(context, () => Promise.resolve(new Map([['mail' as const, outlet]])), new AbortController().signal);
    expect(await outcome(id)).toEqual({ Paul: 'stopped' });
  });

  it('leaves out who has updated while it was held', async () => {
    await meet('Held', { Nele: {}, Otto: {} });
    const id = await draft('Held');
    await startOutreach(context, actor, id);
    await prepareOutreach(context, id);
    await pauseOutreach(context, id);
    await work();
    expect(sink.received).toHaveLength(0);
    await meet('Held', { Otto: { software: '4.2' } });
    await resumeOutreach(context, id);
    await work();
    await work();
    expect(await outcome(id)).toEqual({ Nele: 'told: mail', Otto: 'not_affected_any_more' });
    expect(receivers()).toEqual(['nele@example.com']);
  });
});
