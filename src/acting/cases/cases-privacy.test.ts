import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findReach } from '../../people/identity/erase-identity.actions.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { keepAttachment } from './conversation/attachments.actions.ts';
import { casesHolder } from './cases-privacy.actions.ts';
import { registerCasesRoutes } from './cases.routes.ts';
import { type Desk, openDesk } from './cases.builders.ts';
import { addCustomerMessage, openCase } from './open-case.actions.ts';

let context: TestContext;
let desk: Desk;
let nowMs = Date.parse('2026-11-20T09:00:00Z');
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date(nowMs) } });
  await sql`delete from service_policies`.execute(context.db); // their clocks have tests of their own
  desk = await openDesk(context, (routes) => registerCasesRoutes(routes, context));
});
afterAll(async () => {
  await desk?.server.close();
  await context?.close();
});

/** Everything in all tables of cases, as one text. */
async function stored(): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select string_agg(part, E'\n') as text from (
      select to_jsonb(c)::text as part from cases c union all select to_jsonb(e)::text from case_entries e union all select to_jsonb(a)::text from case_attachments a union all select to_jsonb(s)::text from case_search s
      union all select content::text from audit_inbox union all select content::text from audit_entries) as parts`.execute(context.db);
  return rows[0]?.text ?? '';
}

describe('what a customer said in cases', () => {
  it('is exported as a person reads it, and erased with texts, files, search words and log, also what came from their address unknown', async () => {
    const anna = await desk.customer('anna@kunde.example', 'Anna Quastenberg');
    const ben = await desk.customer('ben@kunde.example', 'Ben Bleibt');
    const file = await keepAttachment(context, { name: 'Foto.jpg', mediaType: 'image/jpeg', content: Readable.from([Buffer.from('Quastenberg')]) });
    const { caseId } = await openCase(context, { subject: anna.subject, channel: 'mail', subjectLine: 'Quastenberg hat keinen Empfang', text: 'Hier Quastenberg.', source: { kind: 'mail' }, fromAddress: 'anna@kunde.example', attachments: [file] });
    await desk.call('jana', 'PATCH', `/api/cases/${caseId}`, { subjectLine: 'Quastenberg ohne Netz' });
    await desk.call('jana', 'POST', `/api/cases/${caseId}/notes`, { text: 'Frau Quastenberg ist freundlich' });
    const unknown = await openCase(context, { subject: null, channel: 'mail', subjectLine: 'Quastenberg noch einmal', text: 'Ich.', source: { kind: 'mail' }, fromAddress: 'Anna@Kunde.example' });
    const bens = await openCase(context, { subject: ben.subject, channel: 'mail', subjectLine: 'Bleibt', text: 'Bleibt auch.', source: { kind: 'mail' } });
    const reach = { ...(await findReach(context.db, anna.customerId, null)), beforeBatch: null };
    expect(await casesHolder.count(context, reach)).toBe(2);
    const exported: Record<string, unknown>[] = [];
    for await (const one of casesHolder.export(context, reach)) exported.push(one);
    expect(exported).toHaveLength(2);
    expect(JSON.stringify(exported)).toContain('Frau Quastenberg ist freundlich');
    expect(exported[0]).toMatchObject({ number: expect.stringMatching(/^V-/), subjectLine: 'Quastenberg ohne Netz', conversation: expect.arrayContaining([expect.objectContaining({ by: 'customer', text: 'Hier Quastenberg.', files: ['Foto.jpg'] })]) });
    expect(JSON.stringify(exported)).not.toContain(caseId);
    expect(await stored()).toContain('Quastenberg');
    const { erased, after } = await writeWithHistory(context, (tx, journal) => casesHolder.erase(context, tx, reach, journal));
    await after?.();
    expect(erased).toBe(2);
    expect(await stored()).not.toMatch(/quastenberg|anna@kunde/i);
    expect(context.files.has('cases', file.fileId)).toBe(false);
    expect((await desk.call('jana', 'GET', `/api/cases/${bens.caseId}`)).body.subjectLine).toBe('Bleibt');
    expect((await desk.call('jana', 'GET', '/api/cases?search=quastenberg&status=closed')).body.items).toEqual([]);
    const { rows } = await sql<{ status: string; n: number }>`select status, count(*) as n from cases where id = any(${[caseId, unknown.caseId]}::uuid[]) and anonymised_at is not null group by status`.execute(context.db);
    expect(rows).toEqual([{ status: 'closed', n: 2 }]);
  });

  it('goes by age when the company says so, and nothing that is still open', async () => {
    const open = await desk.newCase({ subjectLine: 'Noch offen' });
    const done = await desk.newCase({ subjectLine: 'Lange her' });
    await sql`update cases set status = 'closed', closed_at = ${new Date(nowMs)} where id = ${done}`.execute(context.db);
    nowMs += 400 * 86_400_000;
    const before = new Date(nowMs - 365 * 86_400_000);
    expect(await casesHolder.countByYear?.(context, before)).toEqual([{ year: 2026, n: 1 }]);
    expect(await casesHolder.expire?.(context, 'anonymise', before, true)).toBe(1);
    expect(await casesHolder.expire?.(context, 'anonymise', before, false)).toBe(1);
    expect(await casesHolder.expire?.(context, 'anonymise', before, false)).toBe(0);
    const { rows } = await sql<{ subjectLine: string }>`select subject_line from cases where id = any(${[open, done]}::uuid[]) order by subject_line`.execute(context.db);
    expect(rows.map(({ subjectLine }) => subjectLine)).toEqual(['', 'Noch offen']);
    await expect(addCustomerMessage(context, { caseId: done, channel: 'mail', text: 'Hallo?' })).resolves.toMatchObject({ reopened: true });
  });
});
