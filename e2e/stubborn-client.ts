import { setTimeout as sleep } from 'node:timers/promises';
import { writeKey } from './momente.ts';

const EVENTS_PER_BATCH = 40;
const RETRY_AFTER_MS = 30;

/** A sender that sends each batch again, word for word, until it is acknowledged: what every good client does. */
export class StubbornClient {
  readonly userId: string;
  /** Of batches answered with 2xx. */
  readonly acknowledged: string[] = [];
  /** Answers other than 2xx and broken connections, by what they were. */
  readonly setbacks = new Map<string, number>();
  readonly #address: () => string;
  #isStopping = false;
  #running: Promise<void> = Promise.resolve();
  constructor(userId: string, address: () => string) {
    this.userId = userId;
    this.#address = address;
  }

  start(): this {
    this.#running = this.#sendBatches();
    return this;
  }

  /** Resolves when the batch at hand is acknowledged too. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#running;
  }

  async #sendBatches(): Promise<void> {
    for (let n = 0; !this.#isStopping; n++) {
      const ids = Array.from({ length: EVENTS_PER_BATCH }, (_, i) => `${this.userId}-${n}-${i}`);
      const batch = ids.map((messageId, i) => ({ type: 'track', event: 'Call ended', messageId, userId: this.userId, anonymousId: `${this.userId}-phone-${n % 7}`, properties: { n, i } }));
      while (!(await this.#isTaken(JSON.stringify({ batch })))) await sleep(RETRY_AFTER_MS);
      this.acknowledged.push(...ids);
    }
  }

  async #isTaken(body: string): Promise<boolean> {
    try {
      const answer = await fetch(`${this.#address()}/v1/batch`, { method: 'POST', body, headers: { authorization: `Basic ${btoa(`${writeKey}:`)}` }, signal: AbortSignal.timeout(30_000) });
      const said: { accepted: number; repeated: number } = JSON.parse(await answer.text());
      if (answer.ok && said.accepted + said.repeated === EVENTS_PER_BATCH) return true;
      this.#note(`${answer.status} ${answer.headers.get('content-type') ?? ''} retry-after ${answer.headers.get('retry-after') ?? 'never'}`);
    } catch {
      this.#note('broken connection');
    }
    return false;
  }

  #note(setback: string): void {
    this.setbacks.set(setback, (this.setbacks.get(setback) ?? 0) + 1);
  }
}
