import type { Call, Entries, Entry } from '../entry.ts';
import { planted, type World } from '../world.ts';

/** Customers belong to the company, not to a department: see the decision about roles. */
const theCustomer = (world: World): Call => ({ params: { id: world.customerId } });

const bodies = {
  contracts: (n: number) => ({ number: `V-new-${n}`, product: 'Flat L', startsOn: '2026-01-01' }),
  devices: () => ({ model: 'Nova 6', ownedFrom: '2026-01-01' }),
  addresses: () => ({ street: 'Am Markt 1', postcode: '10115', city: 'Berlin' }),
} as const;

const newRecord = async (world: World, kind: keyof typeof bodies) => {
  const { id } = await world.api('POST', `/api/customers/${world.otherCustomerId}/${kind}`, bodies[kind](world.next()));
  return { id: world.otherCustomerId, recordId: String(id) };
};

const recordEntries = (Object.keys(bodies) as (keyof typeof bodies)[]).flatMap((kind): [string, Entry][] => [
  [`POST /api/customers/:id/${kind}`, { status: 201, call: (world) => ({ params: { id: world.otherCustomerId }, body: bodies[kind](world.next()) }) }],
  [`PATCH /api/customers/:id/${kind}/:recordId`, { status: 204, call: async (world) => ({ params: await newRecord(world, kind), body: bodies[kind](world.next()) }) }],
  [`DELETE /api/customers/:id/${kind}/:recordId`, { status: 204, call: async (world) => ({ params: await newRecord(world, kind) }) }],
]);

async function newCustomer(world: World): Promise<string> {
  return (await world.api('POST', '/api/customers', { identifiers: [{ kind: 'userId', value: `c-${world.next()}` }], traits: { name: 'Neu' } })).id;
}

async function newMerge(world: World): Promise<string> {
  const [id, withId] = [await newCustomer(world), await newCustomer(world)];
  const { id: merged } = await world.api('POST', `/api/customers/${id}/merge`, { with: withId, reason: 'the same person' });
  const { items } = await world.api('GET', `/api/customers/${merged}/links`);
  return (items as { id: string; rule: string }[]).find(({ rule }) => rule === 'manual')?.id ?? '';
}

export const customersEntries: Entries = {
  'GET /api/customers': { call: () => ({ query: { search: planted.lastName } }), alsoLookAt: (world) => [{}, { query: { search: world.customerId } }, { query: { search: planted.email } }, { query: { identifier: `email:${planted.email}` } }, { query: { limit: '1' } }] },
  'GET /api/customers/:id': { call: theCustomer },
  'GET /api/customers/:id/timeline': { call: theCustomer },
  'GET /api/customers/:id/links': { call: theCustomer },
  'POST /api/customers': { status: 201, call: (world) => ({ body: { identifiers: [{ kind: 'userId', value: `c-${world.next()}` }], traits: { name: 'Neu' } } }) },
  'POST /api/customers/batch': { call: (world) => ({ body: { items: [{ identifiers: [{ kind: 'userId', value: `c-${world.next()}` }] }] } }) },
  'PATCH /api/customers/:id': { call: (world) => ({ ...theCustomer(world), body: { traits: { plan: 'Flat L' } } }) },
  ...Object.fromEntries(recordEntries),
  'GET /api/customers/:id/merge-preview': { call: (world) => ({ ...theCustomer(world), query: { with: world.otherCustomerId } }) },
  'POST /api/customers/:id/merge': { call: async (world) => ({ params: { id: await newCustomer(world) }, body: { with: await newCustomer(world), reason: 'the same person' } }) },
  'GET /api/links/:id/unmerge-preview': { call: async (world) => ({ params: { id: await newMerge(world) } }) },
  'DELETE /api/links/:id': { call: async (world) => ({ params: { id: await newMerge(world) }, query: { reason: 'not the same person' } }) },
  'GET /api/custom-fields': {},
  'PUT /api/custom-fields/:key': { call: () => ({ params: { key: 'shoeSize' }, body: { labelDe: 'Schuhgröße', labelEn: 'Shoe size', type: 'number', choices: null } }) },
  'DELETE /api/custom-fields/:key': { call: () => ({ params: { key: 'shoeSize' } }) },
  'GET /api/identifier-kinds': {},
  'PUT /api/identifier-kinds': { call: async (world) => ({ body: await world.api('GET', '/api/identifier-kinds') }) },
};
