import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { closeNoteBlocks } from './counter-notes.actions.ts';

export const closeCounterNotes: JobDefinition = { name: 'counter_notes.close', cron: '10 2 * * *', run: async (context) => void (await closeNoteBlocks(context)) };
