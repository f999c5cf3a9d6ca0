import type { Entries } from '../entry.ts';

export const auditEntries: Entries = {
  'GET /api/audit': {},
  'GET /api/audit/choices': {},
  'GET /api/audit/state': {},
  'GET /api/audit/verification': {},
  'POST /api/audit/verification': { call: () => ({ body: { seals: [] } }) },
  'GET /api/audit/customers/:id/looks': { call: (world) => ({ params: { id: world.customerId } }) },
  'GET /api/audit/export': {},
};
