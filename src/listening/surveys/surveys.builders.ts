import { saveDepartments, saveTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import type { Context } from '../../platform/context.ts';
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
