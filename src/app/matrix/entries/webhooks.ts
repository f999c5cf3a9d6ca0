import { createHmac } from 'node:crypto';
import type { Entries } from '../entry.ts';
import type { World } from '../world.ts';

// Nobody listens there.
const body = { url: 'http://127.0.0.1:9/hook', eventKinds: ['customer.created'] };
const newWebhook = async (world: World) => ({ params: { id: (await world.api('POST', '/api/webhooks', body)).id } });

/** Sends the test and waits for nothing: its delivery is there at once. */
async function newDelivery(world: World) {
  const { params } = await newWebhook(world);
  await world.api('POST', `/api/webhooks/${params.id}/test`);
  const { items } = await world.api('GET', `/api/webhooks/${params.id}/deliveries`);
  return { params: { ...params, deliveryId: items[0].id } };
}

const inlet = { name: 'Shop', signedAs: 'github', secret: 'a shared secret', defaultChannel: 'shop', mapping: { event: { name: 'bought' }, identifiers: [{ kind: 'email', path: 'email' }] } };
const newInlet = async (world: World) => ({ params: { id: (await world.api('POST', '/api/inlets', inlet)).id } });

/** As the sender would sign it. */
async function signedMessage(world: World) {
  const sent = JSON.stringify({ email: `somebody-${world.next()}@example.de` });
  return { ...(await newInlet(world)), body: sent, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${createHmac('sha256', inlet.secret).update(sent).digest('hex')}` } };
}

export const webhooksEntries: Entries = {
  'GET /api/webhooks': {},
  'POST /api/webhooks': { status: 201, call: () => ({ body }) },
  'GET /api/webhooks/:id': { call: newWebhook },
  'PATCH /api/webhooks/:id': { call: async (world) => ({ ...(await newWebhook(world)), body: { description: 'To the till' } }) },
  'DELETE /api/webhooks/:id': { status: 204, call: newWebhook },
  'POST /api/webhooks/:id/secret': { status: 201, call: async (world) => ({ ...(await newWebhook(world)), body: {} }) },
  'POST /api/webhooks/:id/test': { status: 202, call: newWebhook },
  'GET /api/webhooks/:id/deliveries': { call: newWebhook },
  'POST /api/webhooks/:id/replay': { status: 202, call: newWebhook },
  'POST /api/webhooks/:id/deliveries/:deliveryId/replay': { status: 202, call: newDelivery },
  'GET /api/inlets': {},
  'POST /api/inlets': { status: 201, call: () => ({ body: inlet }) },
  'POST /api/inlets/preview': { call: () => ({ body: { mapping: inlet.mapping, body: '{}' } }) },
  'GET /api/inlets/:id': { call: newInlet },
  'PATCH /api/inlets/:id': { call: async (world) => ({ ...(await newInlet(world)), body: { name: 'Till' } }) },
  'DELETE /api/inlets/:id': { status: 204, call: newInlet },
  'GET /api/inlets/:id/refusals': { call: newInlet },
  'POST /v1/inlets/:id': { open: 'the signature says who sends', call: signedMessage },
};
