import type { Call, Entries } from '../entry.ts';
import { foreign, own, type World } from '../world.ts';

/** A barometer at a touchpoint, so that a limited role can have one of its own. */
async function newBarometer(world: World, touchpoint: string): Promise<Call> {
  const { code } = await world.api('POST', '/api/surveys', { nameDe: 'Barometer', nameEn: 'Barometer', template: 'ecsi', publish: true, code: `barometer_${world.next()}`, touchpoint });
  return { params: { survey: code } };
}

const days = (year: number) => ({ name: `Wave ${year}`, from: `${year}-01-01`, to: `${year}-03-31`, targets: { satisfaction: 75 } });

async function newWave(world: World, touchpoint: string): Promise<Call> {
  const { params } = await newBarometer(world, touchpoint);
  const { id } = await world.api('POST', `/api/barometers/${params?.['survey']}/waves`, days(2026));
  return { params: { ...params, id } };
}

const ownOne = (world: World) => newBarometer(world, own.touchpoint);
const foreignOne = (world: World) => newBarometer(world, foreign.touchpoint);
const withWave = (touchpoint: string) => async (world: World): Promise<Call> => {
  const { params } = await newWave(world, touchpoint);
  return { params: { survey: params?.['survey'] ?? '' } };
};
const figure = { call: withWave(own.touchpoint), foreign: withWave(foreign.touchpoint) };

export const barometerEntries: Entries = {
  'GET /api/barometers': { foreign: 'lists own records only' },
  'GET /api/barometers/:survey': { call: ownOne, foreign: foreignOne },
  'GET /api/barometers/:survey/paths': figure,
  'GET /api/barometers/:survey/comparison': figure,
  'GET /api/barometers/:survey/change': figure,
  'GET /api/barometers/:survey/figures.csv': figure,
  'POST /api/barometers/:survey/waves': { status: 201, call: async (world) => ({ ...(await ownOne(world)), body: days(2026) }), foreign: async (world) => ({ ...(await foreignOne(world)), body: days(2026) }) },
  'PUT /api/barometers/:survey/waves/:id': { call: async (world) => ({ ...(await newWave(world, own.touchpoint)), body: { ...days(2027), version: 1 } }), foreign: async (world) => ({ ...(await newWave(world, foreign.touchpoint)), body: { ...days(2027), version: 1 } }) },
  'DELETE /api/barometers/:survey/waves/:id': { status: 204, call: (world) => newWave(world, own.touchpoint), foreign: (world) => newWave(world, foreign.touchpoint) },
};
