import { open } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { delimiters, type Format } from '../imports.contract.ts';
import type { Encoding } from './detect-kind.ts';

const HEAD_BYTES = 128 * 1024;
const ROWS_TRIED = 60;

/**
 * The sign between the cells: the one that cuts most rows into the same number of cells, quotation marks respected.
 * @returns the comma where no sign cuts anything: a file of one column
 */
export async function sniffDelimiter(path: string, encoding: Encoding): Promise<{ delimiter: Format['delimiter']; isSingleColumn: boolean }> {
  const head = await readHead(path, encoding);
  const named = /^sep=([,;|\t])\r?$/im.exec(head.slice(0, 10))?.[1];
  const known = delimiters.find((sign) => sign === named);
  if (known) return { delimiter: known, isSingleColumn: false };
  const tries = delimiters.map((delimiter) => ({ delimiter, ...judge(head, delimiter) })).filter(({ cells }) => cells > 1);
  const [best] = tries.sort((a, b) => b.share - a.share || b.cells - a.cells);
  return best ? { delimiter: best.delimiter, isSingleColumn: false } : { delimiter: ',', isSingleColumn: true };
}

function judge(head: string, delimiter: string): { cells: number; share: number } {
  const counts = new Map<number, number>();
  let rows = 0;
  try {
    const parsed: unknown = parse(head, { delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, relax_quotes: true, skip_empty_lines: true, to: ROWS_TRIED });
    for (const row of Array.isArray(parsed) ? parsed : []) {
      rows += 1;
      const cells = Array.isArray(row) ? row.length : 0;
      counts.set(cells, (counts.get(cells) ?? 0) + 1);
    }
  } catch {
    // a quotation mark that is open where the head ends; the other signs say more
    return { cells: lineCells(head, delimiter), share: 0.5 };
  }
  const [usual] = [...counts].sort(([, a], [, b]) => b - a);
  return usual ? { cells: usual[0], share: usual[1] / rows } : { cells: 0, share: 0 };
}

const lineCells = (head: string, delimiter: string): number => (/^[^\r\n]*/.exec(head)?.[0] ?? '').split(delimiter).length;

async function readHead(path: string, encoding: Encoding): Promise<string> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(buffer, 0, HEAD_BYTES, 0);
    const text = new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead));
    if (bytesRead < HEAD_BYTES) return text;
    // the last row may be cut
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    return end > 0 ? text.slice(0, end) : text;
  } finally {
    await file.close();
  }
}
