import { useQuery } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';

/** Channels that can send now; undefined while nobody knows. */
export function useReadyChannels(): readonly string[] | undefined {
  const { data } = useQuery({ queryKey: ['ready-channels'], queryFn: ({ signal }) => api.get<{ items: string[] }>('/api/ready-channels', { signal }) });
  return data?.items;
}
