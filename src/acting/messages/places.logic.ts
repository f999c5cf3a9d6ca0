/** Only so many do something at the same time; who waits longest is next. */
export class Places {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(free: number) {
    this.#free = free;
  }

  async take(): Promise<void> {
    if (this.#free === 0) return new Promise<void>((next) => this.#waiting.push(next));
    this.#free -= 1;
  }

  give(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
