/** docs/schema.sql is what all migrations together make, so that nobody adds them up in the head. */
import { sql } from 'kysely';
import type { Db } from '../../src/platform/storage/records.ts';
import type { History } from '../../src/platform/storage/history.ts';
import { openTestContext } from '../../src/platform/testing/test-storage.ts';
import { compareOrWrite } from './compare.ts';

const context = await openTestContext();
try {
  const text = [
    '-- Generated from the migrations by scripts/drift/check-schema.ts --write; not meant to be run.',
    '-- Records (PostgreSQL)',
    ...(await describeRecords(context.db)),
    '-- History (ClickHouse)',
    ...(await describeHistory(context.history)),
  ].join('\n\n');
  compareOrWrite('docs/schema.sql', `${text}\n`, 'scripts/drift/check-schema.ts');
} finally {
  await context.close();
}

async function describeRecords(db: Db): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string; lines: string[]; comment: string | null }>`
    select c.relname as name, obj_description(c.oid) as comment, array(
      select format('%I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
          case when a.attnotnull then ' not null' else '' end,
          case when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
               when a.attidentity <> '' then ' generated always as identity'
               when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end)
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      order by a.attnum
    ) || array(
      select format('constraint %I %s', k.conname, pg_get_constraintdef(k.oid))
      from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n' order by k.contype desc, k.conname
    ) as lines
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    order by c.relname limit 1000`.execute(db);
  const { rows: others } = await sql<{ statement: string; tableName: string }>`
    select indexdef as statement, tablename as "tableName" from pg_indexes i
    where schemaname = 'public' and not exists (select from pg_constraint k where k.conname = i.indexname and k.connamespace = 'public'::regnamespace)
    order by tablename, indexname limit 5000`.execute(db);
  return tables.map(({ name, lines, comment }) =>
    [
      ...(comment ? [`-- ${comment}`] : []),
      `create table ${name} (\n  ${lines.join(',\n  ')}\n);`,
      ...others.filter(({ tableName }) => tableName === name).map(({ statement }) => `${statement};`),
    ].join('\n'),
  );
}

async function describeHistory(history: History): Promise<string[]> {
  const tables = await history.query<{ name: string; statement: string }>(
    `select name, formatQuery(create_table_query) as statement from system.tables where database = currentDatabase() and not startsWith(name, '.') order by name limit 1000`,
  );
  return tables.map(({ statement }) => `${statement};`);
}
