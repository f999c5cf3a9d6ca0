import type { Call, Entries } from '../entry.ts';
import { foreign, own, responseId, type World } from '../world.ts';

const ownCode = (): Call => ({ params: { code: own.survey } });
const foreignCode = (): Call => ({ params: { code: foreign.survey } });
const quota = { name: 'Alle', target: 1_000_000 };

async function newLink(world: World, survey: string): Promise<Call> {
  await world.api('POST', `/api/surveys/${survey}/links`, { count: 1 });
  const { items } = await world.api('GET', `/api/surveys/${survey}/links?limit=1`);
  return { params: { code: survey, id: items[0].id } };
}

async function newQuota(world: World, survey: string): Promise<Call> {
  const { items } = await world.api('POST', `/api/surveys/${survey}/quotas`, quota);
  return { params: { code: survey, id: items.at(-1).id } };
}

const save = (answers: object) => ({ version: 1, language: 'de', answers, startedAt: '2026-10-04T10:00:00Z', seq: 1, isFinal: true });

/** One that a machine filled in, kept apart. */
async function suspicious(world: World, survey: string): Promise<Call> {
  const id = responseId(world.next());
  await world.send('PUT', `/api/public/surveys/${survey}/responses/${id}`, { body: { ...save({ nps: 9 }), website: 'https://spam.example' } }, {});
  return { params: { code: survey, id } };
}

/** A survey that asks for a file, with a finished response that has one. */
async function withFile(world: World, touchpoint: string): Promise<Call> {
  const [code, id] = [`files_${world.next()}`, responseId(world.next())];
  const line = (de: string) => ({ de });
  await world.api('POST', '/api/surveys', {
    code, touchpoint, nameDe: 'Dateien', nameEn: 'Files', publish: true,
    definition: {
      languages: ['de'], title: line('Dateien'), hidden: [], look: { showsProgress: true, allowsBack: true, isOneByOne: false }, endings: [{ id: 'end', title: line('Danke') }],
      pages: [{ id: 'main', questions: [{ kind: 'file', id: 'bill', title: line('Ihre Rechnung'), types: ['text'], maxFiles: 1, maxBytes: 10_000 }] }],
    },
  });
  const { text } = await world.send('POST', `/api/public/surveys/${code}/responses/${id}/files?question=bill`, { body: Buffer.from('Rechnung 4711'), headers: { 'content-type': 'text/plain' } }, {});
  const { fileId } = JSON.parse(text);
  await world.send('PUT', `/api/public/surveys/${code}/responses/${id}`, { body: save({ bill: [fileId] }) }, {});
  return { params: { code, id, fileId } };
}

export const responsesEntries: Entries = {
  'POST /api/surveys/:code/links': { status: 201, call: () => ({ ...ownCode(), body: { count: 2 } }), foreign: () => ({ ...foreignCode(), body: { count: 2 } }) },
  'GET /api/surveys/:code/links': { call: ownCode, foreign: foreignCode },
  'PATCH /api/surveys/:code/links/:id': { status: 204, call: async (world) => ({ ...(await newLink(world, own.survey)), body: { isEnded: true } }), foreign: async (world) => ({ ...(await newLink(world, foreign.survey)), body: { isEnded: true } }) },
  'DELETE /api/surveys/:code/links/:id': { status: 204, call: (world) => newLink(world, own.survey), foreign: (world) => newLink(world, foreign.survey) },
  'GET /api/surveys/:code/quotas': { call: ownCode, foreign: foreignCode },
  'POST /api/surveys/:code/quotas': { status: 201, call: () => ({ ...ownCode(), body: quota }), foreign: () => ({ ...foreignCode(), body: quota }) },
  'PATCH /api/surveys/:code/quotas/:id': { call: async (world) => ({ ...(await newQuota(world, own.survey)), body: { target: 2_000_000 } }), foreign: async (world) => ({ ...(await newQuota(world, foreign.survey)), body: { target: 2_000_000 } }) },
  'DELETE /api/surveys/:code/quotas/:id': { status: 204, call: (world) => newQuota(world, own.survey), foreign: (world) => newQuota(world, foreign.survey) },
  'GET /api/surveys/:code/responses': { call: ownCode, foreign: foreignCode },
  'POST /api/surveys/:code/responses/:id/release': { status: 204, call: (world) => suspicious(world, own.survey), foreign: (world) => suspicious(world, foreign.survey) },
  'POST /api/surveys/:code/responses/:id/leave-out': { status: 204, call: (world) => suspicious(world, own.survey), foreign: (world) => suspicious(world, foreign.survey) },
  'GET /api/surveys/:code/responses/:id/files': { call: (world) => withFile(world, own.touchpoint), foreign: (world) => withFile(world, foreign.touchpoint) },
  'GET /api/surveys/:code/responses/:id/files/:fileId': { call: (world) => withFile(world, own.touchpoint), foreign: (world) => withFile(world, foreign.touchpoint) },
  'GET /api/public/surveys/:code': { open: 'customers answer without an account', call: ownCode },
  'PUT /api/public/surveys/:code/responses/:id': { open: 'customers answer without an account', status: 201, call: (world) => ({ params: { code: own.survey, id: responseId(world.next()) }, body: save({ nps: 9 }) }) },
  'POST /api/public/surveys/:code/responses/:id/files': { open: 'customers answer without an account', status: 201, call: async (world) => ({ params: (await withFile(world, own.touchpoint)).params ?? {}, query: { question: 'bill' }, body: Buffer.from('Rechnung 4712'), headers: { 'content-type': 'text/plain' } }) },
  'OPTIONS /api/public/surveys/:code': { open: 'a browser asks before it reads from another origin', status: 204, call: ownCode },
  'OPTIONS /api/public/surveys/:code/responses/:id': { open: 'a browser asks before it sends from another origin', status: 204, call: (world) => ({ params: { code: own.survey, id: responseId(world.next()) } }) },
  'OPTIONS /api/public/surveys/:code/responses/:id/files': { open: 'a browser asks before it sends from another origin', status: 204, call: (world) => ({ params: { code: own.survey, id: responseId(world.next()) } }) },
};
