import { sql } from 'kysely';
import type { Db } from '../storage/records.ts';
import { listRecordsTables } from './read-records.ts';

/**
 * Loads rows into freshly migrated tables. Foreign keys are taken off and put back, which checks them all; triggers stay
 * silent, since nothing happens here, it only comes back.
 */
export class RecordsLoader {
  readonly #db: Db;
  readonly #columns = new Map<string, string[]>();
  #foreignKeys: { table: string; name: string; definition: string }[] = [];

  private constructor(db: Db) {
    this.#db = db;
  }

  /** Empties all tables first: migrations put rows into some. */
  static async begin(db: Db): Promise<RecordsLoader> {
    const loader = new RecordsLoader(db);
    for (const { name, columns } of await listRecordsTables(db)) loader.#columns.set(name, columns);
    const { rows } = await sql<{ table: string; name: string; definition: string }>`
      select conrelid::regclass::text as "table", conname as name, pg_get_constraintdef(oid) as definition
      from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace and conparentid = 0`.execute(db);
    loader.#foreignKeys = rows;
    for (const key of rows) await sql`alter table ${sql.raw(key.table)} drop constraint ${sql.ref(key.name)}`.execute(db);
    for (const name of loader.#columns.keys()) {
      await sql`alter table ${sql.table(name)} disable trigger user`.execute(db);
      await sql`truncate ${sql.table(name)}`.execute(db);
    }
    return loader;
  }

  /** @throws Error for a table that the migrations did not make */
  async load(table: string, lines: string): Promise<void> {
    const columns = this.#columns.get(table);
    if (!columns) throw new Error(`The backup holds the table ${table}, which this version does not know.`);
    const names = sql.join(columns.map((column) => sql.ref(column)));
    const rows = `[${lines.trimEnd().split('\n').join(',')}]`;
    await sql`insert into ${sql.table(table)} (${names}) overriding system value select ${names} from json_populate_recordset(null::${sql.table(table)}, ${rows}::json)`.execute(this.#db);
  }

  async finish(sequences: Record<string, number>): Promise<void> {
    for (const name of this.#columns.keys()) await sql`alter table ${sql.table(name)} enable trigger user`.execute(this.#db);
    for (const { table, name, definition } of this.#foreignKeys) await sql`alter table ${sql.raw(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(this.#db);
    for (const [name, value] of Object.entries(sequences)) await sql`select setval(${name}::regclass, ${value})`.execute(this.#db);
    await sql`analyze`.execute(this.#db);
  }

  /** Rows of every table, as the end frame of a backup counts them. */
  async count(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const name of this.#columns.keys()) {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(this.#db);
      counts[`records.${name}`] = rows[0]?.n ?? 0;
    }
    return counts;
  }
}
