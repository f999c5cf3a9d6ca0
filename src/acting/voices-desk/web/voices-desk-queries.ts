import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { CaseVoice, VoiceDesk } from '../voices-desk.contract.ts';

const WAITING_MS = 3_000;
export const voiceDeskQuery = (voiceId: string) => queryOptions({
  queryKey: ['voices', voiceId, 'desk'], queryFn: ({ signal }) => api.get<VoiceDesk>(`/api/voices/${voiceId}/desk`, { signal }),
  refetchInterval: ({ state }) => (state.data?.replies.some((reply) => reply.state === 'waiting') ? WAITING_MS : false),
});
export const caseVoicesQuery = (caseId: string) => queryOptions({ queryKey: ['cases', caseId, 'voices'], queryFn: async ({ signal }) => (await api.get<{ items: CaseVoice[] }>(`/api/cases/${caseId}/voices`, { signal })).items });
