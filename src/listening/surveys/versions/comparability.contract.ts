import { z } from 'zod';

/** One thing that differs between two versions, and whether figures before and after still compare. See compare-versions.logic.ts. */
export const versionChangeSchema = z.object({
  question: z.string().describe('id of the question; empty: the survey as a whole'),
  change: z.enum(['added', 'removed', 'reworded', 'scale_changed', 'options_changed', 'moved', 'logic_changed']),
  breaksComparison: z.boolean(),
  reasonDe: z.string(),
  reasonEn: z.string(),
});
export type VersionChange = z.infer<typeof versionChangeSchema>;
