import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import { pollDueSources } from './sources/poll-sources.actions.ts';
import { readVoiceFile } from './files/read-voice-file.actions.ts';
import { UNDO_JOB, undoVoiceFile } from './files/undo-voice-file.actions.ts';
import { READ_JOB, removeForgottenFiles } from './files/voice-files.actions.ts';

export const voiceJobs: readonly JobDefinition[] = [
  // A run that is lost costs nothing: feeds whose time has come are still due in the next minute.
  { name: 'voices.poll', cron: '* * * * *', retries: 0, expireInS: 900, run: async (context, _data, signal) => void (await pollDueSources(context, signal)) },
  {
    name: READ_JOB,
    retries: 10,
    expireInS: 3_600,
    run: async (context, data, signal) => {
      if ('fileId' in data && typeof data.fileId === 'string') await readVoiceFile(context, data.fileId, signal);
    },
  },
  {
    name: UNDO_JOB,
    retries: 10,
    expireInS: 3_600,
    run: async (context, data, signal) => {
      if ('fileId' in data && typeof data.fileId === 'string') await undoVoiceFile(context, data.fileId, signal);
    },
  },
  { name: 'voices.tidy', cron: '40 3 * * *', run: (context) => removeForgottenFiles(context) },
];
