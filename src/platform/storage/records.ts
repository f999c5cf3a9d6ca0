import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

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
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return { db, pool, close: () => db.destroy() };
}

/** True for errors that say "the engine is not there or cannot write now": connection lost, shutting down, disk full. */
export function isEngineUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (/^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|57P0[123]|53\d{3}|58030|58P01|08\d{3}|XX000)$/.test(code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/i.test(error.message);
}
