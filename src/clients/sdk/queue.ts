import { newId } from './new-id.ts';
import type { Store } from './store.ts';
import { toJson } from './to-json.ts';
import { warn } from './warn.ts';

/** Messages wait this long for others. */
const GATHER_MS = 300;
/** Browsers let a page that goes away send 64 kB; a sign may take three bytes. */
const BATCH_SIGNS = 20_000;
const BATCH_MESSAGES = 50;
/** The server takes none that is larger; a browser would not even send one of twice the size, and those behind it would wait for ever. */
const MESSAGE_BYTES = 32_000;
/** More than any visit makes; the oldest go first. The page needs room in its storage, too. */
const KEPT_MESSAGES = 500;
const KEPT_SIGNS = 500_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const KEPT_UNDER = 'queue.';

export type Message = Readonly<Record<string, unknown>> & { messageId: string };

export interface Queue {
  /** Takes the message as it is now; one that cannot be written or is too large is left out, and the console says so. */
  add(message: Message): void;
  /** Sends what waits. */
  flush(): Promise<void>;
}

/**
 * Messages on their way: together, again after a failure, later when there is no network, by another page when this
 * one goes away. The server takes each message id once, so sending twice does no harm.
 * @param url of the event API, to its end: …/v1/batch
 */
export function openQueue({ url, writeKey, store }: { url: string; writeKey: string; store: Store }): Queue {
  // A key per page: two open pages do not write over each other.
  const key = KEPT_UNDER + newId();
  /** As JSON: what the page changes later does not change them, and they are written once. */
  let waiting: { text: string }[] = [];
  let sending = 0;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  // What pages before this one could not send; another open page may send the same.
  for (const one of store.keys().filter((name) => name.startsWith(KEPT_UNDER))) {
    const left = store.read(one);
    store.remove(one);
    if (Array.isArray(left)) waiting.push(...left.filter((message) => typeof message?.messageId === 'string').map((message) => ({ text: toJson(message) })));
  }

  const keep = () => {
    waiting = waiting.slice(-KEPT_MESSAGES);
    for (let signs = waiting.reduce((sum, { text }) => sum + text.length, 0); signs > KEPT_SIGNS; ) signs -= waiting.shift()?.text.length ?? signs;
    if (waiting.length > 0) store.writeText(key, listOf(waiting));
    else store.remove(key);
  };
  const bodyOf = (batch: readonly { text: string }[]) => `{"writeKey":${toJson(writeKey)},"sentAt":"${new Date().toISOString()}","batch":${listOf(batch)}}`;
  const nextBatch = (from: number) => {
    let signs = 0;
    const end = waiting.findIndex(({ text }, at) => at >= from + BATCH_MESSAGES || (at >= from && (signs += text.length) > BATCH_SIGNS && at > from));
    return waiting.slice(from, end < 0 ? undefined : end);
  };
  const later = (waitMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), waitMs);
  };

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (sending > 0 || waiting.length === 0) return;
    const batch = nextBatch(0);
    sending = batch.length;
    const isDone = await send(bodyOf(batch));
    sending = 0;
    failures = isDone ? 0 : failures + 1;
    if (isDone) {
      const sent = new Set(batch);
      waiting = waiting.filter((message) => !sent.has(message));
    }
    keep();
    if (waiting.length > 0) later(isDone ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)) * (0.5 + Math.random() / 2));
  }

  /** @returns whether the server is done with it: taken, or refused for good. As plain text, which no browser asks leave for. */
  async function send(body: string): Promise<boolean> {
    try {
      const { status } = await fetch(url, { method: 'POST', body, keepalive: true, credentials: 'omit', referrerPolicy: 'no-referrer' });
      return status < 500 && status !== 429 && status !== 408;
    } catch {
      return false;
    }
  }

  /** The page goes away, perhaps for good. */
  function leave(): void {
    while (sending < waiting.length && navigator.onLine) {
      const batch = nextBatch(sending);
      // Some browsers are told not to have it.
      if (!navigator.sendBeacon?.(url, bodyOf(batch))) break;
      waiting.splice(sending, batch.length);
    }
    keep();
  }

  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && leave());
  addEventListener('online', () => void flush());
  if (waiting.length > 0) later(GATHER_MS);
  return {
    add(message) {
      const text = written(message);
      if (text === null) return;
      waiting.push({ text });
      keep();
      if (failures === 0 && sending === 0 && waiting.length === 1) later(GATHER_MS);
      else if (failures === 0 && waiting.length >= BATCH_MESSAGES) void flush();
    },
    flush,
  };
}

const listOf = (messages: readonly { text: string }[]) => `[${messages.map(({ text }) => text).join(',')}]`;

/** @returns null for what the server could not take: the page goes on, and so do the messages after it */
function written(message: Message): string | null {
  try {
    const text = toJson(message);
    if (new Blob([text]).size <= MESSAGE_BYTES) return text;
    warn(`a message of more than ${MESSAGE_BYTES} bytes was left out`);
  } catch (error) {
    warn('a message that cannot be written as JSON was left out', error);
  }
  return null;
}
