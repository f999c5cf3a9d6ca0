import { sql } from 'kysely';
import { identifierId } from '../../people/identity/identity.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Journal } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { findImportForUpdate, type ImportRow, moveCursor, saveDryRun } from './imports.queries.ts';
import { prepareRows, type Prepared } from './prepare-rows.actions.ts';
import { refuseRestrictedRows } from './refuse-restricted.actions.ts';
import { insertRefusals } from './refusals.queries.ts';
import { countsOf, openImport } from './work-on-import.actions.ts';
import { addCounts, noCounts } from './writing/chunk.ts';
import { namedKeys } from './writing/said-records.logic.ts';
import { writeRows } from './writing/write-chunk.ts';

/**
 * Does to shadows of the tables what the import will do to the tables: temporary ones, seen by this connection only,
 * that stand before the real ones and hold what the rows so far touch. So it counts what the import will count, because
 * it is the same work, and nothing that anybody else sees is written.
 */
export async function dryRun(context: Context, row: ImportRow, signal: AbortSignal): Promise<void> {
  const open = await openImport(context, { ...row, cursorRow: 0, startedAt: row.startedAt ?? context.clock.now() });
  try {
    await context.db.connection().execute(async (session) => {
      try {
        await makeShadows(session);
        let counts = noCounts;
        for await (const { rows, share } of open.chunks) {
          if (signal.aborted) return;
          // Asked outside of the session, whose shadows hold only what the file touches.
          const prepared = await refuseRestrictedRows(context, context.db, prepareRows(context, open.profile, open.interpret, rows));
          await copyTouched(context, session, prepared);
          const written = await session.transaction().execute((tx) => writeRows({ context, tx, journal: nowhere, importId: row.id, layer: open.layer, startedAt: open.startedAt, fileKey: open.fileKey }, prepared.ready));
          written.remember();
          counts = addCounts(counts, countsOf(prepared, written));
          if (!(await noteProgress(context, row.id, { prepared, counts, share, toRow: rows.at(-1)?.row ?? 0 }))) return;
        }
        await context.db.transaction().execute(async (tx) => {
          if ((await findImportForUpdate(tx, row.id))?.state === 'checking') await saveDryRun(tx, row.id, counts, context.clock.now());
        });
      } finally {
        await sql`discard temp`.execute(session);
      }
    });
  } finally {
    await open.close();
  }
}

const nowhere: Journal = { add: () => undefined, addLines: () => undefined, flush: async () => undefined };

/** @returns false when somebody has cancelled */
async function noteProgress(context: Context, id: string, { prepared, counts, share, toRow }: { prepared: Prepared; counts: typeof noCounts; share: number; toRow: number }): Promise<boolean> {
  return context.db.transaction().execute(async (tx) => {
    if ((await findImportForUpdate(tx, id))?.state !== 'checking') return false;
    await insertRefusals(tx, id, prepared.refused);
    await moveCursor(tx, id, { row: toRow, counts, share });
    return true;
  });
}

/** What recordSightings, records, contacts and the inventory touch; with the indexes that they need. */
async function makeShadows(session: Db): Promise<void> {
  const tables = ['identifiers', 'identifier_layers', 'identity_log', 'identifier_spans', 'customers', 'search_words', 'accounts', 'account_members', 'contracts', 'devices', 'addresses', 'customer_kinds', 'message_ids', 'touchpoints', 'touchpoint_matching', 'import_changes'];
  for (const table of tables) await sql`create temp table ${sql.table(table)} (like ${sql.table(`public.${table}`)} including defaults including generated including identity)`.execute(session);
  await sql.raw(`
    create unique index on pg_temp.identifiers (id);
    create index on pg_temp.identifiers (cluster_id);
    create index on pg_temp.identifiers (customer_id);
    create unique index on pg_temp.identifier_layers (node_id, layer);
    create index on pg_temp.identity_log (link_id);
    create index on pg_temp.identity_log (from_id);
    create index on pg_temp.identifier_spans (node_id);
    create unique index on pg_temp.customers (id);
    create unique index on pg_temp.search_words (word);
    create unique index on pg_temp.accounts (external_id);
    create unique index on pg_temp.accounts (id);
    create unique index on pg_temp.account_members (account_id, subject);
    create index on pg_temp.account_members (subject);
    create unique index on pg_temp.contracts (number);
    create index on pg_temp.contracts (subject);
    create unique index on pg_temp.devices (external_id);
    create index on pg_temp.devices (subject);
    create unique index on pg_temp.addresses (external_id);
    create index on pg_temp.addresses (subject);
    create unique index on pg_temp.customer_kinds (subject);
    create unique index on pg_temp.message_ids (id);
    create unique index on pg_temp.touchpoints (code);
    insert into pg_temp.touchpoints select * from public.touchpoints;`).execute(session);
}

/** What the next rows may touch, unless it is there already: then it is as the rows so far have left it. */
async function copyTouched(context: Context, session: Db, { ready }: Prepared): Promise<void> {
  const ids = [...new Set(ready.flatMap(({ named }) => named.map((identifier) => identifierId(context, identifier))))];
  await sql`
    with clusters as (select distinct cluster_id from public.identifiers where id = any(${ids}::uuid[])),
    fresh as (insert into pg_temp.identifiers select i.* from public.identifiers i join clusters c on c.cluster_id = i.cluster_id on conflict (id) do nothing returning id, customer_id),
    log as (insert into pg_temp.identity_log overriding system value select l.* from public.identity_log l where l.from_id in (select id from fresh)),
    layers as (insert into pg_temp.identifier_layers select l.* from public.identifier_layers l where l.node_id in (select id from fresh)),
    spans as (insert into pg_temp.identifier_spans select s.* from public.identifier_spans s where s.node_id in (select id from fresh))
    insert into pg_temp.customers (id, name, traits, base_text, record_text, first_at)
    select c.id, c.name, c.traits, c.base_text, c.record_text, c.first_at from public.customers c where c.id in (select customer_id from fresh) on conflict (id) do nothing`.execute(session);
  const keys = namedKeys(ready.map(({ record }) => record));
  await sql`insert into pg_temp.accounts select * from public.accounts where external_id = any(${keys.accounts}::text[]) on conflict do nothing`.execute(session);
  await sql`insert into pg_temp.account_members select m.* from public.account_members m join pg_temp.accounts a on a.id = m.account_id where m.subject = any(${ids}::uuid[]) on conflict do nothing`.execute(session);
  await sql`insert into pg_temp.contracts select * from public.contracts where number = any(${keys.contracts}::text[]) on conflict do nothing`.execute(session);
  await sql`insert into pg_temp.devices select * from public.devices where external_id = any(${keys.devices}::text[]) or subject = any(${ids}::uuid[]) on conflict do nothing`.execute(session);
  await sql`insert into pg_temp.addresses select * from public.addresses where external_id = any(${keys.addresses}::text[]) or subject = any(${ids}::uuid[]) on conflict do nothing`.execute(session);
  await sql`insert into pg_temp.customer_kinds select * from public.customer_kinds where subject = any(${ids}::uuid[]) on conflict do nothing`.execute(session);
}
