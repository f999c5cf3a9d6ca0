import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import { useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import { useSession } from '../../../ui/session.tsx';
import type { Case, CaseChange, Person } from '../cases.contract.ts';
import { caseChangePreview, reverseChange } from './change-case.logic.ts';
import { casePath, caseQuery, choicesQuery, patchLists, refreshCase } from './case-queries.ts';

/**
 * Changes a case: shown at once, taken back when the server refuses, and with a way back for the person.
 * @param message - what was done, in the reader's words; without it there is no way back
 */
export function useChangeCase(): (id: string, change: CaseChange, message?: string) => Promise<boolean> {
  const queries = useQueryClient();
  const tellFailure = useTellFailure();
  const undoable = useUndo();
  const { user } = useSession();
  return useCallback(async (id, change, message) => {
    const { queryKey } = caseQuery(id);
    const people: Person[] = [...(queries.getQueryData(choicesQuery.queryKey)?.people ?? []), { id: user.id, name: user.name }];
    const before = queries.getQueryData(queryKey);
    const preview = caseChangePreview(change, { people, me: user.id });
    await queries.cancelQueries({ queryKey, exact: true });
    queries.setQueryData<Case>(queryKey, (known) => known && { ...known, ...preview });
    patchLists(queries, id, preview);
    try {
      await api.patch<Case>(casePath(id), { body: change });
    } catch (error) {
      if (before) {
        queries.setQueryData(queryKey, before);
        patchLists(queries, id, reversedPreview(before, preview));
      }
      tellFailure(error);
      void refreshCase(queries, id);
      return false;
    }
    void refreshCase(queries, id);
    const way = before && message ? reverseChange(before, change) : null;
    if (way && message) {
      undoable(message, async () => {
        await api.patch<Case>(casePath(id), { body: way });
        await refreshCase(queries, id);
      });
    }
    return true;
  }, [queries, tellFailure, undoable, user]);
}

const reversedPreview = (before: Case, preview: Partial<Case>): Partial<Case> =>
  Object.fromEntries(Object.entries(before).filter(([name]) => name in preview));
