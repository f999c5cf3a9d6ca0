import type { Entries } from '../entry.ts';
import { foreign, own, type World } from '../world.ts';

const issue = (world: World) => ({
  title: `Issue ${world.next()}`, cause: 'The modem sleeps.', rule: { device: { model: 'Arc 5', softwareBelow: '4.2' } },
  texts: { de: { subjectLine: 'Update für Ihr Arc 5', text: 'Guten Tag {{ customer.name }}' } },
});
const newIssue = async (world: World) => world.api('POST', '/api/known-issues', issue(world));
const newCase = async (world: World, department: string) => world.api('POST', '/api/cases', { customerId: world.customerId, subjectLine: `Calls drop ${world.next()}`, department });
const anIssue = async (world: World) => ({ params: { id: (await newIssue(world)).id } });
const linked = async (world: World, department: string) => {
  const { id } = await newIssue(world);
  const { id: caseId } = await newCase(world, department);
  await world.api('POST', `/api/known-issues/${id}/cases`, { caseIds: [caseId] });
  return { id, caseId };
};
const caseOf = (department: string) => async (world: World) => ({ params: { id: (await newCase(world, department)).id } });

export const knownIssuesEntries: Entries = {
  'GET /api/known-issues': {},
  'POST /api/known-issues': { status: 201, call: (world) => ({ body: issue(world) }) },
  'GET /api/known-issues/models': {},
  'POST /api/known-issues/reach': { call: () => ({ body: { rule: { device: { model: 'Arc 5' } } } }) },
  'GET /api/known-issues/:id': { call: anIssue },
  'PATCH /api/known-issues/:id': { call: async (world) => ({ ...(await anIssue(world)), body: { fix: 'Update.', version: 1 } }) },
  'POST /api/known-issues/:id/close': { call: anIssue },
  'POST /api/known-issues/:id/reopen': { call: anIssue },
  'GET /api/known-issues/:id/affected': { call: anIssue },
  'GET /api/known-issues/:id/cases': { call: async (world) => ({ params: { id: (await linked(world, own.department)).id } }), foreign: 'lists cases of own departments only' },
  'GET /api/known-issues/:id/similar-cases': { call: anIssue, foreign: 'lists cases of own departments only' },
  'POST /api/known-issues/:id/cases': {
    call: async (world) => ({ ...(await anIssue(world)), body: { caseIds: [(await newCase(world, own.department)).id] } }),
    foreign: async (world) => ({ ...(await anIssue(world)), body: { caseIds: [(await newCase(world, foreign.department)).id] } }),
  },
  'DELETE /api/known-issues/:id/cases/:caseId': { status: 204, call: async (world) => ({ params: await linked(world, own.department) }), foreign: async (world) => ({ params: await linked(world, foreign.department) }) },
  'GET /api/cases/:id/known-issues': { call: caseOf(own.department), foreign: caseOf(foreign.department) },
  'POST /api/cases/:id/works': { call: caseOf(own.department), foreign: caseOf(foreign.department) },
};
