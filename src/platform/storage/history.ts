import { type ClickHouseClient, ClickHouseLogLevel, createClient, type ClickHouseClientConfigOptions } from '@clickhouse/client';
import { mkdirSync } from 'node:fs';
import { Readable } from 'node:stream';

/**
 * History: what happened, append-only, scanned by the million (ClickHouse, in this process or over HTTP).
 * Lanes keep the desk fast while a report runs: an embedded connection runs one statement at a time.
 */
export type Lane = 'read' | 'analysis' | 'write';

export interface HistoryOptions {
  lane?: Lane;
  /** Longest run; default 5 s for reads, 60 s for analyses. */
  timeoutMs?: number;
}

export type HistoryParams = Record<string, unknown>;

export interface History {
  /** Rows of one statement; values are bound as `{name:Type}`. */
  query<Row>(statement: string, params?: HistoryParams, options?: HistoryOptions): Promise<Row[]>;
  /** The same rows as newline-separated JSON objects, unread: for copies. */
  readLines(statement: string, params?: HistoryParams, options?: HistoryOptions): Promise<string>;
  /** Inserts rows given as newline-separated JSON objects; returns when they are on disk and queryable. */
  insertLines(table: string, lines: string): Promise<void>;
  command(statement: string, params?: HistoryParams): Promise<void>;
  /** `embedded` or the server's address without credentials. */
  readonly place: string;
  close(): Promise<void>;
}

const laneSettings: Record<Lane, Record<string, string | number>> = {
  read: { max_threads: 1, max_execution_time: 5 },
  analysis: { max_threads: 2, max_execution_time: 60, max_memory_usage: 4_000_000_000 },
  // A broken surrogate in one text must not cost the batch it stands in.
  write: { max_threads: 1, max_insert_threads: 1, max_execution_time: 300, max_partitions_per_insert_block: 0, input_format_json_throw_on_bad_escape_sequence: 0 },
};
const everyLane = { output_format_json_quote_64bit_integers: 0, session_timezone: 'UTC', join_use_nulls: 0, lightweight_deletes_sync: 2, mutations_sync: 2 };
const laneSizes: Record<Lane, number> = { read: 3, analysis: 1, write: 1 };

/** Hands out a bounded number of clients, in the order in which they were asked for. */
class ClientPool {
  readonly #free: ClickHouseClient[];
  readonly #waiting: ((client: ClickHouseClient) => void)[] = [];
  readonly #recover: (client: ClickHouseClient) => Promise<void>;
  constructor(clients: ClickHouseClient[], recover: (client: ClickHouseClient) => Promise<void>) {
    this.#free = [...clients];
    this.#recover = recover;
  }
  async use<T>(work: (client: ClickHouseClient) => Promise<T>): Promise<T> {
    const client = this.#free.pop() ?? (await new Promise<ClickHouseClient>((take) => this.#waiting.push(take)));
    try {
      return await work(client);
    } catch (error) {
      await this.#recover(client);
      throw error;
    } finally {
      const next = this.#waiting.shift();
      if (next) next(client);
      else this.#free.push(client);
    }
  }
}

/** An embedded connection keeps a setting until the next one, so a limit of one statement must be taken back by the next. */
const limits = new WeakMap<ClickHouseClient, number>();
function limitFor(client: ClickHouseClient, lane: Lane, timeoutMs: number | undefined) {
  const usual = Number(laneSettings[lane]['max_execution_time']);
  const seconds = timeoutMs === undefined ? usual : Math.ceil(timeoutMs / 1000);
  if (seconds === (limits.get(client) ?? usual) && timeoutMs === undefined) return {};
  limits.set(client, seconds);
  return { clickhouse_settings: { max_execution_time: seconds } };
}

/**
 * A statement that fails half-way leaves the rows it had in the embedded connection, where they would come out in front
 * of the next answer. A statement nobody reads takes them away.
 */
async function drainEmbedded(client: ClickHouseClient): Promise<void> {
  await client.query({ query: 'select 1', format: 'JSONEachRow' }).then((result) => result.text(), () => '');
}

function historyOver(clients: Record<Lane, ClickHouseClient[]>, place: string): History {
  const recover = place === 'embedded' ? drainEmbedded : async () => undefined;
  const pools = { read: new ClientPool(clients.read, recover), analysis: new ClientPool(clients.analysis, recover), write: new ClientPool(clients.write, recover) };
  return {
    place,
    query: <Row>(statement: string, params: HistoryParams = {}, { lane = 'read', timeoutMs }: HistoryOptions = {}) =>
      pools[lane].use(async (client) => {
        const result = await client.query({
          query: statement,
          query_params: params,
          format: 'JSONEachRow',
          ...limitFor(client, lane, timeoutMs),
        });
        return result.json<Row>();
      }),
    readLines: (statement, params = {}, { lane = 'analysis', timeoutMs } = {}) =>
      pools[lane].use(async (client) => {
        const result = await client.query({ query: statement, query_params: params, format: 'JSONEachRow', ...limitFor(client, lane, timeoutMs) });
        return result.text();
      }),
    insertLines: (table, lines) =>
      pools.write.use(async (client) => {
        if (place === 'embedded') {
          // The engine takes the statement as one text anyway; a stream would only copy the rows three times more.
          await client.command({ query: `insert into ${table} format JSONEachRow\n${lines}` });
          return;
        }
        const { stream } = await client.exec({ query: `insert into ${table} format JSONEachRow`, values: Readable.from([Buffer.from(lines)], { objectMode: false }) });
        for await (const _ of stream) continue; // the answer is empty, but an unread one would keep its connection
      }),
    command: (statement, params = {}) =>
      pools.write.use(async (client) => {
        await client.command({ query: statement, query_params: params });
      }),
    close: async () => {
      await Promise.all(Object.values(clients).flat().map((client) => client.close()));
    },
  };
}

/** The engine inside this process. A data folder belongs to one process at a time. */
export async function openEmbeddedHistory(folder: string): Promise<History> {
  mkdirSync(folder, { recursive: true });
  const { createChdbConnection } = await import('chdb/connection');
  const open = async (lane: Lane): Promise<ClickHouseClient> => {
    // The two packages declare the same interface with different strictness about optional members.
    const connection = createChdbConnection({ path: folder }) as unknown as NonNullable<ClickHouseClientConfigOptions['connection']>;
    const client = createClient({ connection });
    await client.command({ query: 'create database if not exists momente' });
    await client.command({ query: 'use momente' });
    for (const [name, value] of Object.entries({ ...everyLane, ...laneSettings[lane] })) {
      await client.command({ query: `set ${name} = ${typeof value === 'number' ? value : `'${value}'`}` });
    }
    return client;
  };
  const openMany = async (lane: Lane) => {
    const clients: ClickHouseClient[] = [];
    while (clients.length < laneSizes[lane]) clients.push(await open(lane));
    return clients;
  };
  return historyOver({ read: await openMany('read'), analysis: await openMany('analysis'), write: await openMany('write') }, 'embedded');
}

/** A ClickHouse server over HTTP; the database of the address's path (default `momente`) is made if it does not exist. */
export async function openRemoteHistory(address: string): Promise<History> {
  const url = new URL(address);
  const database = url.pathname.replaceAll('/', '') || 'momente';
  if (!/^[A-Za-z_]\w*$/.test(database)) throw new Error(`CLICKHOUSE_URL names the database ${JSON.stringify(database)}; use letters, digits and _ only.`);
  const username = decodeURIComponent(url.username) || 'default';
  const password = decodeURIComponent(url.password);
  const base = { url: url.origin, username, password, request_timeout: 120_000, log: { level: ClickHouseLogLevel.OFF } }; // failures reach our own log
  const first = createClient({ ...base, database: 'default' });
  await first.command({ query: `create database if not exists ${database}` });
  await first.close();
  const open = (lane: Lane) => createClient({ ...base, database, max_open_connections: 10, clickhouse_settings: { ...everyLane, ...laneSettings[lane] } as Record<string, string | number> });
  // Over HTTP one client serves many requests side by side; several entries only set how many at once.
  const many = (lane: Lane, count: number) => {
    const client = open(lane);
    return Array.from({ length: count }, () => client);
  };
  return historyOver({ read: many('read', 8), analysis: many('analysis', 4), write: many('write', 2) }, `${url.origin}/${database}`);
}
