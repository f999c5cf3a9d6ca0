import { sql } from 'kysely';
import { keyedId } from '../src/kernel/ids.ts';
import { readOrMakeSecret } from '../src/platform/installation.queries.ts';
import { openStorage } from '../src/platform/storage/open-storage.ts';
import { apiKey, quantile, startServer, writeKey } from './server.ts';
import { makeWorkload } from './workload.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// A smaller company for a quick look: npm run bench -- profile --customers 100000
const asked = process.argv.indexOf('--customers');
export const CUSTOMERS = asked > 0 ? Number(process.argv[asked + 1]) : 1_000_000;
export const CONTACTS = CUSTOMERS * 10;
const READS = 400;
const CLIENTS = 2;

const firstNames = ['Anna', 'Jonas', 'Mia', 'Paul', 'Lena', 'Emil', 'Sophie', 'Ben', 'Clara', 'Finn', 'Marie', 'Luis', 'Ida', 'Karl', 'Frieda', 'Max'];
const lastNames = ['Albrecht', 'Brandt', 'Dietrich', 'Engel', 'Friedrich', 'Graf', 'Hartwig', 'Jansen', 'Kaiser', 'Lorenz', 'Möller', 'Neumann', 'Otto', 'Petersen', 'Quandt', 'Reuter', 'Sommer', 'Thiele', 'Ullrich', 'Vogel', 'Winter', 'Ziegler'];

/** The customer page, timeline and search with a million customers and ten million contacts: idle, and while events come in. */
export async function benchProfile(): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'momente-bench-'));
  process.stdout.write(`filling ${CUSTOMERS} customers and ${CONTACTS} contacts …\n`);
  await fill(dataFolder);
  const server = await startServer(dataFolder);
  try {
    const ids = await customerIds(server.url);
    for (const [name, addressOf] of Object.entries(reads(ids))) await measure(`idle, ${name}`, server.url, addressOf, 50);
    for (const [name, addressOf] of Object.entries(reads(ids))) await measure(`idle, ${name}`, server.url, addressOf, READS);
    const stop = await keepSending(server.url);
    for (const [name, addressOf] of Object.entries(reads(ids))) await measure(`under ingest, ${name}`, server.url, addressOf, READS);
    process.stdout.write(`events/s taken in meanwhile: ${(await stop()).toFixed(0)}\n`);
    const memory = server.memoryMb();
    process.stdout.write(`peak memory server / PostgreSQL: ${memory.server} MB / ${memory.records} MB\n`);
  } finally {
    await server.stop();
    server.remove();
  }
}

function reads(ids: readonly string[]): Record<string, (index: number) => string> {
  const id = (index: number) => ids[(index * 7919) % ids.length] ?? '';
  const name = (index: number) => `${firstNames[index % firstNames.length]} ${lastNames[(index * 3) % lastNames.length]}`;
  return {
    'customer page': (index) => `/api/customers/${id(index)}`,
    timeline: (index) => `/api/customers/${id(index)}/timeline?limit=50`,
    'by e-mail': (index) => `/api/customers?identifier=email:kunde${(index * 7919) % CUSTOMERS}@example.de`,
    'search name': (index) => `/api/customers?search=${encodeURIComponent(name(index))}`,
    'search with typing error': (index) => `/api/customers?search=${encodeURIComponent(name(index).replace('e', 'a'))}`,
  };
}

/** Rows as the doors would have written them, put into the stores directly: the bench is about reading. */
export async function fill(dataFolder: string): Promise<void> {
  const storage = await openStorage({ dataFolder });
  const secret = await readOrMakeSecret(storage.db, 'identity');
  const at = '2026-01-01T00:00:00Z';
  for (let from = 0; from < CUSTOMERS; from += 20_000) {
    const rows = Array.from({ length: 20_000 }, (_, offset) => {
      const n = from + offset;
      const [user, email] = [`kunde-${n}`, `kunde${n}@example.de`];
      return { id: keyedId(secret, 'userId', user), emailId: keyedId(secret, 'email', email), user, email, name: `${firstNames[n % firstNames.length]} ${lastNames[(n * 7) % lastNames.length]}` };
    });
    const ids = rows.map((row) => row.id);
    await sql`insert into identifiers (id, kind, value, raw, named_at, stands_at, customer_id, cluster_id, traits)
      select id, 'userId', value, value, ${at}, ${at}, id, id, jsonb_build_object('name', jsonb_build_array(name, 1, 'm')) from unnest(${ids}::uuid[], ${rows.map((r) => r.user)}::text[], ${rows.map((r) => r.name)}::text[]) as n (id, value, name)`.execute(storage.db);
    await sql`insert into identifiers (id, kind, value, raw, named_at, customer_id, cluster_id)
      select id, 'email', value, value, ${at}, customer, customer from unnest(${rows.map((r) => r.emailId)}::uuid[], ${rows.map((r) => r.email)}::text[], ${ids}::uuid[]) as n (id, value, customer)`.execute(storage.db);
    await sql`insert into identity_log (op, link_id, from_id, into_id, rule, source, at)
      select 'link', gen_random_uuid(), from_id, into_id, 'trait', 'bench', ${at} from unnest(${rows.map((r) => r.emailId)}::uuid[], ${ids}::uuid[]) as n (from_id, into_id)`.execute(storage.db);
    await sql`insert into customers (id, name, traits, base_text, first_at)
      select id, name, jsonb_build_object('name', name, 'email', email), lower(unaccent(name || ' ' || email || ' ' || value)), ${at} from unnest(${ids}::uuid[], ${rows.map((r) => r.name)}::text[], ${rows.map((r) => r.email)}::text[], ${rows.map((r) => r.user)}::text[]) as n (id, name, email, value)`.execute(storage.db);
    await sql`insert into contracts (id, subject, number, product, starts_on) select gen_random_uuid(), id, 'V-' || value, 'Tarif M', '2025-01-01' from unnest(${ids}::uuid[], ${rows.map((r) => r.user)}::text[]) as n (id, value)`.execute(storage.db);
    await sql`insert into devices (id, subject, external_id, model, owned_from) select gen_random_uuid(), id, value, 'Halvard Arc 5', '2025-01-01' from unnest(${ids}::uuid[], ${rows.map((r) => r.user)}::text[]) as n (id, value)`.execute(storage.db);
    await storage.history.insertLines('subject_owners', rows.map((row) => JSON.stringify({ subject: row.emailId, from_at: '1970-01-01 00:00:00.000', customer_id: row.id, removed: 0, version: 1 })).join('\n'));
    await storage.history.command('create table if not exists bench_ids (n UInt64, id UUID) engine = MergeTree order by n');
    await storage.history.insertLines('bench_ids', rows.map((row, offset) => JSON.stringify({ n: from + offset, id: row.id })).join('\n'));
  }
  await sql`insert into search_words (word) select distinct word from customers, regexp_split_to_table(search_text, '[^[:alpha:]]+') as word where length(word) between 3 and 40 on conflict do nothing`.execute(storage.db);
  await sql`analyze`.execute(storage.db);
  const perRun = Math.min(1_000_000, CONTACTS);
  for (let from = 0; from < CONTACTS; from += perRun) {
    await storage.history.command(`
      insert into interactions (message_id, message_key, subject, at, received_at, batch, type, kind, source, channel, direction, touchpoint, department, text, mood, properties)
      select generateUUIDv4(), concat('b', toString(c.number)), b.id, toDateTime64('2025-01-01', 3) + toIntervalSecond(intHash32(c.number) % 38000000), now64(3), 1 + intDiv(c.number, 2000), 'track',
        ['call_ended', 'invoice_viewed', 'shop_visited', 'app_opened', 'repair_status_viewed'][1 + c.number % 5], 'bench', ['call_center', 'web', 'shop', 'app', 'mail'][1 + c.number % 5], 'inbound',
        ['call', 'invoice', 'shop', 'app', 'repair_status'][1 + c.number % 5], 'service', if(c.number % 10 = 0, 'Ich warte seit zwei Wochen auf mein Gerät.', ''), if(c.number % 10 = 0, -1., null),
        concat('{"channel":"app","amountCents":', toString(c.number % 9000), ',"note":"', repeat('netz vertrag rechnung ', 8), '"}')
      from numbers(${from}, ${perRun}) as c inner join bench_ids as b on b.n = intHash64(c.number) % ${CUSTOMERS}`);
  }
  await sql`select setval('history_batch', ${1 + Math.ceil(CONTACTS / 2_000)})`.execute(storage.db);
  await storage.history.command('drop table bench_ids');
  await storage.close();
}

const headers = { authorization: `Bearer ${apiKey}` };

async function customerIds(url: string): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < 300; n += 1) {
    const { items } = (await (await fetch(`${url}/api/customers?identifier=userId:kunde-${(n * 3331) % CUSTOMERS}`, { headers })).json()) as { items: { id: string }[] };
    ids.push(...items.map((item) => item.id));
  }
  return ids;
}

async function measure(name: string, url: string, addressOf: (index: number) => string, count: number): Promise<void> {
  const timesMs: number[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    for (let index = next++; index < count; index = next++) {
      const startedMs = performance.now();
      const answer = await fetch(`${url}${addressOf(index)}`, { headers });
      await answer.text();
      if (!answer.ok) throw new Error(`${answer.status} at ${addressOf(index)}`);
      timesMs.push(performance.now() - startedMs);
    }
  }));
  if (count >= READS) process.stdout.write(`${name.padEnd(42)} p50 ${quantile(timesMs, 0.5).toFixed(1)} ms   p95 ${quantile(timesMs, 0.95).toFixed(1)} ms   p99 ${quantile(timesMs, 0.99).toFixed(1)} ms\n`);
}

/** A steady stream of 1,000 events a second beside the reads. @returns a stop that tells the rate reached */
async function keepSending(url: string): Promise<() => Promise<number>> {
  const { bodies } = makeWorkload({ events: 100_000, batchSize: 100, seed: 9, users: 20_000 });
  const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
  let isSending = true;
  let sent = 0;
  const startedMs = performance.now();
  const loop = (async () => {
    for (const body of bodies) {
      if (!isSending) return;
      await fetch(`${url}/v1/batch`, { method: 'POST', body, headers: { authorization } }).then((answer) => answer.text());
      sent += 100;
      const aheadMs = sent - (performance.now() - startedMs);
      if (aheadMs > 0) await new Promise((done) => setTimeout(done, aheadMs));
    }
  })();
  return async () => {
    isSending = false;
    await loop;
    return sent / ((performance.now() - startedMs) / 1000);
  };
}
