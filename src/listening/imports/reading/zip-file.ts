import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { Problem } from '../../../kernel/problem.ts';
import { HARMLESS_UNPACKED_BYTES, MAX_RATIO, MAX_UNPACKED_BYTES, MAX_ZIP_ENTRIES } from './limits.ts';

/** A ZIP archive with its table of contents read and judged; parts are unpacked as streams only. */
export interface OpenZip {
  names: ReadonlySet<string>;
  /** Unpacked length that the archive claims; streams that turn out longer fail. */
  bytesOf(name: string): number;
  read(name: string): Promise<Readable>;
  close(): void;
}

const damaged = (cause: unknown) => new Problem('import.file_damaged', 'The file cannot be unpacked: it is damaged or was not uploaded completely.', { cause: cause instanceof Error ? cause.message : '' });

/** @throws import.file_damaged, import.file_too_large_inside, import.file_protected */
export async function openZip(path: string): Promise<OpenZip> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, opened) => (error ? reject(damaged(error)) : resolve(opened)));
  });
  try {
    const entries = await readEntries(zip);
    judge(entries);
    return {
      names: new Set(entries.keys()),
      bytesOf: (name) => entries.get(name)?.uncompressedSize ?? 0,
      read: (name) => readEntry(zip, entries.get(name)),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** Names in small letters, as the format compares them. */
function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (entries.size >= MAX_ZIP_ENTRIES) return reject(new Problem('import.file_too_large_inside', `The file holds more than ${MAX_ZIP_ENTRIES} parts; a workbook has fewer.`, { limit: MAX_ZIP_ENTRIES }));
      entries.set(entry.fileName.toLowerCase(), entry);
      zip.readEntry();
      return undefined;
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (error) => reject(damaged(error)));
    zip.readEntry();
  });
}

function judge(entries: ReadonlyMap<string, Entry>): void {
  let total = 0;
  for (const entry of entries.values()) {
    // pictures and the like are never unpacked
    if (!/\.(xml|rels)$/i.test(entry.fileName)) continue;
    if ((entry.generalPurposeBitFlag & 1) === 1) throw new Problem('import.file_protected', 'The file is protected by a password. Save it without one.');
    total += entry.uncompressedSize;
    const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
    if (total > MAX_UNPACKED_BYTES || (entry.uncompressedSize > HARMLESS_UNPACKED_BYTES && ratio > MAX_RATIO)) {
      throw new Problem('import.file_too_large_inside', `The file would unpack to ${Math.round(total / 2 ** 20)} MiB and is not unpacked: it looks like a trap, not like a table.`, { mebibytes: Math.round(total / 2 ** 20) });
    }
  }
}

function readEntry(zip: ZipFile, entry: Entry | undefined): Promise<Readable> {
  return new Promise((resolve, reject) => {
    if (!entry) return reject(damaged(new Error('a part is missing')));
    zip.openReadStream(entry, (error, stream) => (error ? reject(damaged(error)) : resolve(stream)));
    return undefined;
  });
}
