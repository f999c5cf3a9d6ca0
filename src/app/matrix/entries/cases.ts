import type { Call, Entries } from '../entry.ts';
import { foreign, own, planted, type World } from '../world.ts';

const fields = (world: World, department: string) => ({ customerId: world.customerId, channel: 'mail', subjectLine: `Frage ${world.next()}`, text: `Bitte rufen Sie an: ${planted.writtenPhone}`, fromAddress: planted.email, department });
async function newCase(world: World, department: string): Promise<string> {
  return (await world.api('POST', '/api/cases', fields(world, department))).id;
}
const lastEntry = async (world: World, id: string): Promise<string> => (await world.api('GET', `/api/cases/${id}/entries?limit=1`)).items[0].id;

/** The same call with a case of the own and of the other department. */
const with2 = (body?: object | ((world: World, department: string, id: string) => object | Promise<object>)) => {
  const prepare = (department: string) => async (world: World): Promise<Call> => {
    const id = await newCase(world, department);
    return { params: { id }, ...(body === undefined ? {} : { body: typeof body === 'function' ? await body(world, department, id) : body }) };
  };
  return { call: prepare(own.department), foreign: prepare(foreign.department) };
};
async function newFile(world: World, department: string): Promise<Call> {
  const id = await newCase(world, department);
  const { text } = await world.send('POST', '/api/cases/:id/attachments', { params: { id }, query: { name: 'a.txt' }, body: { a: 1 } }, { cookie: await world.cookieOf('administrator') });
  return { params: { id, fileId: JSON.parse(text).id } };
}
const newView = async (world: World, isShared: boolean) => ({ name: `Ansicht ${world.next()}`, filter: { priority: ['high'] }, isShared });
const noDepartment = 'views are lists of own records only';

export const casesEntries: Entries = {
  'GET /api/cases': { foreign: 'lists own records only' },
  'POST /api/cases': { status: 201, call: (world) => ({ body: fields(world, own.department) }), foreign: (world) => ({ body: fields(world, foreign.department) }), foreignStatus: 403 },
  'POST /api/cases/bulk': { call: async (world) => ({ body: { ids: [await newCase(world, own.department)], change: { priority: 'high' } } }), foreign: 'each case of another department is named as not found' },
  'GET /api/cases/:id': with2(),
  'PATCH /api/cases/:id': with2({ priority: 'high' }),
  'GET /api/cases/:id/entries': with2(),
  'POST /api/cases/:id/replies': { status: 201, ...with2({ html: '<p>Guten Tag</p>' }) },
  'POST /api/cases/:id/notes': { status: 201, ...with2({ text: 'Ruft zurück' }) },
  'POST /api/cases/:id/contacts': { status: 201, ...with2({ direction: 'outbound', text: 'Angerufen' }) },
  'POST /api/cases/:id/solve': with2(),
  'POST /api/cases/:id/reopen': with2(),
  'POST /api/cases/:id/snooze': with2({ until: '2100-01-01T00:00:00Z' }),
  'POST /api/cases/:id/merge': with2(async (world, department) => ({ into: await newCase(world, department) })),
  'POST /api/cases/:id/split': { status: 201, ...with2(async (world, _department, id) => ({ entryIds: [await lastEntry(world, id)], subjectLine: 'Etwas anderes' })) },
  'POST /api/cases/:id/link': with2(async (world, department) => ({ caseId: await newCase(world, department) })),
  'POST /api/cases/:id/unlink': with2(async (world, department) => ({ caseId: await newCase(world, department) })),
  'POST /api/cases/:id/macro': with2(async (world) => ({ macroId: (await world.api('POST', '/api/macros', { name: `Makro ${world.next()}`, steps: [{ do: 'set_priority', priority: 'high' }] })).id })),
  'POST /api/cases/:id/watch': { status: 204, ...with2() },
  'POST /api/cases/:id/unwatch': { status: 204, ...with2() },
  'PUT /api/cases/:id/presence': with2({ isTyping: false }),
  'POST /api/cases/:id/attachments': { status: 201, call: async (world) => ({ params: { id: await newCase(world, own.department) }, query: { name: 'a.txt' }, body: { a: 1 } }), foreign: async (world) => ({ params: { id: await newCase(world, foreign.department) }, query: { name: 'a.txt' }, body: { a: 1 } }) },
  'GET /api/cases/:id/attachments/:fileId': { call: (world) => newFile(world, own.department), foreign: (world) => newFile(world, foreign.department) },
  'GET /api/cases/:id/entries/:entryId/picture': { status: 404, call: async (world) => ({ params: { id: await newCase(world, own.department) }, query: { src: 'http://127.0.0.1:9/a.png' } }), foreign: async (world) => ({ params: { id: await newCase(world, foreign.department) }, query: { src: 'http://127.0.0.1:9/a.png' } }) },
  'GET /api/desk/choices': { foreign: 'lists own departments only' },
  'GET /api/desk/events': { call: () => ({ query: { seconds: '0' } }), foreign: 'tells of own records only' },
  'GET /api/case-views': { foreign: noDepartment },
  'POST /api/case-views': { status: 201, call: async (world) => ({ body: await newView(world, false) }), foreign: noDepartment },
  'PATCH /api/case-views/:id': { call: async (world) => ({ params: { id: (await world.api('POST', '/api/case-views', await newView(world, true))).id }, body: {} }), foreign: noDepartment },
  'DELETE /api/case-views/:id': { status: 204, call: async (world) => ({ params: { id: (await world.api('POST', '/api/case-views', await newView(world, true))).id } }), foreign: noDepartment },
  'GET /api/case-settings': {},
  'PUT /api/case-settings': { call: () => ({ body: { closeAfterDays: 7 } }) },
};
