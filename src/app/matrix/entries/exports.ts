import { exportTables } from '../../../steering/exports/exports.contract.ts';
import type { Entries } from '../entry.ts';

export const exportsEntries: Entries = {
  'GET /api/exports': {},
  'GET /api/exports/:table': { call: () => ({ params: { table: 'touchpoints' }, query: { format: 'csv-de' } }), alsoLookAt: () => exportTables.map((table) => ({ params: { table }, query: { format: 'csv-en' } })) },
};
