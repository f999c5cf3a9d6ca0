import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import { saveChannel } from '../src/acting/channels/channel-settings.actions.ts';
import { readOutlets } from '../src/acting/messages/outlets.actions.ts';
import { sendDue } from '../src/acting/messages/send-due.actions.ts';
import { audienceOf } from '../src/acting/outreach/audience.actions.ts';
import { readFigures } from '../src/acting/outreach/figures.actions.ts';
import { judgedSql } from '../src/acting/outreach/judge-audience.queries.ts';
import { createOutreach, getRow } from '../src/acting/outreach/outreach.actions.ts';
import { outreachInputSchema } from '../src/acting/outreach/outreach.contract.ts';
import { prepareOutreach, startOutreach } from '../src/acting/outreach/run-outreach.actions.ts';
import type { Context } from '../src/platform/context.ts';
import { openTestContext } from '../src/platform/testing/test-storage.ts';

const RECIPIENTS = Number(process.env['RECIPIENTS'] ?? 100_000);
const BARE = Number(process.env['BARE'] ?? 10_000);
const CONNECTIONS = 8;
const actor = { kind: 'user' as const, id: 'bench', label: 'bench', role: 'administrator', departments: null, byCookie: false, can: () => true };

/** An outreach to 100,000 owners of one model: preview, preparation, and hand-over to a mail server in a process of its own; against nodemailer's bare pool. */
export async function benchOutreach(): Promise<void> {
  const sink = fork(join(import.meta.dirname, 'smtp-sink.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [{ port }] = (await once(sink, 'message')) as [{ port: number }];
  const settings = { publicUrl: 'https://momente.example', defaultCountry: 'DE', smtpUrl: `smtp://127.0.0.1:${port}` };
  const context = await openTestContext({ settings });
  try {
    await saveChannel(context, 'mail', { settings: { fromAddress: 'hilfe@nordfunk.example', fromName: 'Nordfunk', imprint: 'Nordfunk GmbH, Hamburg', connections: CONNECTIONS }, secrets: {}, ratePerMinute: 1_000_000, isOn: true }, 'bench');
    await fill(context.db);
    const { id } = await createOutreach(context, actor, outreachInputSchema.parse({ title: 'Update', filter: { device: { model: 'Arc 5', softwareBelow: '4.2' } }, channels: ['mail', 'sms', 'letter'], texts: [{ language: 'de', subjectLine: 'Ein Update für {{ customer.name }}', text: 'Guten Tag {{ customer.name }},\n\nIhr Gerät verliert Gespräche. **Das Update auf 4.2 behebt das.**\n\n1. Einstellungen öffnen\n2. Software aktualisieren\n\nhttps://nordfunk.example/update' }] }));
    const figures = await timed(context, 'preview', () => readFigures(context, id));
    process.stdout.write(`  ${figures.affected} affected, ${figures.waiting} would be told, ${figures.leftOut} left out\n`);
    if (process.env['EXPLAIN']) await explain(context, id);
    await startOutreach(context, actor, id);
    await timed(context, 'preparation', () => prepareOutreach(context, id));
    const startedMs = performance.now();
    const handed = await sendDue(context, readOutlets, new AbortController().signal);
    const perS = handed / ((performance.now() - startedMs) / 1000);
    const received = await countAtSink(sink);
    const [{ told, waiting, unclear }] = [await timed(context, 'result page', () => readFigures(context, id))];
    process.stdout.write(`hand-over: ${handed} mails, ${perS.toFixed(0)}/s; at the mail server ${received.mails} mails to ${received.addresses} addresses; told ${told}, waiting ${waiting}, unclear ${unclear}\n`);
    const bare = await bareNodemailer(port);
    process.stdout.write(`nodemailer's bare pool, ${CONNECTIONS} connections, ${BARE} mails of the same words: ${bare.toFixed(0)}/s\nratio ${(perS / bare).toFixed(2)}\n`);
  } finally {
    await context.close();
    sink.kill();
  }
}

/** Says beside the time how much of it PostgreSQL's processes computed: on a machine with other work that is what compares. */
async function timed<T>({ db }: Pick<Context, 'db'>, name: string, work: () => Promise<T>): Promise<T> {
  const before = await recordsProcessorS(db);
  const startedMs = performance.now();
  const result = await work();
  const tookS = (performance.now() - startedMs) / 1000;
  process.stdout.write(`${name}: ${tookS.toFixed(2)} s, of it ${((await recordsProcessorS(db)) - before).toFixed(2)} s of processor time in PostgreSQL (load ${loadavg()[0]?.toFixed(0)})\n`);
  return result;
}

/** Processor time of all sessions, where the system tells it. */
async function recordsProcessorS(db: Context['db']): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity where backend_type = 'client backend'`.execute(db);
  const ticks = rows.map(({ pid }) => {
    const path = `/proc/${pid}/stat`;
    // after the name in brackets: state is field 3, time in user and system mode 14 and 15
    const [user, system] = existsSync(path) ? readFileSync(path, 'utf8').replace(/^.*\) /s, '').split(' ').slice(11, 13) : [];
    return Number(user ?? 0) + Number(system ?? 0);
  });
  return ticks.reduce((sum, n) => sum + n, 0) / 100;
}

/** Straight into the tables: customers with name, mail, mobile number and device; of every hundred one has no address, one has objected. */
async function fill(db: Awaited<ReturnType<typeof openTestContext>>['db']): Promise<void> {
  await sql`
    with people as (select n, gen_random_uuid() as id, gen_random_uuid() as phone_id from generate_series(1, ${RECIPIENTS}) as n),
    mails as (insert into identifiers (id, kind, value, raw, named_at, stands_at, customer_id, cluster_id) select id, case n % 100 when 0 then 'customerNumber' else 'email' end, 'kunde-' || n || '@example.com', 'kunde-' || n || '@example.com', now(), now(), id, id from people returning 1),
    phones as (insert into identifiers (id, kind, value, raw, named_at, stands_at, customer_id, cluster_id) select phone_id, 'phone', '+4930' || (1000000 + n), '0', now(), now(), id, id from people returning 1),
    named as (insert into customers (id, name, traits) select id, 'Kundin ' || n, jsonb_build_object('firstName', 'Kundin') from people returning 1)
    insert into devices (id, subject, external_id, model, software, owned_from) select gen_random_uuid(), id, 'bench-' || n, 'Arc 5', '4.1', '2025-01-01' from people`.execute(db);
  await sql`
    insert into consent_log (subject, purpose, channel, state, how, at) select id, 'service', 'mail', 'withdrawn', 'one_click', now() from identifiers where kind = 'email' and right(value, 14) = '1@example.com' and value like '%01@example.com'`.execute(db);
  for (const table of ['identifiers', 'customers', 'devices', 'consent_states']) await sql`analyze ${sql.table(table)}`.execute(db);
}

async function explain(context: Awaited<ReturnType<typeof openTestContext>>, id: string): Promise<void> {
  const audience = await audienceOf(context, context.db, await getRow(context.db, id));
  const { rows } = await sql<Record<string, string>>`explain (analyze, costs off, timing on, buffers off) ${judgedSql(audience)}`.execute(context.db);
  for (const row of rows) process.stdout.write(`  ${Object.values(row)[0]}\n`);
}

async function countAtSink(sink: ReturnType<typeof fork>): Promise<{ mails: number; addresses: number }> {
  sink.send('count');
  const [counted] = (await once(sink, 'message')) as [{ mails: number; addresses: number }];
  return counted;
}

async function bareNodemailer(port: number): Promise<number> {
  const pool = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true, pool: true, maxConnections: CONNECTIONS, maxMessages: Infinity });
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: BARE }, (_, n) => pool.sendMail({ from: 'hilfe@nordfunk.example', to: `bare-${n}@example.com`, subject: `Ein Update für Kundin ${n}`, text: `Guten Tag Kundin ${n},\n\nIhr Gerät verliert Gespräche. Das Update auf 4.2 behebt das.`, html: `<p>Guten Tag Kundin ${n},</p><p>Ihr Gerät verliert Gespräche. <strong>Das Update auf 4.2 behebt das.</strong></p>` })));
  pool.close();
  return BARE / ((performance.now() - startedMs) / 1000);
}
