import { z } from 'zod';

/** One copy that a backup program asked for. */
export const backupRunSchema = z.object({
  id: z.uuid(),
  /** E-mail address, or name of the key. */
  actor: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable().describe('null while it runs, and where it broke off'),
  rows: z.number().nullable(),
  sentBytes: z.number().nullable().describe('what was new since the backup before'),
});
export type BackupRun = z.infer<typeof backupRunSchema>;
export const backupRunListSchema = z.object({ items: z.array(backupRunSchema), nextCursor: z.string().nullable() });

/** What the caller holds of history already, see platform/backup/frames.logic.ts. */
export const knownRangeSchema = z.object({ table: z.string().max(100), after: z.number().int(), upTo: z.number().int(), rows: z.number().int(), fingerprint: z.string().max(40) });
