import type { Call, Entries } from '../entry.ts';
import { foreign, own, type World } from '../world.ts';

const fields = { nameDe: 'Neu', nameEn: 'New', stage: 'service', channel: 'web', kind: 'secondary' } as const;
const ownCode = (): Call => ({ params: { code: own.touchpoint } });
const foreignCode = (): Call => ({ params: { code: foreign.touchpoint } });
const newCode = (world: World): string => `touchpoint_${world.next()}`;
const csvHeader = 'code,name_de,name_en,stage,channel,kind,department';

async function newTouchpoint(world: World, department: string): Promise<string> {
  return (await world.api('POST', '/api/touchpoints', { ...fields, code: newCode(world), department })).code;
}

const change = async (world: World, code: string): Promise<Call> => ({ params: { code }, body: { version: (await world.api('GET', `/api/touchpoints/${code}`)).version, tangibleItems: [`letter ${world.next()}`] } });

export const touchpointsEntries: Entries = {
  'GET /api/departments': { foreign: 'the list of departments is known to everybody; it is what records are limited by' },
  'PUT /api/departments/:code': { call: () => ({ params: { code: own.department }, body: { nameDe: 'Service', nameEn: 'Service' } }), foreign: (world) => ({ params: { code: `department_${world.next()}` }, body: { nameDe: 'Neu', nameEn: 'New' } }) },
  'DELETE /api/departments/:code': { status: 204, call: async (world) => {
    const code = `department_${world.next()}`;
    await world.api('PUT', `/api/departments/${code}`, { nameDe: 'Neu', nameEn: 'New' });
    return { params: { code } };
  }, foreign: 'only a department that no touchpoint names can go' },
  'GET /api/touchpoints/inventory': { foreign: 'lists own records only' },
  'GET /api/touchpoints/gaps': { foreign: 'lists own records only' },
  'GET /api/touchpoints/reapplication': { foreign: 'a progress, no records' },
  'POST /api/touchpoints/rule-preview': { call: () => ({ body: { rules: [{ event: 'repair_asked' }] } }), foreign: 'counts contacts that a rule would catch; names of foreign touchpoints are left out' },
  'POST /api/touchpoints/bulk': { call: () => ({ body: { codes: [own.touchpoint], patch: { momentOfTruth: true } } }), foreign: () => ({ body: { codes: [own.touchpoint, foreign.touchpoint], patch: { momentOfTruth: true } } }) },
  'POST /api/touchpoints': { status: 201, foreignStatus: 403, call: (world) => ({ body: { ...fields, code: newCode(world), department: own.department } }), foreign: (world) => ({ body: { ...fields, code: newCode(world), department: foreign.department } }) },
  'GET /api/touchpoints/:code': { call: ownCode, foreign: foreignCode },
  'PATCH /api/touchpoints/:code': { call: (world) => change(world, own.touchpoint), foreign: (world) => change(world, foreign.touchpoint) },
  'DELETE /api/touchpoints/:code': { status: 204, call: async (world) => ({ params: { code: await newTouchpoint(world, own.department) } }), foreign: foreignCode },
  'GET /api/touchpoints.csv': { foreign: 'lists own records only' },
  'POST /api/touchpoints/import': {
    foreignStatus: 422,
    call: (world) => ({ body: { csv: `${csvHeader}\n${newCode(world)},Neu,New,service,web,secondary,${own.department}\n` } }),
    foreign: () => ({ body: { csv: `${csvHeader}\n${foreign.touchpoint},Anders,Other,service,web,secondary,${own.department}\n` } }),
  },
  'GET /api/touchpoints/catalogue': { foreign: 'ships with the product' },
  'POST /api/touchpoints/catalogue/:industry': { call: () => ({ params: { industry: 'hospitality' } }), foreign: 'adds touchpoints that belong to no department yet' },
};
