import type { Call, Entries } from '../entry.ts';
import { foreign, own, planted, type World } from '../world.ts';

const listed = { identifiers: [{ kind: 'email', value: planted.email }] };
const rule = { scope: 'all', most: 2, days: 30 };
const belongsToNobody = 'holds for the company as a whole';

/** A draft about a survey, with its list; far ahead, or it would be over before the next call. */
async function draft(world: World, survey: string): Promise<Call> {
  const { id } = await world.api('POST', '/api/distributions', { survey, kind: 'list', title: `Einladung ${world.next()}`, channels: ['mail'], startsAt: '2099-01-01T00:00:00Z' });
  await world.api('PUT', `/api/distributions/${id}/list`, listed);
  return { params: { id } };
}

async function started(world: World, survey: string): Promise<Call> {
  const { params } = await draft(world, survey);
  await world.api('POST', `/api/distributions/${params?.['id']}/start`);
  return params ? { params } : {};
}

const both = (make: (world: World, survey: string) => Promise<Call>) => ({ call: (world: World) => make(world, own.survey), foreign: (world: World) => make(world, foreign.survey) });
const withBody = (make: (world: World, survey: string) => Promise<Call>, body: object) => both(async (world, survey) => ({ ...(await make(world, survey)), body }));
const newRule = async (world: World): Promise<Call> => ({ params: { id: (await world.api('POST', '/api/fatigue-rules', rule)).id } });

export const invitationsEntries: Entries = {
  'GET /api/distributions': { foreign: 'only those about visible surveys are listed' },
  'POST /api/distributions': { status: 201, call: () => ({ body: { survey: own.survey, kind: 'filter', title: 'Alle', channels: ['mail'] } }), foreign: () => ({ body: { survey: foreign.survey, kind: 'filter', title: 'Alle', channels: ['mail'] } }) },
  'GET /api/distributions/:id': both(draft),
  'PATCH /api/distributions/:id': withBody(draft, { title: 'Neu', version: 1 }),
  'DELETE /api/distributions/:id': { status: 204, ...both(draft) },
  'PUT /api/distributions/:id/list': withBody(draft, listed),
  'GET /api/distributions/:id/figures': both(draft),
  'GET /api/distributions/:id/people': both(draft),
  'GET /api/distributions/:id/words': both(draft),
  'POST /api/distributions/:id/start': both(draft),
  'POST /api/distributions/:id/pause': both(started),
  'POST /api/distributions/:id/resume': both(started),
  'POST /api/distributions/:id/stop': both(started),
  'GET /api/trigger-events': { foreign: 'names of events, of nobody and no department' },
  'GET /api/customers/:id/invitations': { call: (world) => ({ params: { id: world.customerId } }) },
  'GET /api/fatigue-rules': { foreign: belongsToNobody },
  'POST /api/fatigue-rules': { status: 201, call: () => ({ body: rule }) },
  'PUT /api/fatigue-rules/:id': { call: async (world) => ({ ...(await newRule(world)), body: rule }) },
  'DELETE /api/fatigue-rules/:id': { status: 204, call: newRule },
};
