import type { Call, Entries, Entry } from '../entry.ts';
import { foreign, own, planted } from '../world.ts';

const ownCode = (): Call => ({ params: { code: own.touchpoint } });
const foreignCode = (): Call => ({ params: { code: foreign.touchpoint } });
const target = { dimension: 'speed', value: 9 };

/** Asked for a foreign touchpoint, a figure answers as for one that does not exist: empty. */
const figure: Entry = { call: () => ({ query: { touchpoint: own.touchpoint } }), foreign: 'a filter; for foreign touchpoints the figure is empty' };

/** Only who reads answers may filter these. */
const wholeFigure: Entry = { foreign: 'nothing can be named; shows own figures only' };

const weighting = (number: number) => ({ params: { id: `00000085-0000-4000-8000-${String(number).padStart(12, '0')}` }, body: { name: `Weighting ${number}`, margins: [{ part: 'group', targets: { private: 60, business: 40 } }] } });

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
  'GET /api/metrics/nps': wholeFigure,
  'GET /api/metrics/nps/trend': wholeFigure,
  'GET /api/metrics/csat': wholeFigure,
  'GET /api/metrics/csat/trend': wholeFigure,
  'GET /api/metrics/volume': figure,
  'GET /api/metrics/explore': { call: () => ({ query: { touchpoint: own.touchpoint, by: 'group', over: 'month' } }), foreign: 'a filter; for foreign touchpoints the figure is empty' },
  'GET /api/metrics/compare': figure,
  'GET /api/metrics/choices': { foreign: 'lists own records only' },
  'GET /api/weightings': { foreign: 'of the whole company' },
  'PUT /api/weightings/:id': { call: (world) => weighting(world.next()), foreign: 'of the whole company' },
  'DELETE /api/weightings/:id': { status: 204, call: async (world) => {
    const { params, body } = weighting(world.next());
    await world.api('PUT', `/api/weightings/${params.id}`, body);
    return { params };
  }, foreign: 'of the whole company' },
  'GET /api/answers': { foreign: 'lists own records only', alsoLookAt: () => [{ query: { search: planted.lastName } }, { query: { search: planted.email } }] },
  'GET /api/metrics/voices': { foreign: 'lists own records only' },
  'GET /api/cockpit': { foreign: 'shows own records only' },
};
