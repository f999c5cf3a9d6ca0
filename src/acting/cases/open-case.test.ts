import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import { sightCustomer } from '../../people/identity/sight.actions.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { addCaseEvent, findCaseByMessageIds, findCaseByToken, getCaseFacts, setNextDue } from './case-events.actions.ts';
import { caseToken } from './case-number.logic.ts';
import { findCase } from './cases.queries.ts';
import { listEntries } from './conversation/entries.queries.ts';
import { addCustomerMessage, openCase } from './open-case.actions.ts';

let context: TestContext;
let nowMs = Date.parse('2026-11-20T09:00:00Z');
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date(nowMs) } });
  await sql`delete from service_policies`.execute(context.db); // their clocks have tests of their own
});
afterAll(async () => {
  await context?.close();
});

export async function sight(email: string): Promise<string> {
  const seen = await writeWithHistory(context, (tx, journal) => sightCustomer(context, tx, journal, { identifiers: [{ kind: 'email', value: email }], at: context.clock.now(), source: 'mail', messageKey: `mail:${email}` }));
  if (!seen) throw new Error('nobody was seen');
  await seen.afterCommit();
  return seen.subject;
}
const mail = (subject: string | null, more: object = {}) => ({ subject, channel: 'mail', subjectLine: 'Kein Empfang', text: 'Seit gestern habe ich kein Netz.', source: { kind: 'mail' }, fromAddress: 'anna@kunde.example', ...more }) as const;

describe('opening a case', () => {
  it('gives it a number, keeps the first message and puts it into the timeline of the customer', async () => {
    const subject = await sight('anna@kunde.example');
    const { caseId, number, isNew } = await openCase(context, mail(subject, { messageIdHeader: '<a1@kunde.example>' }));
    expect({ number: /^V-1\d{5}$/.test(number), isNew }).toEqual({ number: true, isNew: true });
    expect(await getCaseFacts(context.db, caseId)).toMatchObject({ number, subject, status: 'new', priority: 'normal', channel: 'mail', subjectLine: 'Kein Empfang' });
    expect((await listEntries(context.db, caseId, null, 10)).map(({ kind, what, text }) => ({ kind, what, text }))).toEqual([
      { kind: 'message', what: null, text: 'Seit gestern habe ich kein Netz.' },
      { kind: 'event', what: 'case.opened', text: '' },
    ]);
    const contacts = await context.history.query('select kind, channel, direction, text from interactions where subject = {subject:UUID}', { subject });
    expect(contacts).toEqual([{ kind: 'case_message', channel: 'mail', direction: 'inbound', text: 'Seit gestern habe ich kein Netz.' }]);
  });

  it('opens the same matter of a program once, also when it comes eight times at once', async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => openCase(context, mail(null, { externalKey: 'rule:1:row:9', source: { kind: 'rule' } }))));
    expect(new Set(opened.map(({ caseId }) => caseId)).size).toBe(1);
    expect(opened.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  it('is found by the token in a subject line and by the Message-ID of its mails, not by a guess', async () => {
    const { caseId } = await openCase(context, mail(null, { messageIdHeader: '<thread-1@kunde.example>' }));
    const row = await findCase(context.db, caseId);
    if (!row) throw new Error('no case');
    expect(await findCaseByToken(context.db, `AW: Re: Kein Empfang [${caseToken(row)}]`)).toBe(caseId);
    expect(await findCaseByToken(context.db, `Re: [V-${row.number}-aaaaaa]`)).toBeNull();
    expect(await findCaseByToken(context.db, `Re: [V-${row.number}]`)).toBeNull();
    expect(await findCaseByMessageIds(context.db, ['<unknown@x>', '<thread-1@kunde.example>'])).toBe(caseId);
    expect(await findCaseByMessageIds(context.db, [])).toBeNull();
  });
});

describe('a message of the customer', () => {
  it('is kept once per Message-ID', async () => {
    const { caseId } = await openCase(context, mail(null));
    const message = { caseId, channel: 'mail', text: 'Noch da?', messageIdHeader: '<twice@kunde.example>' } as const;
    const [first, second] = await Promise.all([addCustomerMessage(context, message), addCustomerMessage(context, message)]);
    expect(first?.entryId).toBe(second?.entryId);
    expect((await listEntries(context.db, caseId, null, 10)).filter(({ text }) => text === 'Noch da?')).toHaveLength(1);
  });

  it('opens a solved case again, and of two at once only one says so', async () => {
    const { caseId } = await openCase(context, mail(null));
    await sql`update cases set status = 'solved', solved_at = ${context.clock.now()} where id = ${caseId}`.execute(context.db);
    nowMs += 60_000;
    const answers = await Promise.all(['Geht nicht', 'Geht immer noch nicht'].map((text) => addCustomerMessage(context, { caseId, channel: 'mail', text })));
    expect(answers.map(({ reopened }) => reopened).sort()).toEqual([false, true]);
    expect(await findCase(context.db, caseId)).toMatchObject({ status: 'open', solvedAt: null, lastCustomerAt: new Date(nowMs) });
    expect((await listEntries(context.db, caseId, null, 10)).filter(({ what }) => what === 'case.reopened')).toHaveLength(1);
  });

  it('that a machine wrote is shown and reopens nothing', async () => {
    const { caseId } = await openCase(context, mail(null));
    await sql`update cases set status = 'solved', solved_at = ${context.clock.now()} where id = ${caseId}`.execute(context.db);
    expect(await addCustomerMessage(context, { caseId, channel: 'mail', text: 'Ich bin im Urlaub.', isAutomatic: true })).toMatchObject({ reopened: false });
    expect((await findCase(context.db, caseId))?.status).toBe('solved');
  });

  it('loses NUL and scripts on the way in', async () => {
    const { caseId } = await openCase(context, mail(null, { text: 'a\0b', html: '<p onclick="x()">a<script>x()</script><img src="http://tracker.example/p.gif"><img src="cid:logo"></p>' }));
    const [entry] = await listEntries(context.db, caseId, null, 1);
    expect(entry).toMatchObject({ text: 'ab', html: '<p>a<img data-remote-src="http://tracker.example/p.gif" /><img src="cid:logo" /></p>' });
  });
});

it('keeps what is due next: the earliest of promise and question, of the case and of what was merged into it', async () => {
  const { caseId } = await openCase(context, mail(null));
  const merged = await openCase(context, mail(null));
  await sql`update cases set merged_into = ${caseId}, status = 'closed' where id = ${merged.caseId}`.execute(context.db);
  const due = async (id: string, source: 'promise' | 'inquiry', at: string | null) => {
    await context.db.transaction().execute((tx) => setNextDue(context, tx, id, source, at === null ? null : new Date(at)));
    return (await findCase(context.db, caseId))?.nextDueAt?.toISOString() ?? null;
  };
  expect(await due(caseId, 'promise', '2026-11-22T12:00:00Z')).toBe('2026-11-22T12:00:00.000Z');
  expect(await due(caseId, 'inquiry', '2026-11-21T12:00:00Z')).toBe('2026-11-21T12:00:00.000Z');
  expect(await due(merged.caseId, 'promise', '2026-11-20T12:00:00Z')).toBe('2026-11-20T12:00:00.000Z');
  expect(await due(merged.caseId, 'promise', null)).toBe('2026-11-21T12:00:00.000Z');
  await context.db.transaction().execute((tx) => addCaseEvent(context, tx, merged.caseId, { what: 'promise.kept', actor: { kind: 'system', id: null, label: 'promises' } }));
  expect((await listEntries(context.db, caseId, null, 1))[0]).toMatchObject({ what: 'promise.kept', caseId: merged.caseId });
});
