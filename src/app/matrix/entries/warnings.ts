import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { Call, Entries } from '../entry.ts';
import { foreign, own, type World } from '../world.ts';

/** A watched series for a target group that no other call has had. */
const watch = async (world: World, touchpoint: string): Promise<string> => (await world.api('POST', '/api/watches', { score: 'experience', touchpoint, group: `g${world.next()}` })).id;

/** An alarm as the job writes it: in tests there are no months of answers. */
async function warning(world: World, touchpoint: string): Promise<Call> {
  const id = newId();
  await sql`
    insert into warnings (id, watch_id, method, side, began_on, raised_in, raised_at, found_at, statistic, limit_value, p, q, series_watched, n, value, usual, usual_n, usual_weeks)
    values (${id}, ${await watch(world, touchpoint)}, 'cusum', 'down', '2026-03-02', '2026-03-09', '2026-03-16', '2026-03-16', 7, 5, 0.0001, 0.001, 8, 44, 5.4, 7.9, 400, 21)`.execute(world.context.db);
  return { params: { id } };
}
const ownWatch = async (world: World): Promise<Call> => ({ params: { id: await watch(world, own.touchpoint) } });
const foreignWatch = async (world: World): Promise<Call> => ({ params: { id: await watch(world, foreign.touchpoint) } });
const both = (body?: object) => ({
  call: async (world: World) => ({ ...(await warning(world, own.touchpoint)), ...(body ? { body } : {}) }),
  foreign: async (world: World) => ({ ...(await warning(world, foreign.touchpoint)), ...(body ? { body } : {}) }),
});

export const warningsEntries: Entries = {
  'GET /api/warnings': { foreign: 'lists own records only' },
  'GET /api/warnings/count': { foreign: 'counts own records only' },
  'GET /api/warnings/:id': both(),
  'POST /api/warnings/looks': { status: 202, foreign: 'looks at everything; answers nothing' },
  'POST /api/warnings/:id/acknowledge': { status: 204, ...both({ note: 'We look into it.' }) },
  'POST /api/warnings/:id/snooze': { status: 204, ...both({ until: '2099-01-01T00:00:00Z' }) },
  'POST /api/warnings/:id/close': { status: 204, ...both({ because: 'handled' }) },
  'POST /api/warnings/:id/reopen': { status: 204, ...both() },
  'POST /api/warnings/:id/case': { status: 201, ...both({}) },
  'GET /api/watches': { foreign: 'lists own records only' },
  'POST /api/watches': { status: 201, call: (world) => ({ body: { score: 'gap', touchpoint: own.touchpoint, group: `g${world.next()}` } }), foreign: (world) => ({ body: { score: 'gap', touchpoint: foreign.touchpoint, group: `g${world.next()}` } }) },
  'GET /api/watches/:id': { call: ownWatch, foreign: foreignWatch },
  'PATCH /api/watches/:id': { call: async (world) => ({ ...(await ownWatch(world)), body: { minimumEffect: 0.5 } }), foreign: async (world) => ({ ...(await foreignWatch(world)), body: { minimumEffect: 0.5 } }) },
  'GET /api/warnings/settings': { foreign: 'one for all departments' },
  'PUT /api/warnings/settings': { call: () => ({ body: { isAutomatic: true, mailsRoles: ['cx_manager'], mailsDepartment: true } }) },
};
