/**
 * Program: opens the storage that the environment names, says what it found applied, and closes it when its standard
 * input ends. For tests of starts side by side.
 */
import { once } from 'node:events';
import { sql } from 'kysely';
import { openStorage } from '../storage/open-storage.ts';

const storage = await openStorage({ dataFolder: process.env['MOMENTE_DATA'] ?? '', databaseUrl: process.env['DATABASE_URL'], clickhouseUrl: process.env['CLICKHOUSE_URL'] });
const records = await sql<{ name: string }>`select name from schema_migrations order by name`.execute(storage.db);
const history = await storage.history.query<{ name: string }>('select name from schema_migrations order by name');
process.stdout.write(`${JSON.stringify({ records: records.rows.map(({ name }) => name), history: history.map(({ name }) => name) })}\n`);
await once(process.stdin.resume(), 'end');
await storage.close();
