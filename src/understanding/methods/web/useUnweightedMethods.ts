import { useQuery } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { MethodWords } from '../../../ui/result/MethodNote.tsx';
import { useCan } from '../../../ui/session.tsx';
import type { Weighting } from '../../metrics/weightings.contract.ts';
import type { MethodId } from '../methods.logic.ts';
import { useMethods } from './useMethod.ts';

/** The methods of a result that heeds no weights; says so where the company has defined a weighting that a reader would expect there. */
export function useUnweightedMethods(ids: readonly MethodId[]): MethodWords[] {
  const mayRead = useCan('read', 'metric');
  const weightings = useQuery({ queryKey: ['weightings'], queryFn: ({ signal }) => api.get<{ items: Weighting[] }>('/api/weightings', { signal }), staleTime: 60_000, enabled: mayRead });
  return useMethods((weightings.data?.items.length ?? 0) > 0 ? [...ids, 'unweighted'] : ids);
}
