import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveCustomers } from '../../people/customers/save-customers.actions.ts';
import { identifierId } from '../../people/identity/identity.actions.ts';
import type { Actor } from '../../platform/http/access.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { addCaseEvent, getCaseFacts } from '../cases/case-events.actions.ts';
import { systemDoer } from '../cases/case-actors.contract.ts';
import { openCase } from '../cases/open-case.actions.ts';
import { createIssue } from './create-issue.actions.ts';
import { linkCases, listCasesOf, listSimilarCases, noteThatItWorks, readCaseIssues, solveQuietCases, unlinkCase } from './issue-cases.actions.ts';
import { changeIssue, closeIssue, getIssue, listPageOfIssues } from './known-issues.actions.ts';
import { issueInputSchema } from './known-issues.contract.ts';

let context: TestContext;
let now = new Date('2026-11-20T10:00:00Z');
const agent: Actor = { kind: 'user', id: '00000000-0000-4000-8000-000000000001', label: 'mara@nordfunk.example', role: 'agent', departments: null, byCookie: false, can: () => true };
const shopOnly: Actor = { ...agent, departments: ['shops'] };
const cases: Record<string, string> = {};

async function open(who: string, subjectLine: string, more: object = {}): Promise<string> {
  const { caseId } = await openCase(context, { subject: identifierId(context, { kind: 'userId', value: who }), channel: 'call_center', subjectLine, text: '', source: { kind: 'phone' }, at: now, ...more });
  return caseId;
}

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  const phone = (who: string, software: string) => ({ identifiers: [{ kind: 'userId', value: who }], traits: { name: who }, devices: [{ externalId: `serial ${who}`, model: 'Halvard Arc 5', software, ownedFrom: '2026-01-01' }] });
  await saveCustomers(context, [phone('Jana', '4.1'), phone('Kai', '4.1'), phone('Lena', '4.3'), phone('Mia', '4.0'), phone('Nils', '4.1')], { source: 'test', actor: 'test', at: new Date('2026-01-01T00:00:00Z') });
  cases['jana'] = await open('Jana', 'Gesprächsabbrüche seit Montag', { category: 'dropped_calls' });
  cases['kai'] = await open('Kai', 'ständig Abbrüche im Gespräch', { category: 'dropped_calls', department: 'shops' });
  cases['lena'] = await open('Lena', 'Gesprächsabbrüche trotz neuer Software', { category: 'dropped_calls' });
  cases['mia'] = await open('Mia', 'Rechnung ist zu hoch');
});
afterAll(() => context.close());

const input = (more: object = {}) => issueInputSchema.parse({
  title: 'Gesprächsabbrüche beim Arc 5', cause: 'Fehler im Modem', fix: 'Update auf 4.2', rule: { device: { model: 'Halvard Arc 5', softwareBelow: '4.2' } },
  texts: { de: { subjectLine: 'Update für Ihr Arc 5', text: 'Guten Tag {{ customer.name }}, bitte laden Sie 4.2.', steps: ['Einstellungen öffnen'] } }, ...more,
});

describe('a known issue made of a case', () => {
  let issueId: string;
  test('holds the case at once', async () => {
    const issue = await createIssue(context, agent, input({ fromCaseId: cases['jana'] }));
    issueId = issue.id;
    expect(issue).toMatchObject({ number: 'B-101', createdBy: agent.label, cases: { linked: 1, open: 1 }, version: 1 });
    expect((await getCaseFacts(context.db, cases['jana'] ?? '')).knownIssueId).toBe(issueId);
  });

  test('a mistyped variable is refused with its place', async () => {
    const bad = input({ texts: { de: { subjectLine: 'Hallo', text: 'Guten Tag {{ customer.nam }}' } } });
    await expect(createIssue(context, agent, bad)).rejects.toMatchObject({ code: 'known_issue.text_invalid', places: [{ at: 'body.texts.de.text', reason: expect.stringMatching(/^line 1, column 1\d?: /) }] });
  });

  test('finds the open cases that look like it, and says why; those of other departments stay unseen', async () => {
    const { items } = await listSimilarCases(context, agent, issueId);
    expect(items.map(({ caseId, reasons }) => [caseId, reasons])).toEqual([[cases['kai'], ['owns_it', 'same_words', 'same_place_in_journey']], [cases['lena'], ['same_words', 'same_place_in_journey']]]);
    expect((await listSimilarCases(context, shopOnly, issueId)).items.map(({ caseId }) => caseId)).toEqual([cases['kai']]);
    await expect(readCaseIssues(context, shopOnly, cases['lena'] ?? '')).rejects.toMatchObject({ code: 'case.not_found' });
  });

  test('is offered beside a case of somebody who owns the device, whatever it is about', async () => {
    expect((await readCaseIssues(context, agent, cases['mia'] ?? '')).suggested).toMatchObject([{ id: issueId, reasons: ['owns_it'] }]);
  });

  test('links once, also when asked twice at the same time', async () => {
    const twice = await Promise.all([linkCases(context, agent, issueId, [cases['kai'] ?? '']), linkCases(context, agent, issueId, [cases['kai'] ?? ''])]);
    expect(twice.sort()).toEqual([0, 1]);
    expect((await listCasesOf(context, agent, issueId)).items.map(({ caseId }) => caseId).sort()).toEqual([cases['jana'], cases['kai']].sort());
    await unlinkCase(context, agent, issueId, cases['kai'] ?? '');
    expect((await readCaseIssues(context, agent, cases['kai'] ?? '')).linked).toBeNull();
  });

  test('"it works" solves the case and stays as a dated fact', async () => {
    const { worksAt } = await noteThatItWorks(context, agent, cases['jana'] ?? '');
    expect(worksAt).toBe('2026-11-20T10:00:00.000Z');
    now = new Date('2026-11-20T11:00:00Z');
    expect((await noteThatItWorks(context, agent, cases['jana'] ?? '')).worksAt).toBe(worksAt);
    expect((await getCaseFacts(context.db, cases['jana'] ?? '')).status).toBe('solved');
  });

  test('answered cases that stay quiet are solved after the stated days, not a day before', async () => {
    const quiet = await open('Nils', 'Abbrüche');
    await linkCases(context, agent, issueId, [quiet]);
    await context.db.transaction().execute((tx) => addCaseEvent(context, tx, quiet, { what: 'outreach.answered', actor: systemDoer('outreach') }));
    now = new Date('2026-11-27T10:59:00Z');
    expect(await solveQuietCases(context, new AbortController().signal)).toBe(0);
    now = new Date('2026-11-27T11:01:00Z');
    expect(await solveQuietCases(context, new AbortController().signal)).toBe(1);
    expect((await getCaseFacts(context.db, quiet)).status).toBe('solved');
  });

  test('is changed by whoever has read it, and closed', async () => {
    expect(await changeIssue(context, issueId, { fix: 'Update auf 4.2.1', version: 1 })).toMatchObject({ fix: 'Update auf 4.2.1', title: 'Gesprächsabbrüche beim Arc 5', version: 2 });
    await expect(changeIssue(context, issueId, { fix: 'etwas anderes', version: 1 })).rejects.toMatchObject({ code: 'known_issue.changed_meanwhile' });
    await closeIssue(context, issueId, true);
    await expect(linkCases(context, agent, issueId, [cases['lena'] ?? ''])).rejects.toMatchObject({ code: 'known_issue.closed' });
    expect((await listPageOfIssues(context, { state: 'open', limit: 10 })).items).toEqual([]);
    expect((await getIssue(context, issueId)).closedAt).not.toBeNull();
  });
});
