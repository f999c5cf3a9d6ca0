import type { Call, Entries } from '../entry.ts';
import { foreign, own, type World } from '../world.ts';

const ownCode = (): Call => ({ params: { code: own.survey } });
const foreignCode = (): Call => ({ params: { code: foreign.survey } });
const fields = { nameDe: 'Neu', nameEn: 'New', dimensions: ['speed'], publish: true };
const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const nothingOf = (what: string) => `${what} belongs to no department`;

async function newSurvey(world: World, touchpoint: string): Promise<Call> {
  return { params: { code: (await world.api('POST', '/api/surveys', { ...fields, code: `survey_${world.next()}`, touchpoint })).code } };
}

async function draftOf(world: World, touchpoint: string): Promise<Call> {
  const call = await newSurvey(world, touchpoint);
  const { revision, definition } = await world.api('GET', `/api/surveys/${call.params?.['code']}/draft`);
  return { ...call, body: { revision, definition } };
}

async function changedDraft(world: World, touchpoint: string): Promise<Call> {
  const { params } = await newSurvey(world, touchpoint);
  const { definition } = await world.api('GET', `/api/surveys/${params?.['code']}/draft`);
  await world.api('PUT', `/api/surveys/${params?.['code']}/draft`, { revision: 1, definition: { ...definition, title: { de: 'Anders', en: 'Different' } } });
  return { ...(params ? { params } : {}), body: { revision: 2 } };
}

async function textsOf(world: World, touchpoint: string): Promise<Call> {
  return { ...(await newSurvey(world, touchpoint)), body: { revision: 1, format: 'csv', content: 'key,fr\nnps.title,Nous recommanderiez-vous ?\n' } };
}

async function newImage(world: World): Promise<string> {
  const { text } = await world.send('POST', '/api/brand-theme/images', { body: png, headers: { 'content-type': 'image/png' } }, { cookie: await world.cookieOf('administrator') });
  return String(JSON.parse(text).id);
}

const byWriteKey = (world: World): Record<string, string> => ({ authorization: `Basic ${btoa(`${world.writeKey}:`)}` });
const writeKeyReason = 'checks the write key of a source itself';
const message = (type: string, world: World) => ({ type, userId: 'sender', messageId: `matrix-${world.next()}`, ...(type === 'track' ? { event: 'seen' } : {}), ...(type === 'group' ? { groupId: 'g1' } : {}), ...(type === 'alias' ? { previousId: `before-${world.next()}` } : {}) });
const types = { identify: 'identify', i: 'identify', track: 'track', t: 'track', page: 'page', p: 'page', screen: 'screen', s: 'screen', group: 'group', g: 'group', alias: 'alias', a: 'alias' };

const eventEntries: Entries = {
  ...Object.fromEntries(Object.entries(types).map(([address, type]) => [`POST /v1/${address}`, { open: writeKeyReason, call: (world: World) => ({ body: message(type, world), headers: byWriteKey(world) }) }])),
  ...Object.fromEntries(['batch', 'b', 'import'].map((address) => [`POST /v1/${address}`, { open: writeKeyReason, call: (world: World) => ({ body: { batch: [message('track', world)] }, headers: byWriteKey(world) }) }])),
  'OPTIONS /v1/*': { open: 'a browser asks before it sends from another origin', status: 204 },
  'GET /v1/projects/:writeKey/settings': { open: 'what the browser library of Segment asks for at its start; says nothing', call: (world) => ({ params: { writeKey: world.writeKey } }) },
};

export const surveysEntries: Entries = {
  ...eventEntries,
  'GET /api/surveys': { foreign: 'lists own records only' },
  'POST /api/surveys': { status: 201, call: (world) => ({ body: { ...fields, code: `survey_${world.next()}`, touchpoint: own.touchpoint } }), foreign: (world) => ({ body: { ...fields, code: `survey_${world.next()}`, touchpoint: foreign.touchpoint } }) },
  'GET /api/surveys/:code': { call: ownCode, foreign: foreignCode },
  'PATCH /api/surveys/:code': { call: () => ({ ...ownCode(), body: { closesAt: null } }), foreign: () => ({ ...foreignCode(), body: { closesAt: null } }) },
  'DELETE /api/surveys/:code': { status: 204, call: (world) => newSurvey(world, own.touchpoint), foreign: (world) => newSurvey(world, foreign.touchpoint) },
  'POST /api/surveys/:code/copy': { status: 201, call: (world) => ({ ...ownCode(), body: { code: `copy_${world.next()}`, nameDe: 'Kopie', nameEn: 'Copy' } }), foreign: (world) => ({ ...foreignCode(), body: { code: `copy_${world.next()}`, nameDe: 'Kopie', nameEn: 'Copy' } }) },
  'GET /api/surveys/:code/draft': { call: ownCode, foreign: foreignCode },
  'PUT /api/surveys/:code/draft': { call: (world) => draftOf(world, own.touchpoint), foreign: (world) => draftOf(world, foreign.touchpoint) },
  'POST /api/surveys/:code/publish': { status: 201, call: (world) => changedDraft(world, own.touchpoint), foreign: (world) => changedDraft(world, foreign.touchpoint) },
  'GET /api/surveys/:code/versions': { call: ownCode, foreign: foreignCode },
  'GET /api/surveys/:code/versions/:version': { call: () => ({ params: { code: own.survey, version: '1' } }), foreign: () => ({ params: { code: foreign.survey, version: '1' } }) },
  'GET /api/survey-templates': { foreign: nothingOf('a template') },
  'GET /api/survey-templates/:key': { call: () => ({ params: { key: 'servqual' } }), foreign: nothingOf('a template') },
  'POST /api/survey-definitions/import': { call: () => ({ body: { format: 'surveyjs', document: { pages: [{ name: 'p', elements: [{ type: 'comment', name: 'why' }] }] } } }), foreign: 'keeps nothing' },
  'GET /api/surveys/:code/texts': { call: () => ({ ...ownCode(), query: { format: 'csv' } }), foreign: () => ({ ...foreignCode(), query: { format: 'csv' } }) },
  'PUT /api/surveys/:code/texts': { call: (world) => textsOf(world, own.touchpoint), foreign: (world) => textsOf(world, foreign.touchpoint) },
  'POST /api/surveys/:code/images': { status: 201, call: () => ({ ...ownCode(), body: png, headers: { 'content-type': 'image/png' } }), foreign: () => ({ ...foreignCode(), body: png, headers: { 'content-type': 'image/png' } }) },
  'GET /api/public/surveys/:code/images/:id': { open: 'customers see the pictures of a survey without an account', call: async (world) => ({ params: { code: own.survey, id: await newImage(world) } }) },
  'GET /api/brand-theme': { foreign: nothingOf('the look of the company') },
  'PUT /api/brand-theme': { call: () => ({ body: { primary: '#653a9b', background: '#ffffff', text: '#1d1d22', font: 'system', logo: null, corners: 'soft', scheme: 'auto' } }) },
  'POST /api/brand-theme/images': { status: 201, call: () => ({ body: png, headers: { 'content-type': 'image/png' } }) },
};
