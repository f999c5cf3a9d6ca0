import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTwoTouchpoints } from '../../listening/surveys/surveys.builders.ts';
import { withdrawConsent } from '../../people/consent/consent.actions.ts';
import { recordContacts } from '../../people/timeline/record-contacts.actions.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import { openCase } from '../cases/open-case.actions.ts';
import { createDistribution } from './distributions.actions.ts';
import { addFatigueRule } from './fatigue-rules.actions.ts';
import { listInvited, readFigures } from './figures.actions.ts';
import { answer, boss, inviteList, meet, openPost, outcomes, type Post, subjectOf } from './invitations.builders.ts';
import { distributionInputSchema, fatigueRuleInputSchema } from './invitations.contract.ts';
import { uploadList } from './list.actions.ts';
import { pauseDistribution, resumeDistribution, startDistribution, stopDistribution } from './run.actions.ts';
import { sweepInvitations } from './sweep.actions.ts';
import type { Actor } from '../../platform/http/access.ts';

let post: Post;
beforeAll(async () => {
  post = await openPost(buildTwoTouchpoints);
});
afterAll(() => post?.context.close());
beforeEach(async () => {
  post.sent.length = 0;
  post.later(100);
  await sql`delete from fatigue_rules`.execute(post.context.db);
});
afterEach(() => {
  if (post.failures.length > 0) throw new Error(post.failures.splice(0).join('\n'));
});
const rule = (more: object) => addFatigueRule(post.context, boss, fatigueRuleInputSchema.parse({ scope: 'all', most: 1, days: 10, ...more }));
const received = () => post.sent.map(({ to }) => to).sort();

describe('an invitation', () => {
  it('says before anything leaves who is asked and who not, and why, and then does just that', async () => {
    const [anna = '', bert = '', cleo = '', dora = ''] = await meet(post, 'reason', 4);
    await withdrawConsent(post.context, post.context.db, { subject: await subjectOf(post, bert), purpose: 'feedback', channel: 'mail', how: 'one_click' });
    await sql`insert into privacy_restrictions (subject, restriction_id, ground, note, restricted_by, restricted_at) values (${await subjectOf(post, cleo)}, gen_random_uuid(), 'accuracy', '', 'test', now())`.execute(post.context.db);
    await openCase(post.context, { subject: await subjectOf(post, dora), channel: 'mail', subjectLine: 'Hilfe', text: '', source: { kind: 'mail' } });
    const { id } = await createDistribution(post.context, boss, distributionInputSchema.parse({ survey: 'brand', kind: 'list', title: 'Alle', channels: ['mail', 'sms'], skipsOpenCases: true }));
    expect(await uploadList(post.context, boss, id, { identifiers: [anna, bert, cleo, dora, anna, 'nobody@example.com', 'no address'].map((value) => ({ kind: 'email', value })) })).toMatchObject({ listed: 5, repeated: 1, unknown: 1, invalid: [{ at: 6 }] });
    expect(await readFigures(post.context, boss, id)).toMatchObject({ isPreview: true, of: 5, sampled: 1, waiting: 1, skipped: 4, reasons: [{ reason: 'case_open', people: 1 }, { reason: 'no_consent', people: 1 }, { reason: 'restricted', people: 1 }, { reason: 'unknown', people: 1 }] });
    await Promise.all([startDistribution(post.context, boss, id), startDistribution(post.context, boss, id)]); // a double click
    await post.work(2);
    expect(received()).toEqual([anna]);
    expect(await outcomes(post, id)).toEqual({ 'reason 1': 'sent', 'reason 2': 'no_consent', 'reason 3': 'restricted', 'reason 4': 'case_open', '': 'unknown' });
    const [mail] = post.sent;
    expect(mail?.html).toMatch(/<a href="https:\/\/momente\.example\/s\/brand\?t=[\w-]{16,}&amp;lang=de&amp;a=nps:10"/);
    expect(mail?.text).toMatch(/^Guten Tag reason 1,\n[^]*https:\/\/momente\.example\/s\/brand\?t=[\w-]{16,}&lang=de$/);
    expect(mail?.unsubscribeUrl).not.toBeNull();
    await answer(post, anna);
    expect(await readFigures(post.context, boss, id)).toMatchObject({ isPreview: false, sent: 1, opened: 1, started: 1, finished: 1, response: { n: 1, share: 1 } });
  });

  it('goes to as many as the sample wants, in each group, and to those that the preview showed', async () => {
    const addresses = await meet(post, 'sample', 50, (index) => ({ segment: index < 30 ? 'private' : index < 45 ? 'business' : 'reseller' }));
    const count = async (sample: object) => {
      const { id } = await createDistribution(post.context, boss, distributionInputSchema.parse({ survey: 'shop', kind: 'list', title: 'Stichprobe', channels: ['mail'], sample }));
      await uploadList(post.context, boss, id, { identifiers: addresses.map((value) => ({ kind: 'email', value })) });
      const shown = await listInvited(post.context, boss, id, { state: 'waiting', limit: 100 });
      await startDistribution(post.context, boss, id);
      await post.work();
      const { rows } = await sql<{ n: number; names: string[] }>`select count(v.sampled_at)::int as n, array_agg(k.name) filter (where v.sampled_at is not null) as names from survey_invitations v join identifiers i on i.id = v.subject join customers k on k.id = i.customer_id where v.distribution_id = ${id} group by k.traits ->> 'segment' order by k.traits ->> 'segment'`.execute(post.context.db);
      expect(rows.flatMap(({ names }) => names ?? []).sort()).toEqual(shown.items.map(({ name }) => name).sort());
      return rows.map(({ n }) => n);
    };
    expect((await count({ kind: 'count', n: 7 })).reduce((sum, n) => sum + n, 0)).toBe(7);
    expect(await count({ kind: 'strata', n: 10, by: 'segment' })).toEqual([3, 6, 1]); // business 15, private 30, reseller 5
    expect(await count({ kind: 'strata', n: 20, by: 'segment', allocation: 'equal' })).toEqual([7, 7, 5]);
  });

  it('is lost by no crash between the decision and the queue, and doubled by none', async () => {
    const addresses = await meet(post, 'crash', 20);
    const id = await inviteList(post, 'brand', addresses);
    let isDying = true;
    const dying = { ...post.context, jobs: { enqueue: async (name: string, data: object, options: object, tx: typeof post.context.db | undefined) => {
      // The process dies when everything is decided and written, right before the commit.
      if (isDying && tx) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
      await post.context.jobs.enqueue(name, data, options, tx);
    } } };
    await sweepInvitations(dying, new AbortController().signal);
    isDying = false;
    expect(post.failures.splice(0)).toHaveLength(1);
    await post.work();
    await post.work(2);
    expect(received()).toEqual(addresses.toSorted());
    expect(await readFigures(post.context, boss, id)).toMatchObject({ sent: 20, queued: 0, waiting: 0 });
  });

  it('waits while it is held, goes on where it stood, and ends for good', async () => {
    const [eva = '', fritz = ''] = await meet(post, 'pause', 2);
    const id = await inviteList(post, 'brand', [eva, fritz]);
    await sweepInvitations(post.context, new AbortController().signal); // queued, not sent
    await pauseDistribution(post.context, boss, id);
    await post.work();
    expect(received()).toEqual([]);
    await withdrawConsent(post.context, post.context.db, { subject: await subjectOf(post, fritz), purpose: 'feedback', channel: 'mail', how: 'one_click' });
    await resumeDistribution(post.context, boss, id);
    await post.work(2);
    expect(received()).toEqual([eva]);
    const other = await inviteList(post, 'shop', [eva]);
    await sweepInvitations(post.context, new AbortController().signal);
    await stopDistribution(post.context, boss, other);
    await post.work();
    expect([received(), await outcomes(post, other)]).toEqual([[eva], { 'pause 1': 'stopped' }]);
  });
});

it('selects by no field of customers that whoever invites may not read', async () => {
  const masked: Actor = { ...boss, can: (action, subject) => subject !== 'personal_data' && boss.can(action, subject) };
  const input = distributionInputSchema.parse({ survey: 'brand', kind: 'filter', title: 'Eva?', channels: ['mail'], filter: { traits: [{ name: 'email', isOneOf: ['eva@example.com'] }] } });
  await expect(createDistribution(post.context, masked, input)).rejects.toMatchObject({ code: 'permission.denied' });
  expect(await createDistribution(post.context, boss, input)).toMatchObject({ kind: 'filter' });
});

describe('staff', () => {
  it('are asked with surveys among employees only, and customers never with those', async () => {
    const draft = (survey: string, kind: 'staff' | 'list') => createDistribution(post.context, boss, distributionInputSchema.parse({ survey, kind, title: 'Puls', channels: ['mail'] }));
    await expect(draft('brand', 'staff')).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(draft('pulse', 'list')).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('are asked without anything that connects a person with a link', async () => {
    const { id } = await createDistribution(post.context, boss, distributionInputSchema.parse({ survey: 'pulse', kind: 'staff', title: 'Puls', channels: ['mail'] }));
    await uploadList(post.context, boss, id, { identifiers: ['ada@nordfunk.example', 'bob@nordfunk.example'].map((value) => ({ kind: 'email', value })) });
    await startDistribution(post.context, boss, id);
    await post.work();
    await post.work();
    expect(received()).toEqual(['ada@nordfunk.example', 'bob@nordfunk.example']);
    const { rows } = await sql`select m.variables, l.subject, l.invitation from survey_invitations v join invitation_messages n on n.invitation_id = v.id join messages m on m.id = n.message_id join survey_links l on l.invitation = v.distribution_id where v.distribution_id = ${id}`.execute(post.context.db);
    expect(rows).toEqual(Array.from({ length: 4 }, () => ({ variables: {}, subject: null, invitation: id })));
    expect(await readFigures(post.context, boss, id)).toMatchObject({ sent: 2, finished: 0, response: { n: 2, share: 0 } });
  });
});

describe('an event', () => {
  it('is followed by a question when its time has come, once, and not where a case is open', async () => {
    const [gerd = '', hanna = '', ina = ''] = await meet(post, 'call', 3);
    const { id } = await createDistribution(post.context, boss, distributionInputSchema.parse({ survey: 'repair', kind: 'trigger', title: 'Nach dem Anruf', channels: ['mail'], skipsOpenCases: true, trigger: { event: 'call_ended', touchpoints: ['repair_status'], afterMinutes: 30, withinHours: 24 } }));
    const call = async (key: string, address: string, more: object = {}) => writeWithHistory(post.context, async (_tx, journal) => recordContacts(post.context, journal, [{ key, subject: await subjectOf(post, address), at: post.clock.now, kind: 'call_ended', channel: 'call_center', direction: 'inbound', source: 'pbx', touchpoint: 'repair_status', ...more }]));
    await call('before', gerd);
    post.later(0, 1);
    await startDistribution(post.context, boss, id);
    await call('c1', gerd);
    await call('c2', hanna);
    await call('c3', ina, { touchpoint: 'shop_advice' });
    await post.work(2);
    expect(received()).toEqual([]);
    post.clock.now = new Date(post.clock.now.getTime() + 20 * 60_000);
    await openCase(post.context, { subject: await subjectOf(post, hanna), channel: 'call_center', subjectLine: 'Noch kaputt', text: '', source: { kind: 'phone' } });
    post.clock.now = new Date(post.clock.now.getTime() + 10 * 60_000);
    await post.work(3);
    await post.work(3);
    expect(received()).toEqual([gerd]);
    expect(await outcomes(post, id)).toEqual({ 'call 1': 'sent', 'call 2': 'case_open' });
    await stopDistribution(post.context, boss, id);
  });

  it('falls into the sample or out of it, and counts either way', async () => {
    const [jan = ''] = await meet(post, 'share', 1);
    const { id } = await createDistribution(post.context, boss, distributionInputSchema.parse({ survey: 'repair', kind: 'trigger', title: 'Jeder fünfte', channels: ['mail'], sample: { kind: 'share', share: 0.2 }, trigger: { event: 'visit' } }));
    await startDistribution(post.context, boss, id);
    const subject = await subjectOf(post, jan);
    await writeWithHistory(post.context, async (_tx, journal) => recordContacts(post.context, journal, Array.from({ length: 500 }, (_, index) => ({ key: `visit ${index}`, subject, at: post.clock.now, kind: 'visit', channel: 'shop' as const, direction: 'inbound' as const, source: 'till' }))));
    await Promise.all([1, 2].map(() => sweepInvitations(post.context, new AbortController().signal)));
    const { of, passedOver } = await readFigures(post.context, boss, id);
    expect(of + passedOver).toBe(500);
    expect(of).toBeGreaterThan(60); // 100 expected, standard deviation 9
    expect(of).toBeLessThan(140);
    await stopDistribution(post.context, boss, id);
  });
});

describe('rules against asking too often', () => {
  it('hold for every rolling window, whatever is asked at once by however many processes, and forget nobody', async () => {
    await rule({ most: 1, days: 10 });
    await rule({ scope: 'kind', surveyKind: 'relationship', most: 1, days: 25 });
    const addresses = await meet(post, 'tired', 12);
    const ids = [await inviteList(post, 'repair', addresses), await inviteList(post, 'shop', addresses), await inviteList(post, 'brand', addresses.slice(0, 6)), await inviteList(post, 'brand', addresses.slice(0, 6))];
    for (let day = 0; day <= 46; day += 2) {
      await post.work(3);
      post.later(2);
    }
    for (const address of addresses) {
      const own = post.sent.filter(({ to }) => to === address);
      const days = own.map(({ at }) => at.getTime() / 86_400_000);
      expect(own).toHaveLength(addresses.indexOf(address) < 6 ? 4 : 2);
      expect(days.slice(1).every((at, index) => at - (days[index] ?? 0) >= 10)).toBe(true);
      const brands = own.filter(({ text }) => text.includes('/s/brand?')).map(({ at }) => at.getTime() / 86_400_000);
      expect(brands.slice(1).every((at, index) => at - (brands[index] ?? 0) >= 25)).toBe(true);
    }
    for (const id of ids) expect(await readFigures(post.context, boss, id)).toMatchObject({ delayed: 0, waiting: 0, skipped: 0 });
  });

  it('invite as soon as it is allowed, to the minute, unless the end comes first; exceptions are free', async () => {
    await rule({ most: 2, days: 10, exceptions: ['shop'] });
    const [kim = ''] = await meet(post, 'minute', 1);
    await inviteList(post, 'repair', [kim]);
    await post.work();
    post.later(3);
    await inviteList(post, 'brand', [kim]);
    await post.work();
    post.later(1);
    const end = new Date(post.clock.now.getTime() + 6 * 86_400_000).toISOString();
    const [delayed, late, free] = [await inviteList(post, 'repair', [kim]), await inviteList(post, 'brand', [kim], { expiresAt: end }), await inviteList(post, 'shop', [kim])];
    await post.work(2);
    expect([await outcomes(post, delayed), await outcomes(post, late), await outcomes(post, free)]).toEqual([{ 'minute 1': 'delayed' }, { 'minute 1': 'fatigue' }, { 'minute 1': 'sent' }]);
    post.clock.now = new Date(post.clock.now.getTime() + 6 * 86_400_000 - 60_000);
    await post.work();
    expect(post.sent).toHaveLength(3);
    post.clock.now = new Date(post.clock.now.getTime() + 60_000);
    await post.work(2);
    expect(post.sent).toHaveLength(4);
  });
});

describe('reminders', () => {
  it('go to those who have not answered, so often and no oftener, by however many processes, with the same link', async () => {
    const addresses = await meet(post, 'remind', 12);
    const [answers = '', objects = ''] = addresses;
    const id = await inviteList(post, 'brand', addresses, { reminders: { times: 2, afterDays: 3 } });
    for (let day = 0; day <= 10; day += 1) {
      await post.work(3);
      if (day === 2) await answer(post, answers);
      if (day === 4) await withdrawConsent(post.context, post.context.db, { subject: await subjectOf(post, objects), purpose: 'feedback', channel: 'mail', how: 'one_click' });
      post.later(1);
    }
    const of = (address: string) => post.sent.filter(({ to }) => to === address);
    expect(addresses.map((address) => of(address).length)).toEqual([1, 2, ...Array.from({ length: 10 }, () => 3)]);
    const mails = of(addresses[2] ?? '');
    expect(mails.map(({ at }) => (at.getTime() - (mails[0]?.at.getTime() ?? 0)) / 86_400_000)).toEqual([0, 3, 6]);
    expect(mails.map(({ subjectLine }) => subjectLine.startsWith('Erinnerung: '))).toEqual([false, true, true]);
    expect(new Set(mails.map(({ text }) => /\?t=[\w-]+/.exec(text)?.[0])).size).toBe(1);
    expect(await readFigures(post.context, boss, id)).toMatchObject({ sent: 12, finished: 1, reminded: 11 });
  });

  it('wait for next week where this week holds enough messages', async () => {
    await sql`insert into message_caps (purpose, per_day, per_week) values ('feedback', 1, 1)`.execute(post.context.db);
    const [lea = ''] = await meet(post, 'week', 1);
    while (post.clock.now.getUTCDay() !== 2) post.later(1); // a Tuesday
    await inviteList(post, 'brand', [lea], { reminders: { times: 1, afterDays: 2 } });
    const days: number[] = [];
    for (let day = 0; day <= 8; day += 1) {
      await post.work();
      if (post.sent.length > days.length) days.push(post.clock.now.getUTCDay());
      post.later(1);
    }
    expect(days).toEqual([2, 1]);
    await sql`delete from message_caps`.execute(post.context.db);
  });
});
