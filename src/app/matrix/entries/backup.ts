import type { Entries } from '../entry.ts';

export const backupEntries: Entries = {
  'GET /api/backups': {},
  'POST /api/backups/stream': { call: () => ({ body: { known: [] } }) },
};
