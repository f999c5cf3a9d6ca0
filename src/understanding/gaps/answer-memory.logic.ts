/** An answer is usable for this many times as long as it took to count: counting costs 5 % of the machine at most. */
const USABLE_PER_COST = 20;
/** From this share of its time on, an answer that is asked for is counted anew behind. */
const RENEW_AT_SHARE = 0.2;
const LONGEST_USABLE_MS = 120_000;
const ENTRIES = 50;

interface Entry<Answer> {
  answer: Promise<Answer>;
  atMs: number;
  /** How long counting took; null while it is under way. */
  costMs: number | null;
  renewing: boolean;
}

/**
 * Keeps the answers of heavy questions for a moment, so that ten people who look at the same list make one count, and
 * a list that is typed into stays quick. What takes 20 ms is at most 0.4 s old, so a small company always sees what is;
 * what takes 2 s on ten million contacts is at most 40 s old, and is counted anew behind while the old answer is given.
 */
export class AnswerMemory<Answer> {
  readonly #entries = new Map<string, Entry<Answer>>();
  readonly #nowMs: () => number;
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  get(key: string, count: () => Promise<Answer>): Promise<Answer> {
    const known = this.#entries.get(key);
    if (!known || (known.costMs !== null && this.#ageMs(known) > usableMs(known.costMs))) return this.#keep(key, count);
    if (known.costMs !== null && this.#ageMs(known) > usableMs(known.costMs) * RENEW_AT_SHARE && !known.renewing) {
      known.renewing = true;
      void this.#renew(key, known, count);
    }
    return known.answer;
  }

  #ageMs(entry: Entry<Answer>): number {
    return this.#nowMs() - entry.atMs;
  }

  #keep(key: string, count: () => Promise<Answer>): Promise<Answer> {
    const atMs = this.#nowMs();
    const entry: Entry<Answer> = { answer: count(), atMs, costMs: null, renewing: false };
    this.#remember(key, entry);
    entry.answer.then(
      () => (entry.costMs = this.#ageMs(entry)),
      () => this.#entries.get(key) === entry && this.#entries.delete(key),
    );
    return entry.answer;
  }

  /** A failed renewal leaves the old answer until it is too old; the next question then sees the failure itself. */
  async #renew(key: string, known: Entry<Answer>, count: () => Promise<Answer>): Promise<void> {
    const startedAtMs = this.#nowMs();
    try {
      const answer = await count();
      this.#remember(key, { answer: Promise.resolve(answer), atMs: startedAtMs, costMs: this.#nowMs() - startedAtMs, renewing: false });
    } catch {
      known.renewing = false;
    }
  }

  #remember(key: string, entry: Entry<Answer>): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
  }
}

const usableMs = (costMs: number): number => Math.min(LONGEST_USABLE_MS, costMs * USABLE_PER_COST);
