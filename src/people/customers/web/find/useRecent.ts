import { useCallback, useState } from 'react';
import { useSession } from '../../../../ui/session.tsx';
import { forget, parseRecent, remember, type RecentCustomer } from './recent.logic.ts';

/** Customers that this user looked at lately, in this browser only: the list never leaves it. */
export function useRecent() {
  const key = `momente.recent-customers.${useSession().user.id}`;
  const [list, setList] = useState(() => read(key));
  const change = useCallback((next: (list: RecentCustomer[]) => RecentCustomer[]) => {
    const changed = next(read(key));
    write(key, changed);
    setList(changed);
  }, [key]);
  return {
    list,
    remember: useCallback((id: string, name: string) => change((all) => remember(all, { id, name, seenAt: new Date().toISOString() })), [change]),
    forget: useCallback((ids: readonly string[]) => change((all) => forget(all, ids)), [change]),
    clear: useCallback(() => change(() => []), [change]),
  };
}

function read(key: string): RecentCustomer[] {
  try {
    return parseRecent(localStorage.getItem(key));
  } catch {
    return []; // storage is forbidden
  }
}

function write(key: string, list: RecentCustomer[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(list));
  } catch {
    // Storage is forbidden or full: the list is a convenience.
  }
}
