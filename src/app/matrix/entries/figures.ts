import type { Call, Entries, Entry } from '../entry.ts';
import { foreign, own, planted } from '../world.ts';

const ownCode = (): Call => ({ params: { code: own.touchpoint } });
const foreignCode = (): Call => ({ params: { code: foreign.touchpoint } });
const target = { dimension: 'speed', value: 9 };

/** Asked for a foreign touchpoint, a figure answers as for one that does not exist: empty. */
const figure: Entry = { call: () => ({ query: { touchpoint: own.touchpoint } }), foreign: 'a filter; for foreign touchpoints the figure is empty' };

export const figuresEntries: Entries = {
  'GET /api/touchpoints': { foreign: 'lists own records only' },
  'GET /api/touchpoints/:code/gap': { call: ownCode, foreign: foreignCode },
  'GET /api/touchpoints/:code/answers': { call: ownCode, foreign: foreignCode },
  'GET /api/gaps/heat-map': { foreign: 'shows own records only' },
  'GET /api/touchpoints/:code/expectations': { call: ownCode, foreign: foreignCode },
  'PUT /api/touchpoints/:code/expectations': { call: () => ({ ...ownCode(), body: target }), foreign: () => ({ ...foreignCode(), body: target }) },
  'DELETE /api/touchpoints/:code/expectations': { status: 204, call: async (world) => {
    await world.api('PUT', `/api/touchpoints/${own.touchpoint}/expectations`, target);
    return { ...ownCode(), query: { dimension: target.dimension } };
  }, foreign: async (world) => {
    await world.api('PUT', `/api/touchpoints/${foreign.touchpoint}/expectations`, target);
    return { ...foreignCode(), query: { dimension: target.dimension } };
  } },
  'GET /api/drivers': figure,
  'GET /api/drivers/comparison': { call: () => ({ query: { touchpoint: own.touchpoint, group: 'private', against: 'business' } }), foreign: 'a filter; for foreign touchpoints the figure is empty' },
  'GET /api/metrics/nps': figure,
  'GET /api/metrics/nps/trend': figure,
  'GET /api/metrics/csat': figure,
  'GET /api/metrics/csat/trend': figure,
  'GET /api/metrics/volume': figure,
  'GET /api/answers': { foreign: 'lists own records only', alsoLookAt: () => [{ query: { search: planted.lastName } }, { query: { search: planted.email } }] },
  'GET /api/metrics/voices': { foreign: 'lists own records only' },
  'GET /api/cockpit': { foreign: 'shows own records only' },
};
