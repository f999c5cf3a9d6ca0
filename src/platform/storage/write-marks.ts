import { AsyncLocalStorage } from 'node:async_hooks';
import { CompiledQuery, type DatabaseConnection, PostgresDialect, type PostgresDialectConfig, PostgresDriver, type QueryResult } from 'kysely';

/** A request that wants to know, in the records themselves, that it has written something. */
export interface WriteMark {
  /** Runs on the connection of a write, inside its transaction, right before the commit; throwing takes the write back. */
  statement(): CompiledQuery;
  /** Says whether the statement found its row. */
  onMarked(isMarked: boolean): void;
  /** After the answer nothing is marked any more, whatever still runs in the background. */
  isOver: boolean;
}

/** Whose writes those of this moment are. */
export const writeMarks = new AsyncLocalStorage<WriteMark>();

/** PostgreSQL where a write and the mark of its request are committed together, or neither. */
export class MarkingDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;
  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }
  override createDriver(): PostgresDriver {
    return new MarkingDriver(this.#config);
  }
}

class MarkingDriver extends PostgresDriver {
  readonly #inner = new WeakMap<DatabaseConnection, DatabaseConnection>();
  readonly #inTransaction = new WeakSet<DatabaseConnection>();

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    const mark = writeMarks.getStore();
    if (!mark || mark.isOver) return connection;
    const marking: DatabaseConnection = {
      executeQuery: <R>(query: CompiledQuery) => (!isWrite(query.sql) || this.#inTransaction.has(marking) ? connection.executeQuery<R>(query) : this.#executeMarked<R>(connection, query, mark)),
      streamQuery: (query, size) => connection.streamQuery(query, size),
    };
    this.#inner.set(marking, connection);
    return marking;
  }

  override async beginTransaction(connection: DatabaseConnection, settings: Parameters<PostgresDriver['beginTransaction']>[1]): Promise<void> {
    this.#inTransaction.add(connection);
    await super.beginTransaction(connection, settings);
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const mark = this.#inner.has(connection) ? writeMarks.getStore() : undefined;
    if (mark && !mark.isOver) await writeMark(connection, mark);
    await super.commitTransaction(connection);
    this.#inTransaction.delete(connection);
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    this.#inTransaction.delete(connection);
    await super.rollbackTransaction(connection);
  }

  override releaseConnection(connection: DatabaseConnection): Promise<void> {
    // The driver knows only connections that it made itself. Their type says less than they are.
    return super.releaseConnection((this.#inner.get(connection) ?? connection) as Parameters<PostgresDriver['releaseConnection']>[0]);
  }

  /** A write of one statement becomes a transaction of two. */
  async #executeMarked<R>(connection: DatabaseConnection, query: CompiledQuery, mark: WriteMark): Promise<QueryResult<R>> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
    try {
      const result = await connection.executeQuery<R>(query);
      await writeMark(connection, mark);
      await connection.executeQuery(CompiledQuery.raw('commit'));
      return result;
    } catch (error) {
      await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined);
      throw error;
    }
  }
}

async function writeMark(connection: DatabaseConnection, mark: WriteMark): Promise<void> {
  const { numAffectedRows } = await connection.executeQuery(mark.statement());
  mark.onMarked((numAffectedRows ?? 0n) > 0n);
}

const isWrite = (statement: string) => /^\s*(insert|update|delete|merge|truncate|with\b[\s\S]*\b(insert|update|delete))/i.test(statement);
