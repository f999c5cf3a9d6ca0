import type { Call, Entries } from '../entry.ts';
import { foreign, own, type World } from '../world.ts';

const newCase = async (world: World, department: string): Promise<string> =>
  (await world.api('POST', '/api/cases', { customerId: world.customerId, channel: 'mail', subjectLine: `Frage ${world.next()}`, text: 'Bitte um Hilfe', department })).id;
const newPartner = async (world: World): Promise<string> => (await world.api('POST', '/api/partners', { kind: 'manufacturer', name: `Nova ${world.next()}`, email: 'support@nova.example' })).id;
const question = (change: object) => ({ subjectLine: 'Frage', question: 'Gibt es dazu etwas?', dueAt: '2099-01-01T09:00:00Z', ...change });
/** Asked of a department; the case belongs to the same one, so that nobody else sees it. */
const newInquiry = async (world: World, department: string): Promise<string> => (await world.api('POST', `/api/cases/${await newCase(world, department)}/inquiries`, question({ toDepartment: department }))).inquiry.id;
const newLink = async (world: World, department: string = own.department): Promise<{ id: string; token: string }> => {
  const { inquiry, link } = await world.api('POST', `/api/cases/${await newCase(world, department)}/inquiries`, question({ partnerId: await newPartner(world), way: 'link' }));
  return { id: inquiry.id, token: String(link).split('/q/')[1] ?? '' };
};
const newFile = async (world: World): Promise<{ id: string; token: string; fileId: string }> => {
  const link = await newLink(world);
  const sent = await world.send('POST', '/api/public/inquiries/:token/files', { params: { token: link.token }, query: { name: 'a.txt' }, body: 'abc', headers: { 'content-type': 'application/octet-stream' } }, {});
  const fileId = String(JSON.parse(sent.text).id);
  await world.send('POST', '/api/public/inquiries/:token/answers', { params: { token: link.token }, body: { text: 'Ja', files: [fileId], onceKey: `form-${world.next()}-0001` } }, {});
  return { ...link, fileId };
};
const both = (prepare: (world: World, department: string) => Promise<Call>) => ({ call: (world: World) => prepare(world, own.department), foreign: (world: World) => prepare(world, foreign.department) });
const withInquiry = (body?: object) => both(async (world, department) => ({ params: { id: await newInquiry(world, department) }, ...(body === undefined ? {} : { body }) }));
const outside = 'partners have no account; only the link opens it, and it shows what was shared';

export const inquiriesEntries: Entries = {
  'GET /api/cases/:id/inquiries': { call: async (world) => ({ params: { id: await newCase(world, own.department) } }), foreign: 'lists own records only' },
  'GET /api/cases/:id/inquiry-fields': both(async (world, department) => ({ params: { id: await newCase(world, department) } })),
  'POST /api/cases/:id/inquiry-preview': both(async (world, department) => ({ params: { id: await newCase(world, department) }, body: question({ toDepartment: own.department }) })),
  'POST /api/cases/:id/inquiries': { status: 201, ...both(async (world, department) => ({ params: { id: await newCase(world, department) }, body: question({ toDepartment: own.department }) })) },
  'GET /api/inquiries': { foreign: 'lists own records only' },
  'GET /api/inquiries/:id': withInquiry(),
  'POST /api/inquiries/:id/answers': withInquiry({ text: 'Nein, alles in Ordnung.' }),
  'POST /api/inquiries/:id/questions': withInquiry({ question: 'Und am Montag?', dueAt: '2099-01-01T09:00:00Z' }),
  'POST /api/inquiries/:id/close': withInquiry({ because: 'withdrawn' }),
  'POST /api/inquiries/:id/link': { status: 201, ...both(async (world, department) => ({ params: { id: (await newLink(world, department)).id } })) },
  'DELETE /api/inquiries/:id/link': { status: 204, ...both(async (world, department) => ({ params: { id: (await newLink(world, department)).id } })) },
  'GET /api/inquiries/:id/files/:fileId': { call: async (world) => { const { id, fileId } = await newFile(world); return { params: { id, fileId } }; }, foreign: async (world) => ({ params: { id: await newInquiry(world, foreign.department) } }) },
  'GET /api/inquiry-figures': { foreign: 'adds up own records only' },
  'GET /api/partners': { foreign: 'an address book of the company' },
  'POST /api/partners': { status: 201, call: (world) => ({ body: { kind: 'supplier', name: `Lieferant ${world.next()}` } }), foreign: 'an address book of the company' },
  'PUT /api/partners/:id': { call: async (world) => ({ params: { id: await newPartner(world) }, body: { kind: 'supplier', name: `Lieferant ${world.next()}` } }), foreign: 'an address book of the company' },
  'DELETE /api/partners/:id': { status: 204, call: async (world) => ({ params: { id: await newPartner(world) } }), foreign: 'an address book of the company' },
  'GET /api/public/inquiries/:token': { open: outside, call: async (world) => ({ params: { token: (await newLink(world)).token } }) },
  'POST /api/public/inquiries/:token/answers': { open: outside, call: async (world) => ({ params: { token: (await newLink(world)).token }, body: { text: 'Ja', onceKey: `form-${world.next()}-0001` } }) },
  'GET /api/public/inquiries/:token/files/:fileId': { open: outside, call: async (world) => { const { token, fileId } = await newFile(world); return { params: { token, fileId } }; } },
  'POST /api/public/inquiries/:token/files': { open: outside, status: 201, call: async (world) => ({ params: { token: (await newLink(world)).token }, query: { name: 'a.txt' }, body: 'abc', headers: { 'content-type': 'application/octet-stream' } }) },
};
