import pino from 'pino';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import { roleSchema } from '../../governance/roles/roles.contract.ts';
import { saveDepartments, saveTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import type { Context } from '../../platform/context.ts';
import { createServer, type Routes } from '../../platform/http/server.ts';
import type { SurveyInput } from './surveys.contract.ts';

/** Two departments with one touchpoint each: `repair_status` (service, call centre) and `shop_advice` (sales, shop). */
export async function buildTwoTouchpoints(context: Context): Promise<void> {
  await saveDepartments(context, [{ code: 'service', nameDe: 'Service', nameEn: 'Service' }, { code: 'sales', nameDe: 'Vertrieb', nameEn: 'Sales' }]);
  await saveTouchpoints(context, [
    { code: 'repair_status', nameDe: 'Reparaturstatus', nameEn: 'Repair status', stage: 'service', channel: 'call_center', kind: 'main', department: 'service' },
    { code: 'shop_advice', nameDe: 'Beratung im Shop', nameEn: 'Advice in the shop', stage: 'purchase', channel: 'shop', kind: 'main', department: 'sales' },
  ]);
}

export const surveyInput = (changes: Partial<SurveyInput> = {}): SurveyInput => ({
  code: 'repair', touchpoint: 'repair_status', nameDe: 'Nach der Reparatur', nameEn: 'After the repair', dimensions: ['speed', 'information'], publish: true, ...changes,
});

/** A server on which the header `x-role` (and `x-departments`, separated by commas) says who asks. */
export function serveAs(register: (routes: Routes) => void): Promise<Routes> {
  return createServer({
    log: pino({ level: 'silent' }),
    secure: false,
    register,
    authenticate: async ({ headers }) => {
      const role = roleSchema.safeParse(headers['x-role']);
      if (!role.success) return null;
      const departments = typeof headers['x-departments'] === 'string' ? headers['x-departments'].split(',') : [];
      return actorFrom({ kind: 'user', id: role.data, label: `${role.data}@example.com`, role: role.data, departments, byCookie: false });
    },
  });
}
