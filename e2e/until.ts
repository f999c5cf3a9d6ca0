import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 60_000;

/** For `expect.poll`: what a page shows after a key or a click comes with its next frames, not at once. */
export const patient = { timeout: 20_000, interval: 50 };

/** Asks again until the answer is what is waited for; then gives it. @throws Error with the last answer when it never is */
export async function until<Answer>(ask: () => Promise<Answer>, isIt: (answer: Answer) => boolean, patienceMs = PATIENCE_MS): Promise<Answer> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (isIt(answer)) return answer;
    if (Date.now() > giveUpAt) throw new Error(`Waited ${patienceMs / 1000} s in vain; the last answer was ${JSON.stringify(answer)?.slice(0, 2_000)}`);
    await sleep(100);
  }
}
