import type { Entries } from '../entry.ts';
import type { World } from '../world.ts';

const text = (world: World) => ({ name: `Text ${world.next()}`, texts: [{ language: 'de', source: 'Guten Tag {{ customer.name }}' }] });
const macro = (world: World) => ({ name: `Macro ${world.next()}`, steps: [{ do: 'set_status', status: 'solved' }] });
const newText = async (world: World) => ({ params: { id: (await world.api('POST', '/api/templates', text(world))).id } });
const newMacro = async (world: World) => ({ params: { id: (await world.api('POST', '/api/macros', macro(world))).id } });

export const templatesEntries: Entries = {
  'GET /api/templates': {},
  'POST /api/templates': { status: 201, call: (world) => ({ body: text(world) }) },
  'POST /api/templates/preview': { call: () => ({ body: { source: '{{ customer.name }}' } }) },
  'GET /api/templates/:id': { call: newText },
  'PUT /api/templates/:id': { call: async (world) => ({ ...(await newText(world)), body: text(world) }) },
  'DELETE /api/templates/:id': { status: 204, call: newText },
  'POST /api/templates/:id/render': { call: async (world) => ({ ...(await newText(world)), body: {} }) },
  'GET /api/macros': {},
  'POST /api/macros': { status: 201, call: (world) => ({ body: macro(world) }) },
  'GET /api/macros/:id': { call: newMacro },
  'PUT /api/macros/:id': { call: async (world) => ({ ...(await newMacro(world)), body: macro(world) }) },
  'DELETE /api/macros/:id': { status: 204, call: newMacro },
};
