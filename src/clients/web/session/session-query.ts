import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import { ProblemError } from '../../../ui/problem.ts';
import type { Session } from '../../../ui/session.tsx';

/** Who is signed in; null when nobody is. Other failures stay failures. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await api.get<Session>('/api/session', { signal, expect401: true });
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) return null;
      throw error;
    }
  },
});

export interface Setup {
  /** No administrator exists yet. */
  needed: boolean;
  demoLoaded: boolean;
}

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => api.get<Setup>('/api/setup', { signal }),
});

export interface Demo {
  state: 'absent' | 'loading' | 'loaded' | 'failed';
  /** 0–1. */
  share: number;
  step: string;
}

/** How far the demo company is; asks again while it is being loaded. */
export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: ({ signal }) => api.get<Demo>('/api/demo', { signal }),
  refetchInterval: (query) => (query.state.data?.state === 'loading' ? 1_000 : false),
  staleTime: 0,
});
