import { sql } from 'kysely';
import pino from 'pino';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { createSurvey } from '../../listening/surveys/manage-surveys.actions.ts';
import { saveCustomers } from '../../people/customers/save-customers.actions.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { saveChannel } from '../channels/channel-settings.actions.ts';
import type { Outgoing } from '../channels/channels.contract.ts';
import type { Outlet } from '../messages/outlets.contract.ts';
import { sendDue } from '../messages/send-due.actions.ts';
import { createDistribution } from './distributions.actions.ts';
import { listInvited } from './figures.actions.ts';
import { distributionInputSchema, invitedQuerySchema } from './invitations.contract.ts';
import { uploadList } from './list.actions.ts';
import { startDistribution } from './run.actions.ts';
import { sweepInvitations } from './sweep.actions.ts';

export const boss = actorFrom({ kind: 'user', id: '00000000-0000-4000-8000-000000000001', label: 'mara@nordfunk.example', role: 'administrator', departments: [], byCookie: false });

export interface Post {
  context: TestContext;
  /** Mails that the server took, in their order. */
  sent: (Outgoing & { at: Date })[];
  clock: { now: Date };
  /** What the log complains about: a sweep that fails is made good by the next one, and would hide its mistake. */
  failures: string[];
  later(days: number, hours?: number): void;
  /** Everything that is due, by several processes at once, then the mails. */
  work(atOnce?: number): Promise<void>;
}

/** A company with a mail server that takes everything, surveys `repair`, `shop` and `brand`, and customers who may be asked. @param buildTouchpoints - `repair_status` among them */
export async function openPost(buildTouchpoints: (context: TestContext) => Promise<void>): Promise<Post> {
  const clock = { now: new Date('2026-11-02T09:00:00Z') }; // a Monday
  const failures: string[] = [];
  const log = pino({ level: 'error' }, { write: (line) => void failures.push(line) });
  const context = await openTestContext({ log, clock: { now: () => clock.now }, settings: { publicUrl: 'https://momente.example', defaultCountry: 'DE', smtpUrl: 'smtp://127.0.0.1:1' } });
  await saveChannel(context, 'mail', { settings: { fromAddress: 'hilfe@nordfunk.example', fromName: 'Nordfunk', imprint: 'Nordfunk GmbH, Hamburg' }, secrets: {}, ratePerMinute: 100_000, isOn: true }, 'test');
  await sql`update consent_purposes set needs = 'no_objection' where key = 'feedback'`.execute(context.db);
  await sql`delete from message_caps`.execute(context.db);
  await sql`delete from fatigue_rules`.execute(context.db);
  await buildTouchpoints(context);
  for (const [code, template] of [['repair', 'after_contact'], ['shop', 'csat'], ['brand', 'nps'], ['pulse', 'employee_pulse']] as const) await createSurvey(context, { code, touchpoint: 'repair_status', nameDe: code, nameEn: code, template, publish: true });
  const sent: Post['sent'] = [];
  const outlet: Outlet = {
    channel: 'mail', isIdempotent: false, parallel: 8, ratePerMinute: null, from: 'hilfe@nordfunk.example', company: 'Nordfunk',
    send: (message) => Promise.resolve(sent.push({ ...message, at: clock.now })).then(() => ({ kind: 'handed' })),
  };
  const { signal } = new AbortController();
  return {
    context, sent, clock, failures,
    later: (days, hours = 0) => { clock.now = new Date(clock.now.getTime() + days * DAY_MS + hours * HOUR_MS); },
    work: async (atOnce = 1) => {
      await Promise.all(Array.from({ length: atOnce }, () => sweepInvitations(context, signal)));
      // A busy machine gives claims back that became too old.
      for (let round = 0; round < 20 && (round === 0 || (await isAnyDue(context, clock.now))); round += 1) await sendDue(context, () => Promise.resolve(new Map([['mail', outlet]])), signal);
    },
  };
}

async function isAnyDue({ db }: TestContext, now: Date): Promise<boolean> {
  return (await sql`select from messages where next_attempt_at <= ${now} limit 1`.execute(db)).rows.length > 0;
}

/** Customers `<name>1@example.com` … with traits. */
export async function meet({ context, clock }: Post, name: string, n: number, traits: (index: number) => Record<string, unknown> = () => ({})): Promise<string[]> {
  const addresses = Array.from({ length: n }, (_, index) => `${name}${index + 1}@example.com`);
  await saveCustomers(context, addresses.map((value, index) => ({ identifiers: [{ kind: 'email', value }], traits: { name: `${name} ${index + 1}`, ...traits(index) } })), { source: 'test', actor: 'test', at: clock.now });
  return addresses;
}

/** Customers of a list, invited to a survey. */
export async function inviteList({ context }: Post, survey: string, addresses: readonly string[], more: object = {}): Promise<string> {
  const { id } = await createDistribution(context, boss, distributionInputSchema.parse({ survey, kind: 'list', title: survey, channels: ['mail'], ...more }));
  await uploadList(context, boss, id, { identifiers: addresses.map((value) => ({ kind: 'email', value })) });
  await startDistribution(context, boss, id);
  return id;
}

/** What became of each, by name: the reason where there is one, else the state. */
export async function outcomes({ context }: Post, id: string): Promise<Record<string, string>> {
  const { items } = await listInvited(context, boss, id, invitedQuerySchema.parse({ limit: 100 }));
  return Object.fromEntries(items.map(({ name, state, reason }) => [name, reason ?? state]));
}

export async function subjectOf({ context }: Post, address: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from identifiers where kind = 'email' and value = ${address}`.execute(context.db);
  return rows[0]?.id ?? '';
}

/** As the page of the survey does when somebody has answered to the end. */
export async function answer(post: Post, address: string): Promise<void> {
  const { context, clock } = post;
  await sql`update survey_links set opened_at = ${clock.now}, started_at = ${clock.now}, used_at = ${clock.now} where subject = ${await subjectOf(post, address)}`.execute(context.db);
}

