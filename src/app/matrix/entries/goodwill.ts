import type { Call, Entries } from '../entry.ts';
import { foreign, own, type World } from '../world.ts';

const newCase = async (world: World, department: string): Promise<string> =>
  (await world.api('POST', '/api/cases', { customerId: world.customerId, channel: 'mail', subjectLine: `Frage ${world.next()}`, text: 'Bitte um Hilfe', department })).id;
const kindInput = { sort: 'minutes', nameDe: 'Freiminuten', nameEn: 'Free minutes', unitDe: 'Minuten', unitEn: 'minutes', unitCents: 5, usualAmount: 100, largestAmount: 1_000, carriedOut: 'hand' };
const newKind = async (world: World, change: object = {}): Promise<string> => {
  const code = `kind_${world.next()}`;
  await world.api('PUT', `/api/goodwill-kinds/${code}`, { ...kindInput, ...change });
  return code;
};
const noLimit = { perBookingCents: null, perCustomerMonthCents: null, perPersonMonthCents: null };
const wish = (world: World, kind: string) => ({ kind, amount: 10, reason: 'Gespräche brachen ab', key: `matrix-${world.next()}` });
/** Booked at once, by the key of the administrator. */
const newBooking = async (world: World, department: string, change: object = {}): Promise<string> => (await world.api('POST', `/api/cases/${await newCase(world, department)}/goodwill`, wish(world, await newKind(world, change)))).booking.id;
/** Asked by an agent without limits, so that it waits for somebody else. */
const newRequest = async (world: World, department: string): Promise<string> => {
  for (const role of ['administrator', 'cx_manager', 'blind_manager', 'department_lead']) await world.api('PUT', `/api/goodwill-limits/roles/${role}`, noLimit);
  await world.send('DELETE', '/api/goodwill-limits/roles/:role', { params: { role: 'agent' } }, { cookie: await world.cookieOf('administrator') });
  const { text } = await world.send('POST', '/api/cases/:id/goodwill', { params: { id: await newCase(world, department) }, body: wish(world, await newKind(world)) }, { cookie: await world.cookieOf('agent') });
  return JSON.parse(text).booking.id;
};
const both = (prepare: (world: World, department: string) => Promise<Call>) => ({ call: (world: World) => prepare(world, own.department), foreign: (world: World) => prepare(world, foreign.department) });
const company = 'settings of the company';

export const goodwillEntries: Entries = {
  'GET /api/cases/:id/goodwill/allowance': both(async (world, department) => ({ params: { id: await newCase(world, department) } })),
  'POST /api/cases/:id/goodwill': { status: 201, ...both(async (world, department) => ({ params: { id: await newCase(world, department) }, body: wish(world, await newKind(world)) })) },
  'GET /api/goodwill': { foreign: 'lists own records only' },
  'GET /api/goodwill/:id': both(async (world, department) => ({ params: { id: await newBooking(world, department) } })),
  'POST /api/goodwill/:id/approve': both(async (world, department) => ({ params: { id: await newRequest(world, department) } })),
  'POST /api/goodwill/:id/refuse': both(async (world, department) => ({ params: { id: await newRequest(world, department) }, body: { because: 'zu viel' } })),
  'POST /api/goodwill/:id/cancel': both(async (world, department) => ({ params: { id: await newBooking(world, department) }, body: { because: 'verklickt' } })),
  'POST /api/goodwill/:id/retry': both(async (world, department) => {
    const id = await newBooking(world, department);
    await world.context.db.executeQuery((await import('kysely')).CompiledQuery.raw(`update goodwill_bookings set carried_out = 'webhook', failed_at = now(), executing_at = now() where id = $1`, [id]));
    return { params: { id } };
  }),
  'POST /api/goodwill/:id/executed': both(async (world, department) => ({ params: { id: await newBooking(world, department) } })),
  'GET /api/goodwill-figures': { foreign: 'adds up own records only' },
  'GET /api/goodwill-kinds': { foreign: company },
  'PUT /api/goodwill-kinds/:code': { call: (world) => ({ params: { code: `kind_${world.next()}` }, body: kindInput }), foreign: company },
  'POST /api/goodwill-kinds/:code/secret': { call: async (world) => ({ params: { code: await newKind(world, { carriedOut: 'webhook', url: 'http://127.0.0.1:9/book' }) } }), foreign: company },
  'DELETE /api/goodwill-kinds/:code': { status: 204, call: async (world) => ({ params: { code: await newKind(world) } }), foreign: company },
  'POST /api/goodwill-kinds/usual': { status: 204, foreign: company },
  'GET /api/goodwill-limits': { foreign: company },
  'PUT /api/goodwill-limits/roles/:role': { call: () => ({ params: { role: 'viewer' }, body: noLimit }), foreign: company },
  'PUT /api/goodwill-limits/people/:id': { call: async (world) => ({ params: { id: (await world.api('GET', '/api/users')).items[0].id }, body: noLimit }), foreign: company },
  'DELETE /api/goodwill-limits/roles/:role': { status: 204, call: () => ({ params: { role: 'viewer' } }), foreign: company },
  'DELETE /api/goodwill-limits/people/:id': { status: 204, call: async (world) => ({ params: { id: (await world.api('GET', '/api/users')).items[0].id } }), foreign: company },
};

const rule = (world: World) => ({ name: `Regel ${world.next()}`, condition: { kind: 'score', metric: 'nps', atMost: 2 } });
const newRule = async (world: World): Promise<string> => {
  const { id } = await world.api('POST', '/api/loop-rules', rule(world));
  return id;
};
/** A case in which something waits for the customer to hear back. */
const newCaught = async (world: World, department: string): Promise<string> => {
  const { CompiledQuery } = await import('kysely');
  const [caseId, ruleId] = [await newCase(world, department), await newRule(world)];
  await world.context.db.executeQuery(CompiledQuery.raw(`insert into loop_catches (id, rule_id, source, source_key, case_id, touchpoint, metric, happened_at, caught_at, due_at) values (gen_random_uuid(), $1, 'answers', $2, $3, '', 'nps', now(), now(), now())`, [ruleId, `matrix-${world.next()}`, caseId]));
  return caseId;
};

export const closedLoopEntries: Entries = {
  'GET /api/loop-rules': {},
  'POST /api/loop-rules': { status: 201, call: (world) => ({ body: rule(world) }) },
  'POST /api/loop-rules/preview': { call: () => ({ body: { condition: { kind: 'score', metric: 'nps', atMost: 6 } } }) },
  'PATCH /api/loop-rules/:id': { call: async (world) => ({ params: { id: await newRule(world) }, body: { isOn: false } }) },
  'DELETE /api/loop-rules/:id': { status: 204, call: async (world) => ({ params: { id: await newRule(world) } }) },
  'GET /api/loop-catches': { foreign: 'lists own records only' },
  'POST /api/cases/:id/told': { status: 204, ...both(async (world, department) => ({ params: { id: await newCaught(world, department) }, body: { how: 'phone' } })) },
  'GET /api/loop-figures': { foreign: 'adds up own records only' },
};
