import type { Entries } from '../entry.ts';
import type { World } from '../world.ts';

const body = (world: World) => ({ name: `Rolle ${world.next()}`, permissions: [{ action: 'read', subject: 'metric' }] });

export const rolesEntries: Entries = {
  'GET /api/roles': { open: 'names of roles and what they allow; every page names the role of who is signed in' },
  'POST /api/roles': { status: 201, call: (world) => ({ body: body(world) }) },
  'PUT /api/roles/:code': { call: async (world) => ({ params: { code: (await world.api('POST', '/api/roles', body(world))).code }, body: body(world) }) },
  'DELETE /api/roles/:code': { status: 204, call: async (world) => ({ params: { code: (await world.api('POST', '/api/roles', body(world))).code } }) },
};
