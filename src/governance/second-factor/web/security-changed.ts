import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTell } from '../../../ui/feedback/undo.tsx';

/** Tells what was changed and asks the server anew; the session too, because a second factor may have opened it. */
export function useSecurityChanged(): (message: string) => void {
  const queryClient = useQueryClient();
  const tell = useTell();
  return useCallback((message: string) => {
    for (const queryKey of [['security'], ['session']]) void queryClient.invalidateQueries({ queryKey });
    tell(message);
  }, [queryClient, tell]);
}
