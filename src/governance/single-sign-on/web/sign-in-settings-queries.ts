import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { SingleSignOn } from '../single-sign-on.contract.ts';

export const singleSignOnQuery = queryOptions({
  queryKey: ['single-sign-on'],
  queryFn: ({ signal }) => api.get<{ singleSignOn: SingleSignOn | null; redirectAddress: string }>('/api/single-sign-on', { signal }),
});

export const signInSettingsQuery = queryOptions({
  queryKey: ['sign-in-settings'],
  queryFn: ({ signal }) => api.get<{ secondFactorRoles: string[] }>('/api/sign-in-settings', { signal }),
});
