import type { Call, Entries } from '../entry.ts';
import { foreign, own, responseId, type World } from '../world.ts';

const ownCode = (): Call => ({ params: { code: own.survey } });
const foreignCode = (): Call => ({ params: { code: foreign.survey } });
const fields = { nameDe: 'Neu', nameEn: 'New', dimensions: ['speed'] };

async function newSurvey(world: World, touchpoint: string): Promise<Call> {
  return { params: { code: (await world.api('POST', '/api/surveys', { ...fields, code: `survey_${world.next()}`, touchpoint })).code } };
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
  'PATCH /api/surveys/:code': { call: () => ({ ...ownCode(), body: { introDe: 'Danke' } }), foreign: () => ({ ...foreignCode(), body: { introDe: 'Danke' } }) },
  'DELETE /api/surveys/:code': { status: 204, call: (world) => newSurvey(world, own.touchpoint), foreign: (world) => newSurvey(world, foreign.touchpoint) },
  'POST /api/surveys/:code/links': { status: 201, call: () => ({ ...ownCode(), body: { count: 2 } }), foreign: () => ({ ...foreignCode(), body: { count: 2 } }) },
  'GET /api/public/surveys/:code': { open: 'customers answer without an account; texts only', call: ownCode },
  'POST /api/public/surveys/:code/responses': { open: 'customers answer without an account', status: 201, call: (world) => ({ ...ownCode(), body: { responseId: responseId(world.next()), answers: [{ role: 'nps', value: 9 }] } }) },
};
