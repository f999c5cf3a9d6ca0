import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

/** Hears what transactions of any process say with `pg_notify`; null = there was a gap, something may have been missed. */
export type Listener = (payload: string | null) => void;

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

/** One connection of its own for all listeners of this process, made at the first of them and again whenever it breaks. */
export class Notifications {
  readonly #options: pg.ClientConfig;
  readonly #listeners = new Map<string, Set<Listener>>();
  #client: pg.Client | null = null;
  #connecting: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: pg.ClientConfig) {
    this.#options = options;
  }

  /** Resolves when the channel is heard. @returns how to stop listening */
  async listen(channel: string, listener: Listener): Promise<() => void> {
    if (!/^[a-z_]{1,60}$/.test(channel)) throw new Error(`${channel} is no name of a channel.`);
    const listeners = this.#listeners.get(channel) ?? new Set();
    const isNew = !this.#listeners.has(channel);
    listeners.add(listener);
    this.#listeners.set(channel, listeners);
    if (this.#client && isNew) await this.#client.query(`listen ${channel}`);
    else await this.#connect();
    return () => void listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#connecting?.catch(() => undefined);
    await this.#client?.end().catch(() => undefined);
    this.#client = null;
  }

  async #connect(): Promise<void> {
    if (this.#client) return;
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = null;
    });
    await this.#connecting;
  }

  async #open(): Promise<void> {
    const client = new pg.Client({ ...this.#options, application_name: 'momente', keepAlive: true, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    client.on('notification', ({ channel, payload }) => this.#tell(channel, payload ?? ''));
    await client.connect();
    for (const channel of this.#listeners.keys()) await client.query(`listen ${channel}`);
    client.once('end', () => void this.#reopen());
    this.#client = client;
  }

  /** Goes on trying as long as somebody may listen; what was said meanwhile is lost, and the listeners are told so. */
  async #reopen(): Promise<void> {
    this.#client = null;
    for (let waitMs = FIRST_WAIT_MS; !this.#isClosed; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      await setTimeout(waitMs, undefined, { ref: false });
      if (this.#isClosed) return;
      try {
        await this.#connect();
        for (const channel of this.#listeners.keys()) this.#tell(channel, null);
        return;
      } catch {
        // the next attempt comes after a longer wait
      }
    }
  }

  #tell(channel: string, payload: string | null): void {
    for (const listener of this.#listeners.get(channel) ?? []) listener(payload);
  }
}
