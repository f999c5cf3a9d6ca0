import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { VoiceFile, VoiceFileUndo, VoiceSource } from '../sources/voice-sources.contract.ts';
import type { Voice, VoiceCounts, VoiceDetail } from '../voices.contract.ts';

interface VoicePage { items: Voice[]; nextCursor: string | null }

export const voiceListQuery = (filters: Record<string, string>) => infiniteQueryOptions({
  queryKey: ['voices', 'list', filters], initialPageParam: '', getNextPageParam: ({ nextCursor }: VoicePage) => nextCursor,
  queryFn: ({ pageParam, signal }) => api.get<VoicePage>('/api/voices', { query: { ...filters, cursor: pageParam, limit: 30 }, signal }),
});
export const voiceCountsQuery = queryOptions({ queryKey: ['voices', 'counts'], queryFn: ({ signal }) => api.get<VoiceCounts>('/api/voice-counts', { signal }) });
export const voiceQuery = (id: string) => queryOptions({ queryKey: ['voices', id], queryFn: ({ signal }) => api.get<VoiceDetail>(`/api/voices/${id}`, { signal }) });
const SLOW_MS = 30_000;
export const sourcesQuery = queryOptions({ queryKey: ['voice-sources'], refetchInterval: SLOW_MS, queryFn: async ({ signal }) => (await api.get<{ items: VoiceSource[] }>('/api/voice-sources', { query: { limit: 200 }, signal })).items });
export const sourceQuery = (id: string) => queryOptions({ queryKey: ['voice-sources', id], queryFn: ({ signal }) => api.get<VoiceSource>(`/api/voice-sources/${id}`, { signal }) });
const BUSY_MS = 1_000;
export const filesQuery = (sourceId: string) => queryOptions({
  queryKey: ['voice-sources', sourceId, 'files'],
  queryFn: async ({ signal }): Promise<VoiceFile[]> => (await api.get<{ items: VoiceFile[] }>(`/api/voice-sources/${sourceId}/files`, { query: { limit: 20 }, signal })).items,
  refetchInterval: ({ state }): number | false => (state.data?.some((file) => file.state === 'running' || file.state === 'undoing') ? BUSY_MS : false),
});
export const fileUndoQuery = (id: string) => queryOptions({ queryKey: ['voice-files', id, 'undo'], queryFn: ({ signal }) => api.get<VoiceFileUndo>(`/api/voice-files/${id}/undo-preview`, { signal }), gcTime: 0 });
