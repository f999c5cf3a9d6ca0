import { sql } from 'kysely';
import pino from 'pino';
import { registerCasesRoutes } from '../src/acting/cases/cases.routes.ts';
import { keepLooks } from '../src/governance/audit/looks.actions.ts';
import { actorFrom } from '../src/governance/roles/actor.logic.ts';
import type { Actor } from '../src/platform/http/access.ts';
import { createServer, type Routes } from '../src/platform/http/server.ts';
import { openTestContext, type TestContext } from '../src/platform/testing/test-storage.ts';

const OPEN_CASES = 100_000;
const DONE_CASES = 20_000;
const FILLED_AT_ONCE = 10_000;
const CUSTOMERS = 60_000;
const AGENTS = 40;
const ROUNDS = 200;

/** What an agent waits for with 100,000 open cases: the whole of a request inside of the server, with what it writes into the audit log. */
export async function benchDesk(): Promise<void> {
  const context = await openTestContext();
  let server: Routes | null = null;
  try {
    await fill(context);
    const { rows } = await sql<{ id: string }>`select id from users order by name limit 1`.execute(context.db);
    const actor: Actor = actorFrom({ kind: 'user', id: rows[0]?.id ?? '', label: 'agent@bench.example', role: 'cx_manager', departments: [], byCookie: false });
    server = await createServer({ log: pino({ level: 'silent' }), secure: false, authenticate: async () => actor, looks: keepLooks(context), register: (routes) => registerCasesRoutes(routes, context) });
    await measure(context, server);
  } finally {
    await server?.close();
    await context.close();
  }
}

async function fill({ db }: TestContext): Promise<void> {
  const startedAt = performance.now();
  await sql`create function bench_id(kind text, n int) returns uuid language sql immutable as $$ select overlay(overlay(md5(kind || n) placing '8' from 13) placing '8' from 17)::uuid $$`.execute(db);
  await sql`insert into users (name, email, role) select 'Agent ' || n, 'agent' || n || '@bench.example', 'agent' from generate_series(1, ${AGENTS}) n`.execute(db);
  await sql`insert into customers (id, name, base_text) select bench_id('i', n), name, lower(name) || ' k' || n || '@beispiel.de'
    from generate_series(1, ${CUSTOMERS}) n, lateral (select (array['Anna','Ben','Cem','Dora','Eva','Finn','Gül','Hans'])[1 + n % 8] || ' ' || (array['Schmidt','Yılmaz','Kowalski','Weber','Nguyen','Fischer','Rossi'])[1 + n % 7] || '-' || to_hex(n * 7919) as name) as named`.execute(db);
  await sql`insert into identifiers (id, kind, value, raw, named_at, stands_at, customer_id, cluster_id) select bench_id('i', n), 'email', 'k' || n || '@beispiel.de', '', now(), now(), bench_id('i', n), bench_id('i', n) from generate_series(1, ${CUSTOMERS}) n`.execute(db);
  for (let from = 0; from < OPEN_CASES + DONE_CASES; from += FILLED_AT_ONCE) {
    await sql`
      insert into cases (id, token, subject, status, priority, category, touchpoint, department, assignee, channel, subject_line, language, reply_address, source_kind, opened_at, touched_at, last_customer_at, service_level_due_at, next_due_at, snoozed_until, solved_at, closed_at)
      select bench_id('case', n), 'abcdef', bench_id('i', 1 + n % ${CUSTOMERS}),
        case when n > ${OPEN_CASES} then case when n % 10 = 0 then 'solved' else 'closed' end else (array['new','open','open','waiting_customer','waiting_partner'])[1 + n % 5] end,
        (array['normal','normal','normal','high','low','urgent'])[1 + n % 6], (array['Netz','Rechnung','Vertrag','Gerät','Roaming','Umzug','Kündigung'])[1 + n % 7], 'tp_' || n % 60, 'dep_' || n % 8,
        case when n % 3 = 0 then null else (select id from users where name = 'Agent ' || 1 + n % ${AGENTS}) end, (array['mail','call_center','web','chat'])[1 + n % 4], 'Anliegen ' || n || ' zu ' || (array['Empfang','Rechnung','Tarif','Gerät'])[1 + n % 4], 'de', 'k' || n || '@beispiel.de', 'mail',
        opened, opened, opened, due, due, case when n % 25 = 0 and n <= ${OPEN_CASES} then now() + interval '1 day' end, case when n > ${OPEN_CASES} then now() - interval '3 days' end, case when n > ${OPEN_CASES} and n % 10 <> 0 then now() - interval '1 day' end
      from generate_series(${from + 1}::int, ${from + FILLED_AT_ONCE}::int) n, lateral (select now() - (n % 5000) * interval '7 minutes' as opened, case when n % 4 = 0 or n > ${OPEN_CASES} then null else now() + ((n * 37) % 20000 - 4000) * interval '1 minute' end as due) as times`.execute(db);
    await sql`
      insert into case_entries (id, case_id, at, kind, direction, channel, author_kind, author_label, text, html)
      select gen_random_uuid(), bench_id('case', n), now(), (array['event','message','message','note'])[k], (array[null,'inbound','outbound',null])[k], 'mail', (array['system','customer','system','system'])[k], 'x', words, '<p>' || words || '</p>'
      from generate_series(${from + 1}::int, ${from + FILLED_AT_ONCE}::int) n, generate_series(1, 4) k, lateral (select repeat('Sehr geehrte Damen und Herren, seit einigen Tagen bricht die Verbindung immer wieder ab. ', 1 + (n + k) % 4) || 'Kennzeichen ' || md5(n::text || k) as words) as said`.execute(db);
    await sql`insert into case_search (case_id, text) select c.id, lower('V-' || c.number || ' ' || c.subject_line || ' ' || customer.name || ' ' || (select string_agg(e.text, ' ') from case_entries e where e.case_id = c.id)) from cases c join identifiers i on i.id = c.subject join customers customer on customer.id = i.customer_id where c.id = any(array(select bench_id('case', n) from generate_series(${from + 1}::int, ${from + FILLED_AT_ONCE}::int) n))`.execute(db);
  }
  for (const table of ['cases', 'case_entries', 'case_search', 'customers', 'identifiers', 'users']) await sql`vacuum analyze ${sql.table(table)}`.execute(db);
  process.stdout.write(`${OPEN_CASES} open cases, ${DONE_CASES} done, ${4 * (OPEN_CASES + DONE_CASES)} entries filled in ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
}

async function measure(context: TestContext, server: Routes): Promise<void> {
  const get = async (url: string): Promise<string> => {
    const answer = await server.inject({ url, headers: { 'x-momente-request': '1' } });
    if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode} ${answer.body.slice(0, 300)}`);
    return answer.body;
  };
  const first = JSON.parse(await get('/api/cases?limit=100')) as { items: { id: string; number: string; customerId: string; customerName: string }[]; nextCursor: string };
  const ids = first.items.map(({ id }) => id);
  const pick = (n: number) => first.items[n % first.items.length];
  let deep = first.nextCursor;
  for (let page = 0; page < 30; page += 1) deep = (JSON.parse(await get(`/api/cases?limit=100&cursor=${deep}`)) as { nextCursor: string }).nextCursor;
  const tries: [string, (n: number) => string][] = [
    ['list: all open, by due', () => '/api/cases?limit=50'],
    ['list: page 31, by due', () => `/api/cases?limit=100&cursor=${deep}`],
    ['list: mine', () => '/api/cases?view=mine'],
    ['list: nobody’s', () => '/api/cases?view=unassigned'],
    ['list: overdue', () => '/api/cases?view=overdue'],
    ['list: newest solved', () => '/api/cases?view=solved'],
    ['list: by priority', () => '/api/cases?sort=priority'],
    ['list: department, category, urgent', (n) => `/api/cases?department=dep_${n % 8}&category=${encodeURIComponent(['Netz', 'Umzug', 'Roaming'][n % 3] ?? '')}&priority=urgent`],
    ['list: one customer, all states', (n) => `/api/cases?customerId=${pick(n)?.customerId}&status=new,open,waiting_customer,waiting_partner,solved,closed`],
    ['search: a word in every case', () => '/api/cases?search=verbindung'],
    ['search: a word in every fourth', () => '/api/cases?search=tarif'],
    ['search: a customer’s name', (n) => `/api/cases?search=${encodeURIComponent(pick(n)?.customerName ?? '')}`],
    ['search: words that stand nowhere', (n) => `/api/cases?search=nirgends%20${n}`],
    ['search: a number', (n) => `/api/cases?search=${pick(n)?.number}`],
    ['one case', (n) => `/api/cases/${ids[n % ids.length]}`],
    ['its conversation', (n) => `/api/cases/${ids[n % ids.length]}/entries`],
    ['views with counters, remembered', () => '/api/case-views'],
  ];
  process.stdout.write('p50 / p95 / slowest in ms\n');
  for (const [name, urlOf] of tries) await time(name, (n) => get(urlOf(n)));
  const write = async (method: 'POST' | 'PATCH', url: string, payload: object) => {
    const answer = await server.inject({ method, url, payload, headers: { 'x-momente-request': '1' } });
    if (answer.statusCode >= 300) throw new Error(`${url} answered ${answer.statusCode} ${answer.body.slice(0, 300)}`);
  };
  await time('an answer', (n) => write('POST', `/api/cases/${ids[n % ids.length]}/replies`, { html: '<p>Guten Tag, wir kümmern uns.</p>' }));
  await time('a change', (n) => write('PATCH', `/api/cases/${ids[n % ids.length]}`, { priority: n % 2 === 0 ? 'high' : 'urgent' }));
  const { deskHubOf } = await import('../src/acting/cases/live/desk-hub.actions.ts');
  const { countViews } = await import('../src/acting/cases/list/counters.actions.ts');
  const { listViewsFor } = await import('../src/acting/cases/list/views.actions.ts');
  const { rows: agents } = await sql<{ id: string }>`select id from users`.execute(context.db);
  const onlookers = await Promise.all(agents.map(async ({ id }) => {
    const actor = actorFrom({ kind: 'user', id, label: id, role: 'agent', departments: [], byCookie: false });
    return { actor, views: await listViewsFor(context.db, actor) };
  }));
  await time(`counting all views of ${AGENTS} agents anew`, () => countViews(context, onlookers, 0), 20);
  let told = 0;
  const leave = await Promise.all(onlookers.map(({ actor }) => deskHubOf(context).join({ actor, send: (event) => void (told += event === 'counters' ? 1 : 0) })));
  const startedAt = performance.now();
  for (let n = 0; n < 500; n += 1) await write('PATCH', `/api/cases/${ids[n % ids.length]}`, { priority: n % 2 === 0 ? 'low' : 'normal' });
  process.stdout.write(`500 changes while ${AGENTS} pages are open: ${((performance.now() - startedAt) / 500).toFixed(1)} ms each; counters told ${told} times\n`);
  for (const go of leave) go();
}

async function time(name: string, call: (n: number) => Promise<unknown>, rounds = ROUNDS): Promise<void> {
  for (let n = 0; n < 5; n += 1) await call(n);
  const times: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    const startedAt = performance.now();
    await call(n);
    times.push(performance.now() - startedAt);
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
  process.stdout.write(`${name}: ${at(0.5)} / ${at(0.95)} / ${at(1)}\n`);
}
