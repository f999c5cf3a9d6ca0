/** Remembers answers for a few seconds, bounded in time and number: what is changed elsewhere shows after `keepMs` at the latest. */
export class ShortMemory<Value> {
  readonly #entries = new Map<string, { value: Value; untilMs: number }>();
  readonly #keepMs: number;
  readonly #limit: number;
  constructor(keepMs: number, limit: number) {
    this.#keepMs = keepMs;
    this.#limit = limit;
  }

  /** @returns undefined when nothing is remembered; `null` may be a remembered answer */
  recall(key: string, nowMs: number): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (nowMs < entry.untilMs && nowMs >= entry.untilMs - this.#keepMs) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  remember(key: string, value: Value, nowMs: number): void {
    // Maps keep the order of insertion, so the first key is the one that is nearest to its end.
    this.#entries.delete(key);
    if (this.#entries.size >= this.#limit) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
    this.#entries.set(key, { value, untilMs: nowMs + this.#keepMs });
  }

  forgetAll(): void {
    this.#entries.clear();
  }
}
