import { markDemoLoaded, readSetup } from '../governance/users/passwords/setup.actions.ts';
import { Problem } from '../kernel/problem.ts';
import type { Ingest } from '../listening/events/ingest.actions.ts';
import { actAs } from '../platform/acting.ts';
import { RecentResults } from '../platform/recent-results.ts';
import type { Neighbours } from '../demo/neighbours.ts';
import type { Context } from '../platform/context.ts';

export interface DemoState {
  state: 'absent' | 'loading' | 'loaded' | 'failed';
  /** 0–1. */
  share: number;
  step: string;
}

/** Loads the demo company once; a load that was cut off goes on where it was, because nothing is stored twice. */
export class Demo {
  readonly #context: Context;
  readonly #ingest: Ingest;
  readonly #abort = new AbortController();
  #progress: DemoState | null = null;
  #running: Promise<void> = Promise.resolve();
  #neighbours: Promise<Neighbours> | null = null;
  readonly #customers: number | undefined;
  constructor(context: Context, ingest: Ingest, customers?: number) {
    this.#context = context;
    this.#ingest = ingest;
    this.#customers = customers;
  }

  /** At the start of the product: where the demo company is loaded, its neighbours are there too. */
  async wake(): Promise<void> {
    if ((await readSetup(this.#context)).demoLoaded) await this.#meetNeighbours();
  }

  async read(): Promise<DemoState> {
    if (this.#progress) return this.#progress;
    return (await readSetup(this.#context)).demoLoaded ? { state: 'loaded', share: 1, step: '' } : { state: 'absent', share: 0, step: '' };
  }

  /** @returns at once; `onProgress` is told until it is loaded or failed. @throws demo.loading, demo.already_loaded */
  async start(onProgress: (state: DemoState) => void = () => undefined): Promise<void> {
    const { state } = await this.read();
    if (state === 'loading') throw new Problem('demo.loading', 'The demo company is being loaded already.');
    if (state === 'loaded') throw new Problem('demo.already_loaded', 'The demo company is loaded already.');
    const tell = (progress: DemoState) => {
      this.#progress = progress;
      onProgress(progress);
    };
    tell({ state: 'loading', share: 0, step: 'start' });
    // As an import: its hundred thousand rows are one thing that somebody did, not a hundred thousand.
    this.#running = actAs({ kind: 'import', id: 'demo', label: 'Nordfunk' }, () => this.#load(tell));
  }

  /** Resolves when no load runs any more. */
  async finished(): Promise<void> {
    await this.#running;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
    await (await this.#neighbours?.catch(() => null))?.stop();
  }

  async #meetNeighbours(): Promise<void> {
    this.#neighbours ??= import('../demo/neighbours.ts').then(({ startNeighbours }) => startNeighbours(this.#context));
    await this.#neighbours;
  }

  async #load(tell: (state: DemoState) => void): Promise<void> {
    try {
      // Loaded on demand: thousands of text fragments that an installation without the demo never needs.
      const { loadNordfunk } = await import('../demo/nordfunk/load.ts');
      await loadNordfunk(this.#context, { ingest: this.#ingest, until: this.#context.clock.now(), ...(this.#customers === undefined ? {} : { customers: this.#customers }), signal: this.#abort.signal, onProgress: (share, step) => tell({ state: 'loading', share, step }) });
      await this.#meetNeighbours();
      await markDemoLoaded(this.#context);
      // Whoever opened a page meanwhile made figures of a half-full house; the next reader is not shown them once more.
      RecentResults.forgetEverything();
      tell({ state: 'loaded', share: 1, step: '' });
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#context.log.error({ err: error }, 'the demo company could not be loaded');
      tell({ state: 'failed', share: 0, step: error instanceof Error ? error.message : String(error) });
    }
  }
}
