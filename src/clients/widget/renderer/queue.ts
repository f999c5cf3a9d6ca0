import { AnswersRefused, type ResponseBody, type SubmitOutcome } from './mount.types.ts';
import { type Door, putResponse, Refusal, type SavedLater } from './transport.ts';

/** A whole response that has not reached the server yet. */
export interface Waiting {
  responseId: string;
  door: Door;
  body: ResponseBody & SavedLater;
}

const STORE = 'responses';

/**
 * Responses that wait for the network, in the browser's own database: they outlive a reload and an empty battery. Each is
 * taken out when the server has it; its id makes sending it twice harmless.
 */
export async function keepWaiting(waiting: Waiting): Promise<void> {
  await request('readwrite', (store) => store.put(waiting));
}

export async function dropWaiting(responseId: string): Promise<void> {
  await request('readwrite', (store) => store.delete(responseId));
}

export async function isWaiting(responseId: string): Promise<boolean> {
  return (await request('readonly', (store) => store.count(responseId))) > 0;
}

export async function countWaiting(): Promise<number> {
  return request('readonly', (store) => store.count());
}

/** Sends what waits, oldest first. @returns what has been taken; stops at the first that does not get through */
export async function sendWaiting(): Promise<SubmitOutcome[]> {
  const taken: SubmitOutcome[] = [];
  const all = (await request('readonly', (store) => store.getAll())) as Waiting[]; // of keepWaiting
  for (const { responseId, door, body } of [...all].sort((a, b) => a.body.startedAt.localeCompare(b.body.startedAt))) {
    try {
      taken.push(await putResponse(door, responseId, body));
    } catch (error) {
      // Refused for good: keeping it would hold up those behind it for ever.
      if (!(error instanceof Refusal || error instanceof AnswersRefused)) return taken;
    }
    await dropWaiting(responseId);
  }
  return taken;
}

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const opening = indexedDB.open('momente', 1);
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE, { keyPath: 'responseId' }));
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
  });
  return opened;
}

async function request<Result>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const asked = ask(transaction.objectStore(STORE));
    // Only when the transaction is through is it on the disk.
    transaction.addEventListener('complete', () => resolve(asked.result));
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('not kept')));
  });
}
