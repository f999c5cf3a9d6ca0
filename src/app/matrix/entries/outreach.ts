import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { Entries } from '../entry.ts';
import type { World } from '../world.ts';

const body = { title: 'Update', filter: { device: { model: 'Nobody owns it' } }, channels: ['mail'], texts: [{ language: 'de', subjectLine: 'Update', text: 'Guten Tag' }] };
const newOutreach = async (world: World) => ({ params: { id: (await world.api('POST', '/api/outreaches', body)).id } });
const started = async (world: World) => {
  const { params } = await newOutreach(world);
  await world.api('POST', `/api/outreaches/${params.id}/start`);
  return { params };
};
const settings = { quietFrom: '21:00', quietTo: '08:00', allowsOpenPixel: false, caps: [] };

/** One message, put there as a slice would. */
async function newMessage(world: World) {
  const id = newId();
  await sql`insert into message_bodies (id, subject_line, text, is_template, created_at) values (${id}, 'Hallo', 'Guten Tag', false, now())`.execute(world.context.db);
  await sql`insert into messages (id, send_key, purpose, kind, channel, address, body_id, queued_at, claimed_at, unclear_at, unclear_reason)
    values (${id}, ${`matrix:${id}`}, 'service', 'reply', 'mail', 'somebody@matrix.example', ${id}, now(), now(), now(), 'no answer')`.execute(world.context.db);
  return { params: { id } };
}

export const outreachEntries: Entries = {
  'GET /api/outreaches': {},
  'POST /api/outreaches': { status: 201, call: () => ({ body }) },
  'GET /api/outreaches/:id': { call: newOutreach },
  'PATCH /api/outreaches/:id': { call: async (world) => ({ ...(await newOutreach(world)), body: { title: 'Neu', version: 1 } }) },
  'DELETE /api/outreaches/:id': { status: 204, call: newOutreach },
  'GET /api/outreaches/:id/figures': { call: newOutreach },
  'GET /api/outreaches/:id/people': { call: newOutreach },
  'POST /api/outreaches/:id/start': { call: newOutreach },
  'POST /api/outreaches/:id/pause': { call: started },
  'POST /api/outreaches/:id/resume': { call: started },
  'POST /api/outreaches/:id/stop': { call: started },
  'GET /api/messages/:id': { call: newMessage },
  'POST /api/messages/:id/resend': { call: newMessage },
  'GET /api/message-settings': {},
  'PUT /api/message-settings': { call: () => ({ body: settings }) },
  'GET /o/:id/:mark': { open: 'a picture in a mail; it answers the same whatever is asked', call: () => ({ params: { id: '00000000-0000-7000-8000-000000000000', mark: 'x.gif' } }) },
};
