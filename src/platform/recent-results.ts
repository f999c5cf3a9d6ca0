import type { Context } from './context.ts';

/** An age, or what it is for a result that took `costMs` to compute. */
type Age = number | ((costMs: number) => number);

export interface RecentResultsOptions {
  /** Younger results are given out as they are. */
  freshMs: Age;
  /** Older than fresh but younger than this: given out once more while a newer one is computed. Above, callers wait. */
  staleMs: Age;
  /** Most results kept; the longest unused goes first. */
  limit: number;
  nowMs?: () => number;
}

interface Entry {
  value: Promise<unknown>;
  computedAtMs: number;
  /** Null while it is being computed. */
  costMs: number | null;
  isRenewing: boolean;
}

/**
 * Remembers what dear questions were answered, so that many readers at once cost one computation.
 * Callers with the same key must mean the same question.
 */
export class RecentResults {
  static readonly #all = new Set<WeakRef<RecentResults>>();
  readonly #entries = new Map<string, Entry>();
  readonly #options: Required<RecentResultsOptions>;
  constructor(options: RecentResultsOptions) {
    this.#options = { nowMs: () => performance.now(), ...options };
    RecentResults.#all.add(new WeakRef(this));
  }

  /** Forgets what was answered, everywhere in this process: somebody was erased whose words may be part of it. */
  static forgetEverything(): void {
    for (const reference of RecentResults.#all) {
      const memory = reference.deref();
      if (memory) memory.#entries.clear();
      else RecentResults.#all.delete(reference);
    }
  }

  async get<T>(key: string, compute: () => Promise<T>): Promise<T> {
    const entry = this.#entries.get(key);
    if (!entry) return this.#start(key, compute);
    const ageMs = this.#options.nowMs() - entry.computedAtMs;
    if (ageMs >= limitOf(this.#options.staleMs, entry)) return this.#start(key, compute);
    if (ageMs >= limitOf(this.#options.freshMs, entry) && !entry.isRenewing) this.#renew(key, entry, compute);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value as Promise<T>; // the key names the question, so the answer has its type
  }

  #start<T>(key: string, compute: () => Promise<T>): Promise<T> {
    const computedAtMs = this.#options.nowMs();
    const value = compute();
    const entry: Entry = { value, computedAtMs, costMs: null, isRenewing: false };
    this.#entries.set(key, entry);
    value.then(
      () => (entry.costMs = this.#options.nowMs() - computedAtMs),
      () => this.#entries.get(key) === entry && this.#entries.delete(key), // a failure is never remembered
    );
    const oldest = this.#entries.keys().next();
    if (this.#entries.size > this.#options.limit && !oldest.done) this.#entries.delete(oldest.value);
    return value;
  }

  #renew<T>(key: string, entry: Entry, compute: () => Promise<T>): void {
    entry.isRenewing = true;
    const startedAtMs = this.#options.nowMs();
    compute().then(
      (value) => this.#entries.get(key) === entry && this.#entries.set(key, { value: Promise.resolve(value), computedAtMs: startedAtMs, costMs: this.#options.nowMs() - startedAtMs, isRenewing: false }),
      () => {
        entry.isRenewing = false; // the stale result stays until it is too old; then the caller sees the failure
      },
    );
  }
}

const limitOf = (age: Age, { costMs }: Entry): number => (typeof age === 'number' ? age : costMs === null ? Number.POSITIVE_INFINITY : age(costMs));

/**
 * A memory for each store this process has open, by what was asked: `const remembered = remembering({ … })`, and
 * `remembered(context, ['nps', filter, reader], compute)`. With a `version`, what was computed before it changed is not given out.
 */
export function remembering({ version, ...options }: RecentResultsOptions & { version?: (context: Context) => number }) {
  const memories = new WeakMap<Context['history'], RecentResults>();
  return <T>(context: Context, question: readonly unknown[], compute: () => Promise<T>): Promise<T> => {
    const memory = memories.get(context.history) ?? new RecentResults(options);
    memories.set(context.history, memory);
    return memory.get(JSON.stringify([version?.(context), ...question]), compute);
  };
}
