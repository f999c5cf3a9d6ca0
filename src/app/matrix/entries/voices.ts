import { CompiledQuery } from 'kysely';
import type { Entries } from '../entry.ts';
import { FOREIGN_MARK, foreign, own, planted, type World } from '../world.ts';

const csv = 'Datum;Sterne;Kommentar;Autor\n2026-03-01;2;Kein Netz;Mechthild Quastenberg\n';
const newSource = async (world: World, change: object = {}): Promise<string> => (await world.api('POST', '/api/voice-sources', { name: `Quelle ${world.next()}`, kind: 'file', ...change })).id;
const webhook = { kind: 'webhook', signedAs: 'github', secret: 'ein-geheimnis-der-plattform', mapping: { fields: { id: 'id', text: 'text' } } };
/** A voice at a touchpoint of a department, by somebody who must not be seen. */
const newVoice = async (world: World, touchpoint: string): Promise<string> => {
  const sourceId = await newSource(world, { touchpoint });
  const words = touchpoint === foreign.touchpoint ? FOREIGN_MARK : `Bitte melden: ${planted.email}, Herr Quastenberg`;
  const { rows } = await world.context.db.executeQuery<{ id: string }>(CompiledQuery.raw(`
    insert into voices (id, source_id, voice_key, kind, at, first_at, received_at, title, text, language, stars, stars_worst, stars_best, score, author, touchpoint, place, product)
    values (gen_random_uuid(), $1, gen_random_uuid(), 'review', now(), now(), now(), '', $2, 'de', 2, 1, 5, 2.5, $3, $4, '', '') returning id`, [sourceId, words, planted.name, touchpoint]));
  const id = rows[0]?.id ?? '';
  await world.context.db.executeQuery(CompiledQuery.raw(`insert into voice_versions (voice_id, version, at, seen_at, title, text) values ($1, 1, now(), now(), '', $2)`, [id, words]));
  return id;
};
const newReply = async (world: World, touchpoint: string): Promise<string> => {
  const { rows } = await world.context.db.executeQuery<{ id: string }>(CompiledQuery.raw(`
    insert into voice_replies (id, voice_id, text, via, written_at, written_by, failed_at, failure) values (gen_random_uuid(), $1, 'Danke', 'connector', now(), 'somebody', now(), '503') returning id`, [await newVoice(world, touchpoint)]));
  return rows[0]?.id ?? '';
};
const newFile = async (world: World): Promise<string> => {
  const { text } = await world.send('POST', '/api/voice-sources/:id/files', { params: { id: await newSource(world) }, query: { name: 'x.csv' }, body: csv, headers: { 'content-type': 'text/csv' } }, { cookie: await world.cookieOf('administrator') });
  return JSON.parse(text).id;
};
const doneFile = async (world: World): Promise<string> => {
  const id = await newFile(world);
  await world.context.db.executeQuery(CompiledQuery.raw(`update voice_files set state = 'done' where id = $1`, [id]));
  return id;
};
const mapping = { fields: { at: 'Datum', stars: 'Sterne', text: 'Kommentar', author: 'Autor' } };
const both = (prepare: (world: World, touchpoint: string) => Promise<object>) => ({ call: async (world: World) => prepare(world, own.touchpoint), foreign: async (world: World) => prepare(world, foreign.touchpoint) });
const company = 'sources belong to the company; only their names are shown to who reads voices';
const onlyManagers = 'only roles without a limit manage sources';
const note = (world: World, touchpoint: string) => ({ id: `00000000-0000-4000-8000-${String(world.next()).padStart(12, '0')}`, touchpoint, topic: 'waiting', mood: -1 });

export const voicesEntries: Entries = {
  'GET /api/voices': { call: async (world) => (await newVoice(world, own.touchpoint), await newVoice(world, foreign.touchpoint), {}), foreign: 'lists own records only', alsoLookAt: () => [{ query: { search: 'Quastenberg' } }, { query: { search: FOREIGN_MARK } }, { query: { touchpoint: foreign.touchpoint } }] },
  'GET /api/voice-counts': { foreign: 'adds up own records only' },
  'GET /api/voices/:id': both(async (world, touchpoint) => ({ params: { id: await newVoice(world, touchpoint) } })),
  'PATCH /api/voices/:id': both(async (world, touchpoint) => ({ params: { id: await newVoice(world, touchpoint) }, body: { touchpoint: own.touchpoint } })),
  'DELETE /api/voices/:id': { status: 204, ...both(async (world, touchpoint) => ({ params: { id: await newVoice(world, touchpoint) } })) },
  'GET /api/voices/:id/desk': both(async (world, touchpoint) => ({ params: { id: await newVoice(world, touchpoint) } })),
  'POST /api/voices/:id/case': both(async (world, touchpoint) => ({ params: { id: await newVoice(world, touchpoint) } })),
  'POST /api/voices/:id/replies': { status: 201, ...both(async (world, touchpoint) => ({ params: { id: await newVoice(world, touchpoint) }, body: { text: 'Danke', via: 'hand' } })) },
  'POST /api/voice-replies/:id/posted': both(async (world, touchpoint) => ({ params: { id: await newReply(world, touchpoint) } })),
  'POST /api/voice-replies/:id/retry': both(async (world, touchpoint) => ({ params: { id: await newReply(world, touchpoint) } })),
  'GET /api/cases/:id/voices': { call: async (world) => ({ params: { id: (await world.api('POST', `/api/voices/${await newVoice(world, own.touchpoint)}/case`)).id } }), foreign: async (world) => ({ params: { id: (await world.api('POST', `/api/voices/${await newVoice(world, foreign.touchpoint)}/case`)).id } }) },
  'POST /v1/voices/:id': { open: 'programs prove themselves by their signature', status: 401, call: async (world) => ({ params: { id: await newSource(world, webhook) }, body: { id: '1' } }) },
  'GET /api/voice-sources': { foreign: company },
  'POST /api/voice-sources': { status: 201, call: (world) => ({ body: { name: `Quelle ${world.next()}`, kind: 'file' } }), foreign: onlyManagers },
  'POST /api/voice-sources/preview': { call: () => ({ body: { kind: 'json', body: JSON.stringify([{ id: 1, text: 'Hallo', stars: 2, author: planted.name, email: planted.email }]) } }), foreign: onlyManagers },
  'GET /api/voice-sources/:id': { call: async (world) => ({ params: { id: await newSource(world) } }), foreign: onlyManagers },
  'PATCH /api/voice-sources/:id': { call: async (world) => ({ params: { id: await newSource(world) }, body: { isPaused: true } }), foreign: onlyManagers },
  'DELETE /api/voice-sources/:id': { status: 204, call: async (world) => ({ params: { id: await newSource(world) } }), foreign: onlyManagers },
  'POST /api/voice-sources/:id/poll': { call: async (world) => ({ params: { id: await newSource(world, { kind: 'feed', url: 'http://127.0.0.1:9/feed' }) } }), foreign: onlyManagers },
  'POST /api/voice-sources/:id/files': { status: 201, call: async (world) => ({ params: { id: await newSource(world) }, query: { name: 'x.csv' }, body: csv, headers: { 'content-type': 'text/csv' } }), foreign: onlyManagers },
  'GET /api/voice-sources/:id/files': { call: async (world) => ({ params: { id: await newSource(world) } }), foreign: onlyManagers },
  'GET /api/voice-files/:id': { call: async (world) => ({ params: { id: await newFile(world) } }), foreign: onlyManagers },
  'POST /api/voice-files/:id/preview': { call: async (world) => ({ params: { id: await newFile(world) }, body: { mapping } }), foreign: onlyManagers },
  'POST /api/voice-files/:id/start': { status: 202, call: async (world) => ({ params: { id: await newFile(world) }, body: { mapping } }), foreign: onlyManagers },
  'GET /api/voice-files/:id/undo-preview': { call: async (world) => ({ params: { id: await newFile(world) } }), foreign: onlyManagers },
  'POST /api/voice-files/:id/undo': { status: 202, call: async (world) => ({ params: { id: await doneFile(world) } }), foreign: onlyManagers },
  'GET /api/voice-presets': { foreign: 'names of columns' },
  'GET /api/counter-note-choices': { foreign: 'lists own records only' },
  'POST /api/counter-notes': { status: 201, call: (world) => ({ body: note(world, own.touchpoint) }), foreign: (world) => ({ body: note(world, foreign.touchpoint) }) },
  'PATCH /api/counter-notes/:id': { status: 404, call: () => ({ body: { sentence: 'Hallo' } }), foreign: 'only one\'s own notes' },
  'DELETE /api/counter-notes/:id': { status: 404, foreign: 'only one\'s own notes' },
  'GET /api/counter-note-blocks': { foreign: 'lists own records only' },
};
