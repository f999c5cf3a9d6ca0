import type { Call, Entries } from '../entry.ts';
import type { World } from '../world.ts';

const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
const newCase = async (world: World): Promise<string> => (await world.api('POST', '/api/cases', { customerId: world.customerId, subjectLine: `Matter ${world.next()}`, channel: 'call_center' })).id;
const promiseOf = async (world: World): Promise<string> => {
  const people = (await world.api('GET', '/api/promises/setting')).people as { id: string }[];
  return (await world.api('POST', '/api/promises', { caseId: await newCase(world), text: 'Call back', dueAt: inDays(1), responsible: { userId: people[0]?.id } })).id;
};
const aPromise = async (world: World): Promise<Call> => ({ params: { id: await promiseOf(world) } });
const unlimited = 'no role that is limited to departments has promises';
const anyone = async (world: World): Promise<string> => (await world.api('GET', '/api/promises/setting')).people[0].id;
const policy = { name: 'Standard', targets: Object.fromEntries(['low', 'normal', 'high', 'urgent'].map((priority) => [priority, { firstReplyMinutes: 60, nextReplyMinutes: null, solutionMinutes: null }])), calendarId: null };
const office = [{ from: 480, to: 1_080 }];
const calendar = (world: World) => ({ name: `Calendar ${world.next()}`, timeZone: 'Europe/Berlin', week: [office, office, office, office, office, [], []], holidayRegion: 'BE', ownDays: [] });
const newPolicy = (world: World): Promise<{ id: string; version: number }> => world.api('POST', '/api/service-policies', policy);
const newCalendar = (world: World): Promise<{ id: string; version: number }> => world.api('POST', '/api/business-calendars', calendar(world));

export const promisesEntries: Entries = {
  'GET /api/promises': { foreign: unlimited },
  'POST /api/promises': { status: 201, foreign: unlimited, call: async (world) => ({ body: { caseId: await newCase(world), text: 'Call back', dueAt: inDays(1), responsible: { userId: await anyone(world) } } }) },
  'POST /api/promises/reading': { foreign: unlimited, call: () => ({ body: { line: 'Rückruf bis morgen 14 Uhr' } }) },
  'GET /api/promises/setting': { foreign: unlimited },
  'GET /api/promises/figure': { foreign: 'counts own promises only' },
  'GET /api/promises/:id': { foreign: unlimited, call: aPromise },
  'GET /api/promises/:id/events': { foreign: unlimited, call: aPromise },
  'POST /api/promises/:id/keep': { foreign: unlimited, call: async (world) => ({ ...(await aPromise(world)), body: {} }) },
  'POST /api/promises/:id/withdraw': { foreign: unlimited, call: async (world) => ({ ...(await aPromise(world)), body: { reason: 'called already' } }) },
  'POST /api/promises/:id/handover': { foreign: unlimited, call: async (world) => ({ ...(await aPromise(world)), body: { responsible: { userId: await anyone(world) } } }) },
  'GET /api/promise-policies': {},
  'PUT /api/promise-policies': { call: () => ({ body: { items: [{ name: 'Standard', conditions: {}, remindMinutesBefore: 60, escalateMinutesLate: 0, escalateTo: { kind: 'role', id: 'cx_manager' } }] } }) },
  'GET /api/absences': { foreign: unlimited },
  'POST /api/absences': { status: 201, foreign: unlimited, call: async (world) => ({ body: { userId: await anyone(world), fromAt: inDays(20), untilAt: inDays(25) } }) },
  'DELETE /api/absences/:id': { status: 204, foreign: unlimited, call: async (world) => ({ params: { id: (await world.api('POST', '/api/absences', { userId: await anyone(world), fromAt: inDays(20), untilAt: inDays(25) })).id } }) },

  'GET /api/cases/:id/service-levels': { foreign: 'no role that is limited to departments has cases', call: async (world) => ({ params: { id: await newCase(world) } }) },
  'GET /api/service-levels/figure': { foreign: 'counts own clocks only' },
  'GET /api/service-policies': {},
  'POST /api/service-policies': { status: 201, call: () => ({ body: policy }) },
  'PUT /api/service-policies/order': { call: async (world) => ({ body: { ids: (await world.api('GET', '/api/service-policies')).items.map(({ id }: { id: string }) => id) } }) },
  'PUT /api/service-policies/:id': { call: async (world) => {
    const { id, version } = await newPolicy(world);
    return { params: { id }, body: { ...policy, version } };
  } },
  'DELETE /api/service-policies/:id': { status: 204, call: async (world) => ({ params: { id: (await newPolicy(world)).id } }) },
  'GET /api/business-calendars': {},
  'POST /api/business-calendars': { status: 201, call: (world) => ({ body: calendar(world) }) },
  'PUT /api/business-calendars/:id': { call: async (world) => {
    const { id, version } = await newCalendar(world);
    return { params: { id }, body: { ...calendar(world), version } };
  } },
  'DELETE /api/business-calendars/:id': { status: 204, call: async (world) => ({ params: { id: (await newCalendar(world)).id } }) },
  'GET /api/holidays': { call: () => ({ query: { region: 'BY', year: '2026' } }) },
};
