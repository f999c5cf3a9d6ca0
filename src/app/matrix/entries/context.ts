import { sql } from 'kysely';
import { openCase } from '../../../acting/cases/open-case.actions.ts';
import { keepFactsNow } from '../../../acting/context/keep-facts.actions.ts';
import { keyedId, secretHash } from '../../../kernel/ids.ts';
import type { Call, Entries } from '../entry.ts';
import { foreign, own, planted, type World } from '../world.ts';

const noLimitedRole = 'no limited role has this permission';
const source = (world: World) => ({ code: `net_${world.next()}`, nameDe: 'Netz', nameEn: 'Network', urlTemplate: 'https://net.example/cells/{cell}', fields: [{ path: 'quality', labelDe: 'Q', labelEn: 'Q' }], isPaused: true });
const newLookup = async (world: World): Promise<string> => (await world.api('POST', '/api/lookups', source(world))).id;

const book = (world: World, department: string) => ({ titleDe: `Leitfaden ${department} ${world.next()}`, titleEn: 'Playbook', department, content: { steps: [{ id: 'a', titleDe: 'Fragen', titleEn: 'Ask' }] } });
const newBook = async (world: World, department: string, isPublished: boolean): Promise<{ id: string; versionId: string }> => {
  const { id } = await world.api('POST', '/api/playbooks', book(world, department));
  return isPublished ? world.api('POST', `/api/playbooks/${id}/publication`) : { id, versionId: id };
};
const bookCall = (department: string, isPublished: boolean, body?: (world: World) => object) => async (world: World): Promise<Call> => ({ params: { id: (await newBook(world, department, isPublished)).id }, ...(body ? { body: body(world) } : {}) });
const bookEntry = (isPublished: boolean, body?: (world: World, department: string) => object) => ({
  call: bookCall(own.department, isPublished, body && ((world) => body(world, own.department))),
  foreign: bookCall(foreign.department, isPublished, body && ((world) => body(world, foreign.department))),
});

const newCase = async (world: World): Promise<string> => (await openCase(world.context, { subject: world.customerId, channel: 'call_center', subjectLine: 'Frage', text: 'Frage', department: own.department, source: { kind: 'phone' } })).caseId;
const foreignCase = async (world: World): Promise<Call> => ({ params: { id: (await openCase(world.context, { subject: world.customerId, channel: 'call_center', subjectLine: 'Frage', text: 'Frage', department: foreign.department, source: { kind: 'phone' } })).caseId } });
const caseCall = async (world: World): Promise<Call> => ({ params: { id: await newCase(world) } });
const ofCase = { call: caseCall, foreign: foreignCase };

/** An open page of the customer: its key, and the ticket of the next change. */
async function openMyPage(world: World, code?: string): Promise<{ headers: Record<string, string>; ticket: string; token: string }> {
  const number = world.next();
  const [token, key, ticket] = ['token', 'key', 'ticket'].map((what) => `${what}-of-the-matrix-${number}`) as [string, string, string];
  const id = `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
  await sql`insert into my_links (id, subject, token_hash, channel, address, made_by, made_at, expires_at, key_hash, key_expires_at, ticket_hash, code_hash, code_sent_at)
    values (${id}, ${world.otherCustomerId}, ${secretHash(token)}, 'mail', 'x@y.example', 'customer', now(), now() + interval '1 hour', ${secretHash(key)}, now() + interval '1 hour', ${secretHash(ticket)},
      ${code === undefined ? null : keyedId(world.context.identitySecret, 'my-page code', id, code)}, now())`.execute(world.context.db);
  return { headers: { 'x-momente-my': key }, ticket, token };
}
const withKey = (body?: (ticket: string) => object, code?: string) => async (world: World): Promise<Call> => {
  const { headers, ticket } = await openMyPage(world, code);
  return { headers, ...(body ? { body: body(ticket) } : {}) };
};
const customersKey = 'customers have no account; whoever holds the key of the page, which the link brought';

async function newCorrection(world: World): Promise<string> {
  const id = `00000000-0000-7000-8000-${String(world.next()).padStart(12, '1')}`;
  await sql`insert into my_corrections (id, subject, what, before, after, proposed_at) values (${id}, ${world.customerId}, 'other', null, ${JSON.stringify(`Neue Anschrift ${planted.street}`)}::jsonb, now())`.execute(world.context.db);
  return id;
}

export const contextEntries: Entries = {
  'GET /api/lookups': {},
  'POST /api/lookups': { status: 201, call: (world) => ({ body: source(world) }) },
  'PUT /api/lookups/:id': { call: async (world) => ({ params: { id: await newLookup(world) }, body: source(world) }) },
  'DELETE /api/lookups/:id': { status: 204, call: async (world) => ({ params: { id: await newLookup(world) } }) },
  'POST /api/lookups/test': { call: (world) => ({ body: { lookup: source(world), values: {} } }) },
  'GET /api/playbooks': { foreign: 'lists own records and what holds for all only' },
  'POST /api/playbooks': { status: 201, call: (world) => ({ body: book(world, own.department) }), foreign: (world) => ({ body: book(world, foreign.department) }) },
  'GET /api/playbooks/:id': bookEntry(true),
  'GET /api/playbooks/:id/versions/:versionId': {
    call: async (world) => ({ params: await newBook(world, own.department, true) }),
    foreign: async (world) => ({ params: await newBook(world, foreign.department, true) }),
  },
  'PUT /api/playbooks/:id': bookEntry(true, book),
  'POST /api/playbooks/:id/publication': bookEntry(false),
  'DELETE /api/playbooks/:id/draft': { status: 204, ...bookEntry(false) },
  'PUT /api/playbooks/:id/archived': bookEntry(true, () => ({ isArchived: true })),
  'POST /api/playbooks/:id/acknowledgement': {
    call: async (world) => { const { id, versionId } = await newBook(world, own.department, true); return { params: { id }, body: { versionId } }; },
    foreign: async (world) => { const { id, versionId } = await newBook(world, foreign.department, true); return { params: { id }, body: { versionId } }; },
  },
  'GET /api/playbooks/:id/acknowledgements': bookEntry(true),
  'GET /api/cases/:id/context': ofCase,
  'GET /api/cases/:id/context/lookups': ofCase,
  'GET /api/customers/:id/context': { call: (world) => ({ params: { id: world.customerId } }), foreign: 'customers belong to the company as a whole' },
  'GET /api/customers/:id/context/lookups': { call: (world) => ({ params: { id: world.customerId } }), foreign: 'customers belong to the company as a whole' },
  'GET /api/cases/:id/facts': ofCase,
  'GET /api/cases/:id/facts/:factsId': {
    call: async (world) => {
      const id = await newCase(world);
      return { params: { id, factsId: await keepFactsNow(world.context, { kind: 'key', id: 'matrix', label: 'matrix', departments: null, can: () => true }, id, 'kept_by_hand') } };
    },
    foreign: foreignCase,
  },
  'POST /api/cases/:id/facts': { status: 201, ...ofCase },
  'PUT /api/cases/:id/playbook-ticks': {
    status: 204,
    call: async (world) => { const { versionId } = await newBook(world, own.department, true); return { params: { id: await newCase(world) }, body: { versionId, stepId: 'a', isTicked: true } }; },
    foreign: async (world) => ({ ...(await foreignCase(world)), body: { versionId: '00000000-0000-7000-8000-000000000000', stepId: 'a', isTicked: true } }),
  },
  'POST /api/my/links': { open: 'customers have no account; answered alike, known or not', status: 202, call: () => ({ body: { address: planted.email, language: 'de' } }) },
  'POST /api/my/open': {
    open: 'the link is the key',
    call: async (world) => ({ body: { token: (await openMyPage(world)).token } }),
  },
  'GET /api/my': { open: customersKey, call: withKey() },
  'PUT /api/my/preferences': { open: customersKey, call: withKey((ticket) => ({ ticket, preferences: { channels: ['mail'], quietFrom: null, quietTo: null, bestTimes: [], language: 'de' } })) },
  'POST /api/my/consents': { open: customersKey, call: withKey((ticket) => ({ ticket, purpose: 'service', channel: 'mail', action: 'withdraw', language: 'de' })) },
  'POST /api/my/corrections': { open: customersKey, status: 202, call: withKey((ticket) => ({ ticket, what: 'name', after: 'Otto B.' })) },
  'POST /api/my/code': { open: customersKey, status: 202, call: withKey() },
  'POST /api/my/download': { open: customersKey, call: withKey(() => ({ code: '123456', format: 'json', language: 'de' }), '123456') },
  'POST /api/my/erasure': { open: customersKey, status: 202, call: withKey(() => ({ code: '123456' }), '123456') },
  'POST /api/my/end': { open: customersKey, status: 204, call: withKey() },
  // No channel is set up in this world, which the agent is told.
  'POST /api/customers/:id/my-link': { foreign: 'customers belong to the company as a whole', status: 422, call: (world) => ({ params: { id: world.customerId }, body: {} }) },
  'GET /api/corrections': { foreign: noLimitedRole, call: async (world) => { await newCorrection(world); return {}; } },
  'POST /api/corrections/:id/decision': { foreign: noLimitedRole, call: async (world) => ({ params: { id: await newCorrection(world) }, body: { decision: 'declined', reason: 'nein' } }) },
};
