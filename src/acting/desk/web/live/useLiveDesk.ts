import { useEffect, useRef } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api } from '../../../../ui/api.ts';
import { useSession } from '../../../../ui/session.tsx';
import { casePath, caseQuery, patchLists, presenceKey, viewsQuery, type CasePage } from '../../../cases/web/case-queries.ts';
import type { Case } from '../../../cases/cases.contract.ts';
import type { IncomingCall } from '../../../mailbox/mailbox.contract.ts';
import { listenToDesk, type DeskEvent } from './desk-events.ts';

interface Listeners {
  onCall: (call: IncomingCall) => void;
  /** A colleague has taken it. */
  onCallTaken: (callId: string) => void;
  onMention: (mention: { caseId: string; number: string; by: string }) => void;
}

const GATHER_MS = 700;
const POLL_MS = 30_000;

/** Keeps cases, lists and counters of the page as they are on the server, without asking again and again. */
export function useLiveDesk(listeners: Listeners): void {
  const queries = useQueryClient();
  const { user, viewsAs } = useSession();
  const latest = useRef(listeners);
  useEffect(() => { latest.current = listeners; });
  const isLookingAs = viewsAs !== undefined;
  useEffect(() => {
    const gathered = gather(queries);
    // A connection cannot say through which role somebody looks: then the page asks now and then.
    if (isLookingAs) {
      const timer = setInterval(() => refreshAll(queries), POLL_MS);
      return () => clearInterval(timer);
    }
    const apply = (event: DeskEvent) => {
      if (event.kind === 'call') latest.current.onCall(event.call);
      else if (event.kind === 'call.taken') latest.current.onCallTaken(event.callId);
      else if (event.kind === 'mention') latest.current.onMention(event);
      else if (event.kind === 'presence') queries.setQueryData(presenceKey(event.caseId), event.people);
      else if (event.kind === 'counters') countAnew(queries, event.counters);
      else if (event.kind === 'case.changed') gathered.add(event);
      else refreshAll(queries); // connected: what happened since the lists were read was not told
    };
    const stop = listenToDesk(user.id, apply);
    return () => {
      stop();
      gathered.stop();
    };
  }, [queries, user.id, isLookingAs]);
}

function refreshAll(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: ['cases'] });
  void queries.invalidateQueries({ queryKey: viewsQuery.queryKey });
}

function countAnew(queries: QueryClient, counters: Record<string, number>): void {
  queries.setQueryData(viewsQuery.queryKey, (views) => views && { ...views, items: views.items.map((view) => (counters[view.id] === undefined ? view : { ...view, n: counters[view.id] ?? view.n })) });
}

/** Many changes within a moment are one: a case is read once, and short lists are asked again. */
function gather(queries: QueryClient) {
  const waiting = new Map<string, boolean>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    timer = undefined;
    const changed = [...waiting];
    waiting.clear();
    for (const [id] of changed) void queries.invalidateQueries({ queryKey: ['cases', id] });
    const lists = queries.getQueryCache().findAll({ queryKey: ['cases', 'list'], type: 'active' });
    const isLong = lists.some((list) => pagesOf(list.state.data) > 3);
    if (!isLong) void queries.invalidateQueries({ queryKey: ['cases', 'list'] });
    // Whoever has scrolled far keeps the place; rows in sight are renewed one by one.
    else for (const [id] of changed.slice(0, 10)) void renewRow(queries, id);
  };
  return {
    add({ id, version, isNew }: { id: string; version: number; isNew: boolean }) {
      if (queries.getQueryData(caseQuery(id).queryKey)?.version === version && !isNew) return;
      waiting.set(id, isNew || waiting.get(id) === true);
      timer ??= setTimeout(run, GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

const pagesOf = (data: unknown): number => (typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages) ? data.pages.length : 0);

async function renewRow(queries: QueryClient, id: string): Promise<void> {
  const isShown = queries.getQueriesData<{ pages: CasePage[] }>({ queryKey: ['cases', 'list'] }).some(([, list]) => list?.pages.some((page) => page.items.some((item) => item.id === id)));
  if (!isShown) return;
  try {
    patchLists(queries, id, await api.get<Case>(casePath(id)));
  } catch {
    // gone, or not for this person any more: the next look at the list says so
  }
}
