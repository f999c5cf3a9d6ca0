import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { profileSchema } from '../src/listening/imports/imports.contract.ts';
import { interpreterOf } from '../src/listening/imports/values/interpret-row.logic.ts';
import { openTable } from '../src/listening/imports/reading/read-rows.ts';

const ROWS = 1_000_000;
const headings = ['Kundennummer', 'E-Mail', 'Vorname', 'Nachname', 'Seit', 'Umsatz', 'Ort', 'PLZ', 'Aktiv', 'Bemerkung'];

/** How quickly a CSV file of ten columns becomes records, one core, nothing written; and what memory it takes. */
export async function benchReadFile(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'momente-bench-'));
  try {
    const path = join(folder, 'customers.csv');
    await pipeline(Readable.from(lines()), createWriteStream(path));
    const field = (position: number, name: string, more: object = {}) => ({ position, heading: headings[position] ?? '', use: { as: 'field' as const, field: name }, ...more });
    const trait = (position: number, key: string, type: 'text' | 'number' | 'boolean') => ({ position, heading: headings[position] ?? '', use: { as: 'trait' as const, key, type }, decimal: ',' as const });
    const profile = profileSchema.parse({
      target: 'customers', format: { kind: 'csv', delimiter: ';' },
      columns: [field(0, 'customerNumber'), field(1, 'email'), field(2, 'firstName'), field(3, 'lastName'), field(4, 'at', { pattern: 'd.M.yyyy H:mm' }), trait(5, 'umsatz', 'number'), field(6, 'city'), field(7, 'postcode'), trait(8, 'aktiv', 'boolean'), trait(9, 'bemerkung', 'text')],
    });
    const { headings: found, batches } = await openTable(path, profile.format);
    const interpret = interpreterOf(profile, found);
    const startedAt = performance.now();
    let records = 0;
    let peak = 0;
    for await (const { rows } of batches) {
      for (const row of rows) if (interpret(row).kind === 'record') records += 1;
      if (records % 50_000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    }
    const seconds = (performance.now() - startedAt) / 1000;
    process.stdout.write(`${records} of ${ROWS} rows read and understood in ${seconds.toFixed(1)} s: ${Math.round(records / seconds)} rows/s; memory at most ${Math.round(peak / 2 ** 20)} MiB\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function* lines(): Generator<string> {
  yield `${headings.join(';')}\r\n`;
  for (let from = 0; from < ROWS; from += 1_000) yield Array.from({ length: 1_000 }, (_, index) => line(from + index)).join('');
}

const line = (index: number): string => `K${100_000 + index};kunde${index}@beispiel.de;Anna;Müller;${1 + (index % 28)}.${1 + (index % 12)}.2025 ${4 + (index % 20)}:0${index % 10};1.234,${10 + (index % 90)};Köln;50667;ja;"sehr ""gut"", danke"\r\n`;
