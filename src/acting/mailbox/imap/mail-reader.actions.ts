import { Worker } from 'node:worker_threads';
import type { ReadMail } from '../mail.contract.ts';

const TIME_LIMIT_MS = 60_000;
const IDLE_MS = 30_000;
/** A mail of 50 MB needs about 400; what needs more was made to. */
const MEMORY_LIMIT_MB = 768;

interface Waiting { resolve: (mail: ReadMail) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }
let worker: Worker | null = null;
let idle: NodeJS.Timeout | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/** Reads a mail in another thread, within limits of time and memory. @throws Error when the mail is beyond them */
export function readMailApart(raw: Buffer, timeLimitMs = TIME_LIMIT_MS): Promise<ReadMail> {
  if (idle) clearTimeout(idle);
  const reader = (worker ??= startReader());
  const id = (lastId += 1);
  return new Promise<ReadMail>((resolve, reject) => {
    const timer = setTimeout(() => stop(reader, new Error(`The mail could not be read within ${timeLimitMs / 1_000} s.`)), timeLimitMs);
    waiting.set(id, { resolve, reject, timer });
    const copy = new Uint8Array(raw);
    reader.postMessage({ id, raw: copy }, [copy.buffer]);
  }).finally(() => {
    if (waiting.size === 0) idle = setTimeout(() => stop(reader, new Error('idle')), IDLE_MS).unref();
  });
}

function startReader(): Worker {
  const reader = new Worker(new URL('./mail-reader-thread.actions.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB }, execArgv: ['--disable-warning=ExperimentalWarning'], stderr: true });
  reader.unref();
  reader.on('message', ({ id, mail, failure }: { id: number; mail?: ReadMail; failure?: string }) => {
    const asked = waiting.get(id);
    if (!asked) return;
    waiting.delete(id);
    clearTimeout(asked.timer);
    if (mail) asked.resolve(mail);
    else asked.reject(new Error(failure ?? 'The mail could not be read.'));
  });
  reader.on('error', (error) => stop(reader, error));
  return reader;
}

/** Whoever waits is told; the next mail gets a new thread. */
function stop(reader: Worker, error: Error): void {
  if (worker === reader) worker = null;
  for (const [id, asked] of waiting) {
    waiting.delete(id);
    clearTimeout(asked.timer);
    asked.reject(error);
  }
  void reader.terminate();
}
