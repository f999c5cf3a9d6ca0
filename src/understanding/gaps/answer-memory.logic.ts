const FRESH_MS = 2_000;
const USABLE_MS = 10_000;
const ENTRIES = 50;

interface Entry<Answer> {
  answer: Promise<Answer>;
  atMs: number;
  renewing: boolean;
}

/**
 * Keeps the answers of heavy questions for seconds, so that ten people who look at the same list make one count, and
 * a list that is typed into stays quick. An answer up to 2 s old is given as it is; up to 10 s old it is given while a
 * new one is counted behind; an older one is never given.
 */
export class AnswerMemory<Answer> {
  readonly #entries = new Map<string, Entry<Answer>>();
  readonly #nowMs: () => number;
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  get(key: string, count: () => Promise<Answer>): Promise<Answer> {
    const known = this.#entries.get(key);
    const ageMs = known ? this.#nowMs() - known.atMs : Infinity;
    if (!known || ageMs > USABLE_MS) return this.#keep(key, count());
    if (ageMs > FRESH_MS && !known.renewing) {
      known.renewing = true;
      // A failed renewal leaves the old answer until it is too old; the next question then sees the failure itself.
      count().then((answer) => this.#keep(key, Promise.resolve(answer)), () => (known.renewing = false));
    }
    return known.answer;
  }

  #keep(key: string, answer: Promise<Answer>): Promise<Answer> {
    const entry = { answer, atMs: this.#nowMs(), renewing: false };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
    answer.catch(() => this.#entries.get(key) === entry && this.#entries.delete(key));
    return answer;
  }
}
