import { AnswersRefused, type ResponseBody, type SubmitOutcome } from './mount.types.ts';
import { type Door, putResponse, Refusal, type SavedLater } from './transport.ts';

/** A whole response that has not reached the server yet. */
export interface Waiting {
  responseId: string;
  door: Door;
  body: ResponseBody & SavedLater;
  /** Why the server did not take it; staff are shown how many there are, and it is sent again when the kiosk starts anew. */
  refused?: string;
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

export async function countWaiting(): Promise<{ waiting: number; refused: number }> {
  const all = await allWaiting();
  const refused = all.filter((one) => one.refused !== undefined).length;
  return { waiting: all.length - refused, refused };
}

/**
 * Sends what waits, oldest first, until nobody answers. What the server cannot deal with waits on and keeps nobody behind
 * it. What it refuses is dropped on a customer's own device; a kiosk keeps it, because nobody else would ever know.
 * @param isRefusedToo - also tries what was refused before: the survey may be open again
 */
export async function sendWaiting(isRefusedToo = false): Promise<SubmitOutcome[]> {
  const taken: SubmitOutcome[] = [];
  const all = (await allWaiting()).filter(({ refused }) => isRefusedToo || refused === undefined);
  for (const { responseId, door, body } of all.sort((a, b) => a.body.startedAt.localeCompare(b.body.startedAt))) {
    let refused: string | null = null;
    try {
      const outcome = await putResponse(door, responseId, body);
      if (REFUSALS.has(outcome.state)) refused = outcome.state;
      else taken.push(outcome);
    } catch (error) {
      if (error instanceof Refusal || error instanceof AnswersRefused) refused = error.message;
      else if (isItsOwnFault(error)) continue;
      else return taken;
    }
    if (refused !== null && body.source === 'kiosk') await markRefused(responseId, refused);
    else await dropWaiting(responseId);
  }
  return taken;
}

const REFUSALS: ReadonlySet<string> = new Set<SubmitOutcome['state']>(['closed', 'answered', 'expired']);

/** A server answered and is not just busy or away: it stumbled over this one. */
function isItsOwnFault(error: unknown): boolean {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && ![408, 429, 502, 503, 504].includes(error.status);
}

async function allWaiting(): Promise<Waiting[]> {
  return (await request('readonly', (store) => store.getAll())) as Waiting[]; // of keepWaiting
}

/** Unless it was taken out meanwhile, by another tab or by whoever mended it. */
async function markRefused(responseId: string, refused: string): Promise<void> {
  await request('readwrite', (store) => {
    const found = store.get(responseId);
    found.addEventListener('success', () => { if (found.result) store.put({ ...found.result, refused }); });
    return found;
  });
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
