import { CompiledQuery, type DatabaseConnection, type Dialect, type Driver, type QueryResult, type TransactionSettings } from 'kysely';
import { jsonText } from '../../kernel/json-text.ts';
import { currentActing } from '../acting.ts';

/**
 * Lays itself around a dialect of PostgreSQL and lets the store know who acts: each transaction carries it as the
 * setting `momente.acting`, for the triggers of the audit log. The setting ends with the transaction, so a connection
 * of the pool can never carry it on to somebody else. A single statement that writes becomes a transaction of its own;
 * statements that read, and all work that nobody in particular does (events), go through as they are.
 */
export class ActingDialect implements Dialect {
  readonly #inner: Dialect;
  constructor(inner: Dialect) {
    this.#inner = inner;
  }
  createDriver = () => new ActingDriver(this.#inner.createDriver());
  createQueryCompiler = () => this.#inner.createQueryCompiler();
  createAdapter = () => this.#inner.createAdapter();
  createIntrospector: Dialect['createIntrospector'] = (db) => this.#inner.createIntrospector(db);
}

type Savepoint = NonNullable<Driver['savepoint']>;

class ActingDriver implements Driver {
  readonly #inner: Driver;
  readonly #connections = new WeakMap<DatabaseConnection, ActingConnection>();
  constructor(inner: Driver) {
    this.#inner = inner;
  }

  init = () => this.#inner.init();
  destroy = () => this.#inner.destroy();
  releaseConnection = (connection: DatabaseConnection) => this.#inner.releaseConnection(innerOf(connection));
  savepoint: Savepoint = async (connection, ...rest) => this.#inner.savepoint?.(innerOf(connection), ...rest);
  rollbackToSavepoint: Savepoint = async (connection, ...rest) => this.#inner.rollbackToSavepoint?.(innerOf(connection), ...rest);
  releaseSavepoint: Savepoint = async (connection, ...rest) => this.#inner.releaseSavepoint?.(innerOf(connection), ...rest);

  async acquireConnection(): Promise<DatabaseConnection> {
    const inner = await this.#inner.acquireConnection();
    const known = this.#connections.get(inner);
    if (known) return known;
    const connection = new ActingConnection(inner, this);
    this.#connections.set(inner, connection);
    return connection;
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const acting = actingSetting();
    await this.#inner.beginTransaction(innerOf(connection), settings);
    if (connection instanceof ActingConnection) connection.isInTransaction = true;
    if (acting !== null) await innerOf(connection).executeQuery(CompiledQuery.raw(`select set_config('momente.acting', $1, true)`, [acting]));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof ActingConnection) connection.isInTransaction = false;
    await this.#inner.commitTransaction(innerOf(connection));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof ActingConnection) connection.isInTransaction = false;
    await this.#inner.rollbackTransaction(innerOf(connection));
  }
}

const innerOf = (connection: DatabaseConnection): DatabaseConnection => (connection instanceof ActingConnection ? connection.inner : connection);

const writes = /^\s*(insert|update|delete|merge|truncate)\b|^\s*with\b[^]*\b(insert\s+into|delete\s+from|merge\s+into|update\s)/i;

class ActingConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly #driver: ActingDriver;
  isInTransaction = false;
  constructor(inner: DatabaseConnection, driver: ActingDriver) {
    this.inner = inner;
    this.#driver = driver;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.isInTransaction || !currentActing() || !writes.test(query.sql)) return this.inner.executeQuery<R>(query);
    await this.#driver.beginTransaction(this, {});
    try {
      const result = await this.inner.executeQuery<R>(query);
      await this.#driver.commitTransaction(this);
      return result;
    } catch (error) {
      // The first failure is the one to tell; a connection that cannot even roll back is broken and replaced by the pool.
      await this.#driver.rollbackTransaction(this).catch(() => undefined);
      throw error;
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(query, chunkSize);
  }
}

/** Null when nobody in particular acts. */
function actingSetting(): string | null {
  const acting = currentActing();
  if (!acting) return null;
  const { kind, ...rest } = acting;
  return `${kind} ${jsonText(rest)}`;
}
