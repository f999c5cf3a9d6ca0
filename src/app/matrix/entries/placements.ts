import type { Call, Entries } from '../entry.ts';
import { foreign, own, type World } from '../world.ts';

const rules = { way: 'popover', trigger: { on: 'page' } };
const fields = (survey: string) => ({ name: 'After the repair', survey, rules });
const newPlacement = async (world: World, survey: string): Promise<Call> => ({ params: { id: (await world.api('POST', '/api/placements', { ...fields(survey), isLive: true })).id } });
const newAddress = async (world: World, survey: string): Promise<Call> => ({ params: { code: survey, short: (await world.api('POST', `/api/surveys/${survey}/addresses`, { name: 'Counter' })).short } });
const withBody = async (call: Promise<Call>, body: object): Promise<Call> => ({ ...(await call), body });
const sourceId = async (world: World): Promise<string> => (await world.api('GET', '/api/widget-sites')).items[0].sourceId;

export const placementsEntries: Entries = {
  'GET /api/placements': { foreign: 'lists own records only' },
  'POST /api/placements': { status: 201, call: () => ({ body: fields(own.survey) }), foreign: () => ({ body: fields(foreign.survey) }) },
  'GET /api/placements/:id': { call: (world) => newPlacement(world, own.survey), foreign: (world) => newPlacement(world, foreign.survey) },
  'PUT /api/placements/:id': { call: (world) => withBody(newPlacement(world, own.survey), { ...fields(own.survey), version: 1 }), foreign: (world) => withBody(newPlacement(world, foreign.survey), { ...fields(own.survey), version: 1 }) },
  'PUT /api/placements/:id/state': { call: (world) => withBody(newPlacement(world, own.survey), { isLive: false }), foreign: (world) => withBody(newPlacement(world, foreign.survey), { isLive: false }) },
  'DELETE /api/placements/:id': { status: 204, call: (world) => newPlacement(world, own.survey), foreign: (world) => newPlacement(world, foreign.survey) },
  'GET /api/placements/:id/preview': { call: (world) => newPlacement(world, own.survey), foreign: (world) => newPlacement(world, foreign.survey) },
  'GET /api/widget-sites': { foreign: 'sources belong to the company as a whole' },
  'PUT /api/widget-sites/:id': { call: async (world) => ({ params: { id: await sourceId(world) }, body: { origins: [] } }), foreign: 'sources belong to the company as a whole' },
  'GET /api/public/placements': { open: 'the script on the company’s pages asks it; says which survey may show, and nothing about anybody', call: (world) => ({ query: { writeKey: world.writeKey } }) },
  'POST /api/public/placements/:id/ask': { open: 'the script on the company’s pages asks it; says yes or no', call: async (world) => ({ ...(await newPlacement(world, own.survey)), body: { writeKey: world.writeKey, responseId: crypto.randomUUID() } }) },
  'GET /api/surveys/:code/addresses': { call: () => ({ params: { code: own.survey } }), foreign: () => ({ params: { code: foreign.survey } }) },
  'POST /api/surveys/:code/addresses': { status: 201, call: () => ({ params: { code: own.survey }, body: { name: 'Counter' } }), foreign: () => ({ params: { code: foreign.survey }, body: { name: 'Counter' } }) },
  'DELETE /api/surveys/:code/addresses/:short': { status: 204, call: (world) => newAddress(world, own.survey), foreign: (world) => newAddress(world, foreign.survey) },
  'GET /api/surveys/:code/addresses/:short/qr.svg': { call: (world) => newAddress(world, own.survey), foreign: (world) => newAddress(world, foreign.survey) },
  'GET /api/surveys/:code/addresses/:short/poster.pdf': { call: (world) => newAddress(world, own.survey), foreign: (world) => newAddress(world, foreign.survey) },
  'GET /k/:short': { open: 'printed on paper for everybody', status: 302, call: async (world) => ({ params: { short: (await newAddress(world, own.survey)).params?.['short'] ?? '' } }) },
  'GET /widget/test': { open: 'a page that carries the script of other pages; says nothing about anybody' },
};
