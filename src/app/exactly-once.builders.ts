import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { withdrawConsent } from '../people/consent/consent.actions.ts';
import { saveCustomers } from '../people/customers/save-customers.actions.ts';
import { mergeCustomers } from '../people/identity/merge.actions.ts';
import { openTestContext, type TestContext } from '../platform/testing/test-storage.ts';
import { type EngineServer, startHistoryServer, startRecordsServer } from '../platform/testing/engine-servers.ts';
import { saveChannel } from '../acting/channels/channel-settings.actions.ts';
import { openSink, type Sink } from '../acting/messages/send-due.builders.ts';
import { outreachInputSchema } from '../acting/outreach/outreach.contract.ts';
import { createOutreach } from '../acting/outreach/outreach.actions.ts';
import { outreachJobs } from '../acting/outreach/outreach.jobs.ts';
import { listResult, type ResultPerson } from '../acting/outreach/result.queries.ts';
import { pauseOutreach, resumeOutreach, startOutreach, stopOutreach } from '../acting/outreach/run-outreach.actions.ts';

/** A company of its own for many rounds: engines outside of the process, a mail server that counts, processes that send. */
export interface Stage {
  context: TestContext;
  sink: Sink;
  /** Two processes that send; who was killed is replaced. */
  twoSenders(): Promise<ChildProcess[]>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 60_000;

export async function openStage(): Promise<Stage> {
  const servers: EngineServer[] = await Promise.all([startRecordsServer(), startHistoryServer()]);
  const [records, history] = servers;
  const before = { database: process.env['DATABASE_URL'], clickhouse: process.env['CLICKHOUSE_URL'] };
  process.env['DATABASE_URL'] = records?.url;
  process.env['CLICKHOUSE_URL'] = history?.url;
  const sink = await openSink();
  sink.delayMs = 5;
  const context = await openTestContext({ settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE', smtpUrl: sink.url } });
  await saveChannel(context, 'mail', { settings: { fromAddress: 'hilfe@nordfunk.example', fromName: 'Nordfunk', imprint: 'Nordfunk GmbH, Hamburg' }, secrets: {}, ratePerMinute: 1_000_000, isOn: true }, 'test');
  const { rows: [own] } = await sql<{ name: string }>`select current_database() as name`.execute(context.db);
  restore(before);
  const databaseUrl = new URL(records?.url ?? '');
  databaseUrl.pathname = `/${own?.name}`;
  const children = new Set<ChildProcess>();
  const startSender = async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'sender-process.ts'), sink.url, context.dataFolder, databaseUrl.href, history?.url ?? ''], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.add(child);
    child.once('exit', () => children.delete(child));
    await once(child.stdout, 'data');
  };
  return {
    context, sink,
    async twoSenders() {
      while (children.size < 2) await startSender();
      return [...children];
    },
    async close() {
      for (const child of children) child.kill('SIGKILL');
      await sink.stop();
      await context.close();
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

function restore({ database, clickhouse }: { database: string | undefined; clickhouse: string | undefined }): void {
  if (database === undefined) delete process.env['DATABASE_URL'];
  else process.env['DATABASE_URL'] = database;
  if (clickhouse === undefined) delete process.env['CLICKHOUSE_URL'];
  else process.env['CLICKHOUSE_URL'] = clickhouse;
}

const actor = { kind: 'user' as const, id: 'test', label: 'test', role: 'administrator', departments: null, byCookie: false, can: () => true };

export interface Told {
  email: string;
  atSink: number;
  person: ResultPerson;
}

/** What one round found; `wrong` says in words what must never be. */
export interface RoundResult {
  told: number;
  unclear: number;
  leftOut: number;
  wrong: string[];
  people: Map<string, Told>;
}

async function meetOwners(context: TestContext, model: string, n: number): Promise<string[]> {
  const emails = Array.from({ length: n }, (_, index) => `${model.toLowerCase()}-${index}@example.com`);
  await saveCustomers(context, emails.map((email) => ({ identifiers: [{ kind: 'email', value: email }], traits: { name: `Kundin ${email}` }, devices: [{ model, ownedFrom: '2025-01-01' }] })), { source: 'test', actor: 'test' });
  return emails;
}

async function draft(context: TestContext, model: string): Promise<string> {
  const input = outreachInputSchema.parse({ title: model, filter: { device: { model } }, channels: ['mail'], texts: [{ language: 'de', subjectLine: 'Update', text: 'Guten Tag {{ customer.name }}, bitte aktualisieren Sie.' }] });
  return (await createOutreach(context, actor, input)).id;
}

/** Untouched so far: nobody has claimed their message. Only while the outreach is paused does that stay so. */
async function listUntouched(context: TestContext, id: string, limit: number, but: readonly string[] = []): Promise<{ customerId: string; subject: string; email: string }[]> {
  const { rows } = await sql<{ customerId: string; subject: string; email: string }>`
    select distinct on (i.customer_id) i.customer_id, m.subject, m.address as email from messages m join identifiers i on i.id = m.subject
    where m.campaign_id = ${id} and m.next_attempt_at is not null and m.claimed_at is null and m.address <> all(${but}::text[]) order by i.customer_id limit ${limit}`.execute(context.db);
  return rows;
}

async function until(what: string, check: () => Promise<boolean> | boolean): Promise<void> {
  const endsAtMs = performance.now() + TIMEOUT_MS;
  while (!(await check())) {
    if (performance.now() > endsAtMs) throw new Error(`waited in vain until ${what}`);
    await setTimeout(10);
  }
}

async function untilOver(context: TestContext, id: string): Promise<void> {
  await until('the outreach is over', async () => {
    await context.jobs.runDue(context, outreachJobs);
    const { rows } = await sql`select 1 from messages where campaign_id = ${id} and (next_attempt_at is not null or claimed_by is not null)
      union all select 1 from outreaches where id = ${id} and looked_at is null limit 1`.execute(context.db);
    return rows.length === 0;
  });
}

/**
 * One outreach to `n` owners under everything at once: a double click on start, two processes, a mail server that puts some
 * off, drops some after their end and knows some addresses not, one process killed at half, and – while it is held – two
 * recipients made one and one who objects; then another two made one while everything runs.
 */
export async function runStorm(stage: Stage, round: number, n = 240): Promise<RoundResult> {
  const { context, sink } = stage;
  const model = `Storm-${round}-${process.pid}`;
  const emails = await meetOwners(context, model, n);
  const id = await draft(context, model);
  sink.received.length = 0;
  const deferred = new Map<string, number>();
  sink.behave = (to, place) => {
    const index = Number(/-(\d+)@/.exec(to)?.[1] ?? 0);
    if (index % 60 === 7) return 'refuse';
    if (place < 0) return 'answer';
    if (index % 60 === 11) return 'drop';
    if (index % 10 !== 3) return 'answer';
    const times = (deferred.get(to) ?? 0) + 1;
    deferred.set(to, times);
    return times <= 2 ? 'defer' : 'answer';
  };
  await Promise.all([startOutreach(context, actor, id), startOutreach(context, actor, id)]);
  await pauseOutreach(context, id); // until both processes are there
  await Promise.all([context.jobs.runDue(context, outreachJobs), context.jobs.runDue(context, outreachJobs)]);
  const [victim] = await stage.twoSenders();
  await resumeOutreach(context, id);
  await until('a quarter is told', () => sink.received.length >= n / 4);
  await pauseOutreach(context, id);
  const [kept, lost, objector] = await listUntouched(context, id, 3);
  if (!kept || !lost || !objector) throw new Error('nobody was left to be told at a quarter');
  await mergeCustomers(context, { id: kept.customerId, withId: lost.customerId, reason: 'the same person', actor: 'test' });
  await context.db.transaction().execute((tx) => withdrawConsent(context, tx, { subject: objector.subject, purpose: 'service', channel: 'mail', how: 'one_click' }));
  await resumeOutreach(context, id);
  await until('half is told', () => sink.received.length >= n / 2);
  const died = victim && once(victim, 'exit');
  victim?.kill('SIGKILL');
  await died;
  const [first, second] = await listUntouched(context, id, 2, [kept.email, lost.email, objector.email]);
  if (first && second) await mergeCustomers(context, { id: first.customerId, withId: second.customerId, reason: 'the same person', actor: 'test' });
  await stage.twoSenders();
  await untilOver(context, id);
  const result = await judge(stage, id, emails, n);
  if (both(result, kept.email, lost.email)) result.wrong.push(`two mails to one customer: ${kept.email}, ${lost.email} were one before either was told`);
  if (standing(result, kept.email) === 'left_out' && standing(result, lost.email) === 'left_out') result.wrong.push(`nobody told of ${kept.email}, ${lost.email}`);
  if (result.people.get(objector.email)?.atSink) result.wrong.push(`${objector.email} had objected`);
  if (result.people.get(objector.email)?.person.reason !== 'no_consent') result.wrong.push(`${objector.email} is left out without the right reason`);
  return result;
}

const standing = ({ people }: RoundResult, email: string) => people.get(email)?.person.standing;
const both = ({ people }: RoundResult, a: string, b: string) => (people.get(a)?.atSink ?? 0) > 0 && (people.get(b)?.atSink ?? 0) > 0;

/** Stopped at a third: what was under way arrives once, nothing comes after it, and everybody else has the reason. */
export async function runStop(stage: Stage, round: number, n = 120): Promise<RoundResult> {
  const { context, sink } = stage;
  const model = `Stop-${round}-${process.pid}`;
  const emails = await meetOwners(context, model, n);
  const id = await draft(context, model);
  sink.received.length = 0;
  sink.behave = () => 'answer';
  await startOutreach(context, actor, id);
  await stage.twoSenders();
  await context.jobs.runDue(context, outreachJobs);
  await until('some are told', () => sink.received.length >= n / 6);
  await stopOutreach(context, actor, id);
  await untilOver(context, id);
  const atStop = sink.received.length;
  await setTimeout(150);
  const result = await judge(stage, id, emails, n);
  if (sink.received.length > atStop) result.wrong.push('a mail left after the stop');
  for (const { email, person } of result.people.values()) if (person.standing === 'left_out' && person.reason !== 'stopped') result.wrong.push(`${email} was not told after the stop, and the reason is ${person.reason} (${person.detail})`);
  if (result.leftOut === 0) result.wrong.push('everybody was told before the stop: nothing was tried');
  return result;
}

/** Holds what the mail server got against what we say. */
async function judge({ context, sink }: Stage, id: string, emails: readonly string[], n: number): Promise<RoundResult> {
  const atSink = new Map<string, number>();
  for (const { to } of sink.received) atSink.set(to, (atSink.get(to) ?? 0) + 1);
  const { rows: addresses } = await sql<{ mark: string; email: string }>`select r.customer_id as mark, i.value as email from outreach_recipients r join identifiers i on i.id = r.subject where r.outreach_id = ${id}`.execute(context.db);
  const emailOf = new Map(addresses.map(({ mark, email }) => [mark, email]));
  const listed = await listResult(context.db, id, { standing: null, reason: null, channel: null, after: null, limit: n * 2 });
  const people = new Map(listed.map((person) => [emailOf.get(person.mark) ?? '', { email: emailOf.get(person.mark) ?? '', atSink: atSink.get(emailOf.get(person.mark) ?? '') ?? 0, person }]));
  const wrong: string[] = [];
  for (const email of emails) {
    const times = atSink.get(email) ?? 0;
    const found = people.get(email);
    if (times > 1) wrong.push(`${email} got it ${times} times`);
    if (!found) wrong.push(`${email} is nowhere`);
    else if (found.person.standing === 'told' && times === 0) wrong.push(`${email} counts as told and got nothing`);
    else if (found.person.standing === 'waiting') wrong.push(`${email} still waits`);
    else if (found.person.standing === 'left_out' && (times > 0 || found.person.reason === null)) wrong.push(`${email} is left out (${found.person.reason}) and got ${times}`);
  }
  const count = (which: string) => listed.filter((person) => person.standing === which).length;
  return { told: count('told'), unclear: count('unclear'), leftOut: count('left_out'), wrong, people };
}
