import type { Entries } from '../entry.ts';

export const exportsEntries: Entries = {
  'GET /api/exports': {},
  'GET /api/exports/:table': { call: () => ({ params: { table: 'touchpoints' }, query: { format: 'csv-de' } }) },
};
