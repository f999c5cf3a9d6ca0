import { sql } from 'kysely';
import { profileSchema } from '../../../listening/imports/imports.contract.ts';
import type { Entries } from '../entry.ts';
import type { World } from '../world.ts';

const profile = profileSchema.parse({ target: 'customers', format: { kind: 'csv' }, columns: [{ position: 0, heading: 'number', use: { as: 'field', field: 'customerNumber' } }] });
const csv = (world: World) => `number\nm${world.next()}`;

/** A file that was uploaded just now. */
async function uploaded(world: World): Promise<{ id: string }> {
  const { status, text } = await world.send('POST', '/api/imports', { query: { name: 'matrix.csv' }, body: csv(world), headers: { 'content-type': 'text/csv' } }, { authorization: 'Bearer mom_matrix_0123456789abcdef0123456789' });
  if (status !== 201) throw new Error(`an upload answered ${status}: ${text}`);
  return JSON.parse(text);
}

/** One that ended in the given way, without waiting for the queue. */
async function inState(world: World, state: 'done' | 'cancelled' | 'running'): Promise<{ id: string }> {
  const { id } = await uploaded(world);
  await sql`update imports set state = ${state}, started_at = now(), profile = ${JSON.stringify(profile)}::jsonb, target = 'customers' where id = ${id}`.execute(world.context.db);
  return { id };
}

const newPickup = (world: World) => world.api('POST', '/api/import-pickups', pickup(`p${world.next()}`));
const pickup = (name: string) => ({ name, place: { kind: 'sftp', host: 'files.example.com', userName: 'momente', path: '/export', hostKey: '' }, password: 'secret', pattern: '*.csv', cron: '0 3 1 1 *', profileName: 'matrix' });
const savedProfile = (world: World) => world.api('PUT', '/api/import-profiles/matrix', { profile });

export const importsEntries: Entries = {
  'POST /api/imports': { status: 201, call: (world) => ({ query: { name: 'matrix.csv' }, body: csv(world), headers: { 'content-type': 'text/csv' } }) },
  'GET /api/imports': {},
  'GET /api/imports/:id': { call: async (world) => ({ params: await uploaded(world) }) },
  'GET /api/imports/:id/inspection': { call: async (world) => ({ params: await uploaded(world) }) },
  'PUT /api/imports/:id/profile': { call: async (world) => ({ params: await uploaded(world), body: { profile } }) },
  'POST /api/imports/:id/preview': { call: async (world) => ({ params: await uploaded(world), body: { profile } }) },
  'POST /api/imports/:id/dry-run': { status: 202, call: async (world) => ({ params: await uploaded(world), body: { profile } }) },
  'POST /api/imports/:id/start': { status: 202, call: async (world) => ({ params: await uploaded(world), body: { profile } }) },
  'POST /api/imports/:id/cancel': { call: async (world) => ({ params: await inState(world, 'running') }) },
  'POST /api/imports/:id/resume': { status: 202, call: async (world) => ({ params: await inState(world, 'cancelled') }) },
  'GET /api/imports/:id/undo-preview': { call: async (world) => ({ params: await inState(world, 'done') }) },
  'POST /api/imports/:id/undo': { status: 202, call: async (world) => ({ params: await inState(world, 'done') }) },
  'GET /api/imports/:id/refused': { call: async (world) => ({ params: await uploaded(world) }) },
  'GET /api/imports/:id/refused.csv': { call: async (world) => ({ params: await inState(world, 'done') }) },
  'DELETE /api/imports/:id': { status: 204, call: async (world) => ({ params: await uploaded(world) }) },
  'DELETE /api/imports/:id/file': { status: 204, call: async (world) => ({ params: await uploaded(world) }) },
  'GET /api/import-profiles': {},
  'GET /api/import-profiles/:name': { call: async (world) => ({ params: { name: (await savedProfile(world)).name } }) },
  'PUT /api/import-profiles/:name': { call: (world) => ({ params: { name: `matrix ${world.next()}` }, body: { profile } }) },
  'DELETE /api/import-profiles/:name': {
    status: 204,
    call: async (world) => {
      const name = `gone ${world.next()}`;
      await world.api('PUT', `/api/import-profiles/${encodeURIComponent(name)}`, { profile });
      return { params: { name } };
    },
  },
  'GET /api/import-pickups': {},
  'GET /api/import-pickups/:id': { call: async (world) => (await savedProfile(world), { params: { id: (await newPickup(world)).id } }) },
  'POST /api/import-pickups': { status: 201, call: async (world) => (await savedProfile(world), { body: pickup(`p${world.next()}`) }) },
  'PATCH /api/import-pickups/:id': { call: async (world) => (await savedProfile(world), { params: { id: (await newPickup(world)).id }, body: { paused: true } }) },
  'POST /api/import-pickups/:id/run': {
    call: async (world) => {
      await savedProfile(world);
      const { id } = await newPickup(world);
      // A server that is not there: what goes wrong stands in the list of runs.
      await sql`update import_pickups set place = jsonb_build_object('kind', 'folder', 'path', 'nowhere') where id = ${id}`.execute(world.context.db);
      return { params: { id } };
    },
  },
  'DELETE /api/import-pickups/:id': { status: 204, call: async (world) => (await savedProfile(world), { params: { id: (await newPickup(world)).id } }) },
};
