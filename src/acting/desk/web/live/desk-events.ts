import type { PresentPerson } from '../../../cases/cases.contract.ts';
import type { IncomingCall } from '../../../mailbox/mailbox.contract.ts';

export type DeskEvent =
  | { kind: 'hello' }
  | { kind: 'case.changed'; id: string; version: number; isNew: boolean }
  | { kind: 'counters'; counters: Record<string, number> }
  | { kind: 'presence'; caseId: string; people: PresentPerson[] }
  | { kind: 'mention'; caseId: string; number: string; by: string }
  | { kind: 'call'; call: IncomingCall }
  | { kind: 'call.taken'; callId: string };

const kinds = ['hello', 'case.changed', 'counters', 'presence', 'mention', 'call', 'call.taken'] as const;
const RETRY_AFTER_MS = 15_000;

/**
 * News of the desk as they happen. Browsers allow few open connections to one house, so only one tab of a person holds
 * one and tells the others; when it closes, the next takes over.
 */
export function listenToDesk(userId: string, tell: (event: DeskEvent) => void): () => void {
  const end = new AbortController();
  const others = new BroadcastChannel(`momente.desk.${userId}`);
  others.addEventListener('message', ({ data }: MessageEvent<DeskEvent>) => tell(data));
  const pass = (event: DeskEvent) => {
    tell(event);
    others.postMessage(event); // oxlint-disable-line unicorn/require-post-message-target-origin -- a channel within one origin knows no other
  };
  const hold = () => holdConnection(pass, end.signal);
  // Locks exist on https and on the own machine only; without them every tab has a connection of its own.
  if ('locks' in navigator) void navigator.locks.request(`momente.desk.${userId}`, { signal: end.signal }, hold).catch(() => undefined); // aborted: this tab has gone
  else void hold();
  return () => {
    end.abort();
    others.close();
  };
}

/** Resolves when `signal` says so. The browser connects again by itself, except after a refusal. */
function holdConnection(tell: (event: DeskEvent) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const connect = () => {
      const opened = new EventSource('/api/desk/events');
      source = opened;
      for (const kind of kinds) {
        opened.addEventListener(kind, ({ data }: MessageEvent<string>) => {
          const event = readDeskEvent(kind, data);
          if (event) tell(event);
        });
      }
      opened.addEventListener('error', () => {
        if (opened.readyState === EventSource.CLOSED && !signal.aborted) timer = setTimeout(connect, RETRY_AFTER_MS);
      });
    };
    connect();
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      source?.close();
      resolve();
    });
  });
}

/** The server's own words, so only their frame is looked at; null for what this page does not know. */
export function readDeskEvent(kind: (typeof kinds)[number], text: string): DeskEvent | null {
  try {
    const data: unknown = JSON.parse(text === '' ? '{}' : text);
    if (typeof data !== 'object' || data === null) return null;
    if (kind === 'counters') return { kind, counters: Object.fromEntries(Object.entries(data).filter(([, n]) => typeof n === 'number')) };
    if (kind === 'call') return { kind, call: data as IncomingCall }; // acting/mailbox writes it
    return { ...data, kind } as DeskEvent; // the contract of /api/desk/events
  } catch {
    return null;
  }
}
