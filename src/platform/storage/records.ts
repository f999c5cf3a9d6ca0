import { CamelCasePlugin, Kysely } from 'kysely';
import pg from 'pg';
import { ActingDialect } from './acting-driver.ts';
import { MarkingDialect } from './write-marks.ts';

/** Records: what changes and needs transactions (PostgreSQL). Whole statements through the `sql` tag only. */
export type Db = Kysely<unknown>;

// count(*) and bigint ids stay far below 2^53 here, so plain numbers are exact and easier to use than strings.
pg.types.setTypeParser(pg.types.builtins.INT8, (value) => Number(value));
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (value) => Number(value));

export interface Records {
  db: Db;
  pool: pg.Pool;
  close(): Promise<void>;
}

export interface RecordsConnection {
  connectionString?: string;
  host?: string;
  database?: string;
  user?: string;
}

/** Opens a pool; no connection is made before the first statement. */
export function openRecords(connection: RecordsConnection, maxConnections = 20): Records {
  const pool = new pg.Pool({
    ...connection,
    max: maxConnections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 60_000,
    application_name: 'momente',
  });
  // An idle connection that breaks (engine restarted) is replaced at its next use; without this handler Node would exit.
  pool.on('error', () => undefined);
  // The same for a connection that breaks while it is lent out but waits between two statements of a transaction.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<unknown>({
    dialect: new ActingDialect(new MarkingDialect({ pool })),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return { db, pool, close: () => db.destroy() };
}

const unavailableCodes = new RegExp(`^(${[
  // network
  'ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN',
  // PostgreSQL: shutting down, no resources (disk full, too many connections), I/O error, connection lost, internal error
  String.raw`57P0[123]|53\d{3}|58030|58P01|08\d{3}|XX000`,
  // PostgreSQL: in the way of somebody else (deadlock, serialisation, lock), or took too long; the same may pass when tried again
  '40001|40P01|55P03|57014',
  // ClickHouse: too many queries or parts, memory, disk full, timeout, network, read-only
  '202|252|241|243|159|209|210|242',
].join('|')})$`);

/** True where somebody sent what PostgreSQL takes for no text: NUL, or half of a character in JSON. */
export function isNoText(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  const isHalf = error.code === '22P02' && 'detail' in error && /surrogate/.test(String(error.detail));
  return error.code === '22021' || error.code === '22P05' || isHalf;
}

/** True for errors that say "the engine is not there or cannot do it now": try the same again later. */
export function isEngineUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (unavailableCodes.test('code' in error ? String(error.code) : '')) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/i.test(error.message);
}
