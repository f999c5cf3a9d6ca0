import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import type { Session } from '../../../ui/session.tsx';
import { isLanguage } from '../../../ui/words/i18n.ts';
import { readStoredLanguage } from '../shell/settings.ts';
import { sessionQuery } from './session-query.ts';

/** Goes in with a fresh session. The person's own language holds unless this browser has chosen another one. */
export function useEnter(target: string): (session: Session) => void {
  const go = useGo();
  const queryClient = useQueryClient();
  const { i18n } = useTranslation('shell');
  return useCallback((session: Session) => {
    // What somebody else has seen at this screen before the session ended is not shown to the next person.
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' && query.getObserversCount() === 0 });
    queryClient.setQueryData(sessionQuery.queryKey, session);
    void queryClient.invalidateQueries({ queryKey: ['setup'] });
    if (!readStoredLanguage() && isLanguage(session.user.language)) void i18n.changeLanguage(session.user.language);
    go(target);
  }, [go, queryClient, i18n, target]);
}
