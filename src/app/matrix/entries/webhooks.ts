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
};
