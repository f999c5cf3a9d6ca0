import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { parseArgs } from 'node:util';
import { exportFormats, type ExportList, filterNames } from '../../../steering/exports/exports.contract.ts';
import { type Command, type Outside, UsageError } from '../command.ts';
import { call, callJson, readConnection } from '../connection.ts';

const help = `
momente export <table> [--format <format>] [--out <file>] [filters] [--url <address>] [--key <key>] [--json]
momente export --list

Writes one table into a file while it is fetched. --list says which tables there are, with their columns and filters.

  --format      csv-de (semicolon, decimal comma), csv-en, xlsx or parquet (default: by the ending of --out, else csv-en)
  --out         file to write (default: the name that the server gives, here); - for stdout
  --force       overwrite the file if it exists
  --language    de or en: of the headings (default: de for csv-de, else en)
  --time-zone   in which CSV and XLSX show instants, e.g. Europe/Berlin (default: UTC)
  --from, --to, --touchpoint, --channel, --department, --group
                only these rows; --to is a last day or the first instant after
  --url, --key  where Momente is, and an API key with the permission "export" (MOMENTE_URL, MOMENTE_API_KEY)
  --json        {table, format, file, bytes} on stdout
`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

export const exportCommand: Command = {
  name: 'export',
  summary: 'write a table as CSV, XLSX or Parquet',
  help,
  async run(args, outside) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { format: text, out: text, force: flag, list: flag, language: text, 'time-zone': text, from: text, to: text, touchpoint: text, channel: text, department: text, group: text, url: text, key: text, json: flag } });
    const connection = readConnection(outside, values);
    if (values.list) return listTables(await callJson<ExportList>(connection, '/api/exports'), values.json, outside);
    const [table] = positionals;
    if (table === undefined || positionals.length > 1) throw new UsageError('Say one table: momente export <table>. momente export --list shows them.');
    const format = values.format ?? formatOf(values.out) ?? 'csv-en';
    if (!exportFormats.some((known) => known === format)) throw new UsageError(`--format must be one of ${exportFormats.join(', ')}.`);
    const query = new URLSearchParams({ format });
    for (const name of filterNames) if (values[name] !== undefined) query.set(name, values[name]);
    if (values.language !== undefined) query.set('language', values.language);
    if (values['time-zone'] !== undefined) query.set('timeZone', values['time-zone']);
    const response = await call(connection, `/api/exports/${encodeURIComponent(table)}?${query.toString()}`);
    if (!response.body) throw new UsageError('The server sent nothing.');
    const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    if (values.out === '-') {
      for await (const chunk of body as AsyncIterable<Buffer>) process.stdout.write(chunk);
      return 0;
    }
    const file = resolve(values.out ?? nameOf(response));
    if (existsSync(file) && !values.force) {
      body.destroy();
      throw new UsageError(`${file} exists already. Choose another name, or say --force.`);
    }
    const bytes = await writeWhole(body, file);
    outside.write(values.json ? `${JSON.stringify({ table, format, file, bytes })}\n` : `${file}: ${(bytes / 1_000_000).toFixed(1)} MB.\n`);
    return 0;
  },
};

/** Half a file would look like a whole one: it gets its name only when it is complete. */
async function writeWhole(body: Readable, file: string): Promise<number> {
  const partial = `${file}.part`;
  const out = createWriteStream(partial);
  try {
    await pipeline(body, out);
    renameSync(partial, file);
    return out.bytesWritten;
  } catch (error) {
    rmSync(partial, { force: true });
    throw new UsageError(`The export was cut off: ${error instanceof Error ? error.message : 'unknown reason'}. Nothing was kept.`);
  }
}

const formatOf = (out: string | undefined): string | undefined => (out?.endsWith('.xlsx') ? 'xlsx' : out?.endsWith('.parquet') ? 'parquet' : undefined);

function nameOf(response: Response): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  // a server says a name, never a folder
  return basename(encoded === undefined ? 'momente-export' : decodeURIComponent(encoded)).replaceAll(/[\\/]/g, '_');
}

function listTables({ items, masked }: ExportList, asJson: boolean, outside: Outside): number {
  if (asJson) outside.write(`${JSON.stringify({ items, masked })}\n`);
  else for (const { table, hintEn, columns, filters } of items) outside.write(`${table.padEnd(14)} ${hintEn}\n${' '.repeat(15)}${columns.map(({ key }) => key).join(', ')}${filters.length > 0 ? `\n${' '.repeat(15)}filters: ${filters.join(', ')}` : ''}\n`);
  return 0;
}
