/* oxlint-disable unicorn/require-post-message-target-origin -- a thread, and no window */
import { parentPort } from 'node:worker_threads';
import { readMail } from '../mails/read-mail.actions.ts';

// Reads mails in a thread of its own: a mail that was made to take for ever stops this thread and nothing else.
parentPort?.on('message', ({ id, raw }: { id: number; raw: Uint8Array }) => {
  void readMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)).then(
    (mail) => parentPort?.postMessage({ id, mail }),
    (error: unknown) => parentPort?.postMessage({ id, failure: error instanceof Error ? error.message : String(error) }),
  );
});
