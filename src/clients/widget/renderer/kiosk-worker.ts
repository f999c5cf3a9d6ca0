import { KIOSK_CACHE } from './kiosk-name.ts';

/**
 * Looks after /kiosk/…: the page comes from the network while there is one, and as it was kept otherwise. Answers never
 * pass through here; they lie in the page's own database.
 */
interface Worker {
  addEventListener(kind: 'install' | 'activate' | 'fetch', listen: (event: WorkerEvent) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}
interface WorkerEvent {
  request: Request;
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

const worker = globalThis as unknown as Worker; // what this file runs in is not what the other files of the project run in
const SLOW_MS = 4_000;

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (pathname.startsWith('/widget/assets/') || /^\/api\/public\/surveys\/[^/]+\/images\//.test(pathname)) event.respondWith(keptFirst(request));
  else if (/^\/kiosk\/[^/]+$/.test(pathname)) event.respondWith(networkFirst(request, pathname));
});

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function networkFirst(request: Request, pathname: string): Promise<Response> {
  const kept = async () => (await caches.match(pathname)) ?? Response.error();
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(SLOW_MS) });
    if (!answer.ok) return answer.status >= 500 ? ((await caches.match(pathname)) ?? answer) : answer;
    const cache = await caches.open(KIOSK_CACHE);
    await cache.put(pathname, answer.clone());
    return answer;
  } catch {
    return kept();
  }
}
