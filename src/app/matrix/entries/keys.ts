import type { Entries } from '../entry.ts';

export const keysEntries: Entries = {
  'GET /api/api-keys': {},
  'POST /api/api-keys': { status: 201, call: () => ({ body: { name: 'Reports', role: 'analyst' } }) },
  'DELETE /api/api-keys/:id': { status: 204, call: async (world) => ({ params: { id: (await world.api('POST', '/api/api-keys', { name: 'Reports', role: 'analyst' })).id } }) },
  'PATCH /api/api-keys/:id': { call: async (world) => ({ params: { id: (await world.api('POST', '/api/api-keys', { name: 'Reports', role: 'analyst' })).id }, body: { name: 'Reports in R' } }) },
  'POST /api/api-keys/:id/rotation': { status: 201, call: async (world) => ({ params: { id: (await world.api('POST', '/api/api-keys', { name: 'Reports', role: 'analyst' })).id }, body: { overlapHours: 1 } }) },
  'GET /api/sources': {},
  'POST /api/sources': { status: 201, call: () => ({ body: { name: 'Shop', defaultChannel: 'shop' } }) },
  'DELETE /api/sources/:id': { status: 204, call: async (world) => ({ params: { id: (await world.api('POST', '/api/sources', { name: 'Shop', defaultChannel: 'shop' })).id } }) },
};
