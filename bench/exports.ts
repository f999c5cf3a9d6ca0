import { sql } from 'kysely';
import { actorFrom } from '../src/governance/roles/actor.logic.ts';
import { fingerprintId } from '../src/kernel/ids.ts';
import { openTestContext } from '../src/platform/testing/test-storage.ts';
import { exportTable } from '../src/steering/exports/export-table.actions.ts';
import { type ExportFormat, exportFormats, exportQuerySchema, type ExportTable } from '../src/steering/exports/exports.contract.ts';

const CONTACTS = 1_000_000;
const CUSTOMERS = 100_000;

/** How quickly tables leave in each format, and what memory it takes: all of it read, nothing kept. */
export async function benchExports(): Promise<void> {
  const context = await openTestContext();
  try {
    await sql`insert into customers (id, name, traits) select gen_random_uuid(), 'Kunde ' || n, jsonb_build_object('firstName', 'Anna', 'lastName', 'Ott', 'umsatz', n) from generate_series(1, ${CUSTOMERS}) n`.execute(context.db);
    await sql`insert into identifiers (id, kind, value, raw, named_at, stands_at, customer_id, cluster_id) select gen_random_uuid(), 'email', 'k' || row_number() over () || '@beispiel.de', '', now(), now(), id, id from customers`.execute(context.db);
    const { rows } = await sql<{ id: string; customerId: string }>`select id, customer_id from identifiers`.execute(context.db);
    for (let from = 0; from < CONTACTS; from += 50_000) await context.history.insertLines('interactions', Array.from({ length: 50_000 }, (_, index) => contact(from + index, rows[(from + index) % rows.length]?.customerId ?? '')).join('\n'));
    const actor = actorFrom({ kind: 'user', id: 'bench', label: 'bench', role: 'administrator', departments: [], byCookie: false });
    for (const table of ['interactions', 'customers'] as const) for (const format of exportFormats) await take(table, format);

    async function take(table: ExportTable, format: ExportFormat): Promise<void> {
      const startedAt = performance.now();
      let bytes = 0;
      let peak = 0;
      const { content } = await exportTable(context, table, exportQuerySchema.parse({ format }), actor);
      for await (const chunk of content as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        peak = Math.max(peak, process.memoryUsage().rss);
      }
      const seconds = (performance.now() - startedAt) / 1000;
      const n = table === 'customers' ? CUSTOMERS : CONTACTS;
      process.stdout.write(`${table} ${format}: ${n} rows in ${seconds.toFixed(1)} s = ${Math.round(n / seconds)} rows/s, ${Math.round(bytes / 1e6)} MB; memory of the whole process at most ${Math.round(peak / 2 ** 20)} MiB\n`);
    }
  } finally {
    await context.close();
  }
}

const contact = (n: number, subject: string): string => JSON.stringify({
  message_id: fingerprintId(`contact ${n}`), message_key: `m${n}`, subject, at: `2025-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')} 10:00:00.000`, received_at: '2025-12-31 10:00:00', batch: 1, type: 'track', kind: 'call', source: 'bench', channel: 'call_center', direction: 'inbound',
  touchpoint: 'hotline', department: 'service', product: 'Flex', place: '', subject_line: '', text: n % 3 === 0 ? 'Rechnung nicht verstanden, bitte zurückrufen' : '', language: 'de', score: n % 11, mood: null, cost_cents: 1_250, properties: '{"wait":30}',
});
