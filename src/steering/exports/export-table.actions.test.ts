import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import { inspectFile } from '../../listening/imports/reading/inspect-file.ts';
import { readRows } from '../../listening/imports/reading/read-rows.ts';
import { Problem } from '../../kernel/problem.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { exportTable } from './export-table.actions.ts';
import { type ExportColumn, type ExportFormat, exportQuerySchema, type ExportRow } from './exports.contract.ts';
import { writeXlsx } from '../../platform/table-files/write-xlsx.ts';

const folder = mkdtempSync(join(tmpdir(), 'momente-export-'));
const administrator = actorFrom({ kind: 'user', id: 'a', label: 'a@example.com', role: 'administrator', departments: [], byCookie: false });
let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
  await sql`insert into departments (code, name_de, name_en) select 'd' || n, repeat('x', 100), 'y' from generate_series(1, 20000) n`.execute(context.db);
}, 60_000);
afterAll(async () => {
  await context?.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (format: ExportFormat) => exportTable(context, 'departments', exportQuerySchema.parse({ format }), administrator);
async function startWhenFree(): ReturnType<typeof start> {
  for (;;) {
    try {
      return await start('csv-en');
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'engine.busy') throw error;
      await setTimeout(10);
    }
  }
}
async function countOpenTransactions(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from pg_stat_activity where state like 'idle in transaction%' and datname = current_database()`.execute(context.db);
  return rows[0]?.n ?? -1;
}

describe('an export', () => {
  it.each(['csv-de', 'xlsx', 'parquet'] as const)('as %s that nobody fetches to its end gives its connection back', async (format) => {
    const { content } = await start(format);
    const chunks = content[Symbol.asyncIterator]();
    await chunks.next();
    content.destroy();
    await expect.poll(countOpenTransactions, { timeout: 10_000 }).toBe(0);
  });
  it('waits its turn: four run at a time, a fifth is asked to come back', async () => {
    // an export that was left gives its place back a moment after its connection
    const running = await Promise.all([startWhenFree(), startWhenFree(), startWhenFree(), startWhenFree()]);
    await expect(start('csv-en')).rejects.toMatchObject({ code: 'engine.busy' });
    for (const { content } of running) content.destroy();
    await expect.poll(() => start('csv-en').then(async ({ content }) => (await buffer(content)).length > 2_000_000, () => false), { timeout: 10_000 }).toBe(true);
  });
});

describe('a workbook', () => {
  const columns: readonly ExportColumn[] = [{ key: 'a', labelDe: 'A', labelEn: 'A', type: 'text' }];
  const writing = { columns, language: 'de', timeZone: 'UTC', title: 'Namen/mit [Zeichen], die kein Blatt haben darf' } as const;
  async function* batches(...groups: ExportRow[][]): AsyncGenerator<readonly ExportRow[]> {
    yield* groups;
  }
  it('goes on on a next sheet where one is full', async () => {
    const path = join(folder, 'sheets.xlsx');
    await writeFile(path, await buffer(writeXlsx(batches([{ a: '1' }, { a: '2' }], [{ a: '3' }]), writing, 3)));
    const { sheets, format } = await inspectFile(path);
    expect(sheets.map(({ name }) => name)).toEqual(['Namen mit  Zeichen , die k', 'Namen mit  Zeichen , die k 2']);
    const cells = async (sheet: string) => (await Array.fromAsync(readRows(path, { ...format, sheet }))).map((row) => row.cells[0]);
    expect(await cells(sheets[0]?.name ?? '')).toEqual(['A', '1', '2']);
    expect(await cells(sheets[1]?.name ?? '')).toEqual(['A', '3']);
  });
  it('keeps what XML could not say otherwise, and cuts what no cell can hold', async () => {
    const path = join(folder, 'texts.xlsx');
    await writeFile(path, await buffer(writeXlsx(batches([{ a: ' <b>&"\u0001\ud800 ' }, { a: 'x'.repeat(40_000) }, { a: '=1+1' }]), writing)));
    const rows = await Array.fromAsync(readRows(path, (await inspectFile(path)).format));
    expect(rows[1]?.cells).toEqual([' <b>&"\ufffd ']);
    expect(rows[2]?.cells[0]).toHaveLength(32_767);
    expect([rows[3]?.cells, rows[3]?.kinds]).toEqual([['=1+1'], 's']);
  });
  it('that cannot be finished ends with the reason', async () => {
    async function* broken(): AsyncGenerator<readonly ExportRow[]> {
      yield [{ a: '1' }];
      throw new Error('the store is gone');
    }
    await expect(buffer(writeXlsx(broken(), writing))).rejects.toThrow('the store is gone');
  });
});
