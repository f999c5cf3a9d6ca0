import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetWantedKinds } from '../../governance/webhooks/emit.actions.ts';
import { acceptResponses } from '../../listening/responses/intake/accept-responses.actions.ts';
import { response } from '../../listening/responses/responses.builders.ts';
import { buildTwoTouchpoints } from '../../listening/surveys/surveys.builders.ts';
import { MAIL_JOB } from '../../platform/mail/mail-queue.ts';
import type { Mail } from '../../platform/mail/mail.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { lookAtWatches } from './look.actions.ts';
import { evidenceOf } from './tell-warnings.actions.ts';
import { sayWarning } from './warning-words.logic.ts';

const FIRST_MONDAY = Date.parse('2025-11-03T00:00:00Z');
const WEEK_MS = 7 * 86_400_000;
/** The morning after the week of the fall. */
let now = new Date(FIRST_MONDAY + 24 * WEEK_MS + 3_600_000);
let context: TestContext;

/** 36 customers a week: 23 weeks of 7, 8 and 9, then a week of 3, 4 and 5. */
const answers = Array.from({ length: 24 }, (_, week) => Array.from({ length: 36 }, (__, k) => response(week * 100 + k, {
  at: new Date(FIRST_MONDAY + week * WEEK_MS + (k + 10) * 3_600_000).toISOString(), identifiers: [{ kind: 'userId', value: `c${week}-${k}` }],
  answers: [{ role: 'experience', dimension: 'speed', value: (week < 23 ? 7 : 3) + (k % 3) }],
}))).flat();

/** Mails that wait, opened. */
async function mails(): Promise<Mail[]> {
  const sent: Mail[] = [];
  await context.jobs.runDue(context, [{ name: MAIL_JOB, run: async ({ vault }, data) => void sent.push(JSON.parse(vault.unseal('sealed' in data ? String(data.sealed) : '', MAIL_JOB))) }]);
  return sent.toSorted((a, b) => (a.to < b.to ? -1 : 1));
}

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now }, settings: { publicUrl: 'https://momente.example', defaultCountry: 'DE', smtpUrl: 'smtp://localhost:9' } });
  await buildTwoTouchpoints(context);
  await acceptResponses(context, answers);
  for (const [name, role, language, departments] of [['Anna', 'cx_manager', 'de', []], ['Ben', 'touchpoint_owner', 'en', ['service']], ['Cem', 'touchpoint_owner', 'de', ['sales']], ['Dana', 'viewer', 'de', []], ['Emil', 'gone', 'de', ['service']]] as const) {
    await sql`insert into users (name, email, role, language, departments) values (${name}, ${`${name.toLowerCase()}@nordfunk.example`}, ${role}, ${language}, ${departments}::text[])`.execute(context.db);
  }
  // Whoever owns touchpoints is told, but each of their own; Emil's role is gone, so he may read none.
  await sql`insert into warning_settings (id, is_automatic, mails_roles, mails_department, changed_at) values (true, true, '{cx_manager,touchpoint_owner}', true, now())`.execute(context.db);
  await sql`insert into webhook_endpoints (id, url, event_kinds, secret, created_at, updated_at) values (gen_random_uuid(), 'https://x.example', '{warning.raised}', '', now(), now())`.execute(context.db);
  forgetWantedKinds(context);
});
afterAll(() => context?.close());

describe('a new alarm', () => {
  it('is told once, to those who manage and those who own the touchpoint, in their language, and to programs that asked', async () => {
    expect(await lookAtWatches(context)).toMatchObject({ found: 1, told: 1 });
    const sent = await mails();
    expect(sent.map(({ to, subject }) => [to, subject])).toEqual([['anna@nordfunk.example', 'Frühwarnung'], ['ben@nordfunk.example', 'Early warning']]);
    expect(sent[0]?.text).toContain('Reparaturstatus: Erlebnis seit der Woche vom 13. April 2026 gefallen: 4,0 statt sonst 8,0, n = 36.');
    expect(sent[1]?.text).toContain('https://momente.example/warnings');
    const { rows } = await sql<{ body: string }>`select body from webhook_events`.execute(context.db);
    expect(rows.map(({ body }) => JSON.parse(body))).toMatchObject([{ type: 'warning.raised', data: { score: 'experience', touchpoint: 'repair_status', side: 'down', beganOn: '2026-04-13', raisedIn: '2026-04-13', raisedAt: '2026-04-20T00:00:00.000Z', n: 36, value: 4, usual: 8, url: expect.stringMatching(/^https:\/\/momente\.example\/warnings\/[0-9a-f-]{36}$/) } }]);
    now = new Date(now.getTime() + 3_600_000);
    expect(await lookAtWatches(context)).toMatchObject({ found: 0, told: 0 });
    expect(await mails()).toEqual([]);
  });
  it('about what is long ago is shown, and nobody gets a mail', async () => {
    await sql`delete from warnings`.execute(context.db);
    // Nobody answers any more, which would be told as well: here it is about what is old.
    await sql`update watches set stopped_at = now() where score = 'volume'`.execute(context.db);
    now = new Date(now.getTime() + 20 * 86_400_000);
    expect(await lookAtWatches(context)).toMatchObject({ found: 1, told: 0 });
    expect(await mails()).toEqual([]);
  });
});

describe('the evidence of an alarm', () => {
  const { score, value, usual } = { score: 'nps' as const, value: -20, usual: 30 };
  it('is exact from 30 customers on and rounded below, where it would be their mean', () => {
    const row = { id: '1', watchId: '2', score, touchpoint: 'repair_status', targetGroup: '', minimumEffect: 5, method: 'shewhart' as const, side: 'down' as const, beganOn: '2026-01-05', raisedIn: '2026-01-05', endedOn: null, raisedAt: now, foundAt: now, statistic: -5.4321, limitValue: 5, p: 0.000123, q: 0.00456, seriesWatched: 8, n: 30, value, usual, usualN: 400, usualWeeks: 21, toldAt: null, acknowledgedAt: null, acknowledgedByLabel: null, snoozedUntil: null, closedAt: null, closedByLabel: null, closedBecause: null, note: '', caseId: null };
    expect(evidenceOf(row)).toEqual({ statistic: -5.4321, p: 0.000123, q: 0.00456 });
    expect(evidenceOf({ ...row, n: 29 })).toEqual({ statistic: -5, p: 0.0001, q: 0.005 });
  });
});

describe('an alarm in words', () => {
  const warning = { score: 'nps' as const, place: 'Reparaturstatus (business)', side: 'down' as const, beganOn: '2026-01-05', value: -36.4, usual: 30.5, n: 1_066 };
  it.each([
    ['de', warning, 'Reparaturstatus (business): Weiterempfehlung (NPS) seit der Woche vom 5. Januar 2026 gefallen: −36 statt sonst +31, n = 1.066.'],
    ['en', { ...warning, score: 'volume' as const, side: 'up' as const, value: 80, usual: 38.4, n: 3 }, 'Reparaturstatus (business): Contacts a week has risen since the week of 5 January 2026: 80 instead of 38.'],
    ['de', { ...warning, score: 'gap' as const, value: -1.52, usual: 0.9, n: 42 }, 'Reparaturstatus (business): Erlebnis, gemessen an der Erwartung, seit der Woche vom 5. Januar 2026 schlechter: −1,5 statt sonst +0,9, n = 42.'],
    ['en', { ...warning, score: 'gap' as const, side: 'up' as const, value: -0.1, usual: -1.4, n: 45 }, 'Reparaturstatus (business): Experience, measured against expectation, has been better since the week of 5 January 2026: −0.1 instead of −1.4, n = 45.'],
    ['de', { ...warning, value: null, n: 12 }, 'Reparaturstatus (business): Weiterempfehlung (NPS) seit der Woche vom 5. Januar 2026 gefallen: noch zu wenige Antworten für eine Zahl (12 von 30).'],
  ] as const)('%s', (language, given, words) => {
    expect(sayWarning(given, language)).toBe(words);
  });
});
