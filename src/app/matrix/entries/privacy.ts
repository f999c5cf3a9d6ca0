import { requestErasure, runErasure } from '../../../governance/privacy/erasure.actions.ts';
import { savePrivacySettings, readPrivacySettings } from '../../../governance/privacy/privacy-settings.actions.ts';
import { privacyParts } from '../../slices.ts';
import type { Entries } from '../entry.ts';
import type { World } from '../world.ts';

async function newCustomer(world: World): Promise<string> {
  return (await world.api('POST', '/api/customers', { identifiers: [{ kind: 'userId', value: `erased-${world.next()}` }] })).id;
}

/** Asked for by somebody who is none of the tried roles, and waiting for a second person. */
async function newRequest(world: World, fourEyes: boolean): Promise<string> {
  await savePrivacySettings(world.context, { ...(await readPrivacySettings(world.context.db)), fourEyes, scrub: 'nightly' });
  return requestErasure(world.context, privacyParts, { customerId: await newCustomer(world), identifiers: null, reason: 'customer_request', note: '' }, { id: 'somebody', label: 'somebody@matrix.example' });
}

async function newProof(world: World): Promise<{ id: string; proof: object }> {
  const id = await newRequest(world, false);
  await runErasure(world.context, privacyParts, id);
  return { id, proof: await world.api('GET', `/api/privacy/erasures/${id}/proof`) };
}

const kind = 'listening.survey_links';
const rule = { action: 'delete', afterDays: 3650 };

export const privacyEntries: Entries = {
  'GET /api/customers/:id/personal-data': { call: (world) => ({ params: { id: world.customerId }, query: { format: 'html', language: 'de' } }) },
  'POST /api/customers/:id/erasure-preview': { call: (world) => ({ params: { id: world.customerId }, body: { identifiers: null } }) },
  'GET /api/privacy/erasures': { call: () => ({ query: { identifier: 'userId:nobody' } }) },
  'POST /api/privacy/erasures': { status: 201, call: async (world) => ({ body: { customerId: await newCustomer(world), reason: 'customer_request' } }) },
  'GET /api/privacy/erasures/:id': { call: async (world) => ({ params: { id: await newRequest(world, true) } }) },
  'POST /api/privacy/erasures/:id/confirmation': { call: async (world) => ({ params: { id: await newRequest(world, true) } }) },
  'POST /api/privacy/erasures/:id/rejection': { call: async (world) => ({ params: { id: await newRequest(world, true) } }) },
  'GET /api/privacy/erasures/:id/proof': { call: async (world) => ({ params: { id: (await newProof(world)).id } }) },
  'POST /api/privacy/proof-check': { call: async (world) => ({ body: (await newProof(world)).proof }) },
  'GET /api/privacy/retention': {},
  'PUT /api/privacy/retention/:kind': { call: () => ({ params: { kind }, body: rule }) },
  'DELETE /api/privacy/retention/:kind': { call: () => ({ params: { kind } }) },
  'POST /api/privacy/retention/:kind/dry-run': { call: () => ({ params: { kind }, body: rule }) },
  'GET /api/privacy/processing-record': {},
  'GET /api/privacy/processing-record.html': { call: () => ({ query: { language: 'en' } }) },
  'GET /api/privacy/settings': {},
  'PUT /api/privacy/settings': { call: () => ({ body: { fourEyes: false } }) },
  'GET /api/privacy/restrictions': {},
  'GET /api/customers/:id/restriction': { call: (world) => ({ params: { id: world.customerId } }) },
  'PUT /api/customers/:id/restriction': { call: async (world) => ({ params: { id: await newCustomer(world) }, body: { ground: 'objection' } }) },
  'DELETE /api/customers/:id/restriction': { call: async (world) => ({ params: { id: await newCustomer(world) }, query: { reason: 'settled' } }) },
};
