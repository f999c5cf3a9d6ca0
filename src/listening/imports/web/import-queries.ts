import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { Import, ImportState, Inspection, Pickup, Preview, Profile, RefusedList, SavedProfile, UndoPreview } from '../imports.contract.ts';

const SOON_MS = 600;
const busyStates: readonly ImportState[] = ['checking', 'running', 'undoing'];
export const isBusy = (state: ImportState): boolean => busyStates.includes(state);

export interface ImportPage { items: Import[]; nextCursor: string | null }

export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports'],
  queryFn: ({ pageParam, signal }) => api.get<ImportPage>('/api/imports', { query: { limit: 50, cursor: pageParam }, signal }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
  refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some((item) => isBusy(item.state))) ? 2_000 : false),
});

/** While something runs it is asked again and again; the server is the only one that knows. */
export const importQuery = (id: string) => queryOptions({
  queryKey: ['import', id],
  queryFn: ({ signal }) => api.get<Import>(`/api/imports/${id}`, { signal }),
  refetchInterval: ({ state }) => (state.data && isBusy(state.data.state) ? SOON_MS : false),
  refetchIntervalInBackground: true,
});

/** What somebody said about how the file is to be read; '' = find out. */
export interface ReadAs extends Record<string, string> { encoding: string; delimiter: string; sheet: string; headerRows: string }

export const inspectionQuery = (id: string, readAs: ReadAs) => queryOptions({
  queryKey: ['import', id, 'inspection', readAs],
  queryFn: ({ signal }) => api.get<Inspection>(`/api/imports/${id}/inspection`, { query: readAs, signal, timeoutMs: 60_000 }),
  staleTime: Infinity,
});

export const previewQuery = (id: string, profile: Profile) => queryOptions({
  queryKey: ['import', id, 'preview', profile],
  queryFn: ({ signal }) => api.post<Preview>(`/api/imports/${id}/preview`, { body: { profile }, signal }),
  staleTime: Infinity,
  gcTime: 60_000,
});

export const refusedQuery = (id: string) => infiniteQueryOptions({
  queryKey: ['import', id, 'refused'],
  queryFn: ({ pageParam, signal }) => api.get<RefusedList>(`/api/imports/${id}/refused`, { query: { limit: 50, cursor: pageParam }, signal }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

export const undoPreviewQuery = (id: string) => queryOptions({
  queryKey: ['import', id, 'undo preview'],
  queryFn: ({ signal }) => api.get<UndoPreview>(`/api/imports/${id}/undo-preview`, { signal, timeoutMs: 60_000 }),
  staleTime: 0,
});

export const savedProfilesQuery = queryOptions({
  queryKey: ['import profiles'],
  queryFn: async ({ signal }) => (await api.get<{ items: SavedProfile[] }>('/api/import-profiles', { signal })).items,
});

export const pickupsQuery = queryOptions({
  queryKey: ['import pickups'],
  queryFn: async ({ signal }) => (await api.get<{ items: Pickup[] }>('/api/import-pickups', { signal })).items,
});
