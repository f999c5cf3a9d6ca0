import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { Problem } from '../../../kernel/problem.ts';
import type { encodings, FileKind } from '../imports.contract.ts';
import { isAmbiguous } from './ambiguous-letters.logic.ts';

export type Encoding = (typeof encodings)[number];

/** What the first bytes say; the name of a file says nothing. */
export type DetectedKind = { kind: Extract<FileKind, 'xlsx'> } | { kind: Extract<FileKind, 'csv'>; encoding: Encoding; assumed: boolean };

const HEAD_BYTES = 256 * 1024;

/** Formats that people send instead of CSV or XLSX, by their first bytes. */
const otherKinds: readonly { starts: string | RegExp; name: string; advice: string }[] = [
  { starts: '%PDF', name: 'a PDF document', advice: 'Ask for the table behind it as XLSX or CSV.' },
  { starts: '\u00d0\u00cf\u0011\u00e0', name: 'an old Excel workbook (.xls) or one with a password', advice: 'Open it in the spreadsheet and save it as XLSX without a password.' },
  { starts: '\u001f\u008b', name: 'a gzip archive', advice: 'Unpack it first.' },
  { starts: '7z\u00bc\u00af', name: 'a 7-Zip archive', advice: 'Unpack it first.' },
  { starts: 'Rar!', name: 'a RAR archive', advice: 'Unpack it first.' },
  { starts: 'PAR1', name: 'a Parquet file', advice: 'Export it as CSV.' },
  { starts: '\u0089PNG', name: 'a picture', advice: 'A table is needed.' },
  { starts: '\u00ff\u00d8\u00ff', name: 'a picture', advice: 'A table is needed.' },
  { starts: '{\\rtf', name: 'a text document (RTF)', advice: 'Copy the table into a spreadsheet and save it as XLSX.' },
  { starts: 'SQLite format 3', name: 'an SQLite database', advice: 'Export the table as CSV.' },
  { starts: /^\s*(<!doctype html|<html|<table|<head|<meta)/i, name: 'a web page, even if its name says .xls', advice: 'Open it in a spreadsheet and save it as XLSX.' },
  { starts: /^\s*<\?xml|^\s*<[A-Za-z][\w:]*[\s>]/, name: 'an XML document', advice: 'Open it in a spreadsheet and save it as XLSX.' },
  { starts: /^\s*(\{\s*"|\[\s*[[{"])/, name: 'JSON', advice: 'A table is needed: CSV or XLSX.' },
];

/** @throws import.file_empty, import.file_kind */
export async function detectKind(path: string): Promise<DetectedKind> {
  const head = await readHead(path);
  if (head.length === 0) throw new Problem('import.file_empty', 'The file is empty.');
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04) return { kind: 'xlsx' };
  const letters = head.toString('latin1', 0, 1_000).replace(/^\u00ef\u00bb\u00bf/, '');
  const other = otherKinds.find(({ starts }) => (typeof starts === 'string' ? letters.startsWith(starts) : starts.test(letters)));
  if (other) throw new Problem('import.file_kind', `The file is ${other.name}, not CSV or XLSX. ${other.advice}`, { found: other.name });
  const detected = detectEncoding(head);
  if (isBlank(head, detected.encoding)) throw new Problem('import.file_empty', 'The file holds nothing but blanks.');
  return { kind: 'csv', ...detected };
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(buffer, 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * A mark at the start decides. Without one: valid UTF-8 is UTF-8 (other encodings make valid UTF-8 by accident only in
 * pure ASCII, where it is the same), mostly-zero odd bytes are UTF-16, anything else Windows-1252. `assumed` where it could
 * as well be another.
 */
function detectEncoding(head: Buffer): { encoding: Encoding; assumed: boolean } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', assumed: false };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', assumed: false };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', assumed: false };
  const isLong = head.length > 64;
  const noText = new Problem('import.file_kind', 'The file is not text and not XLSX.', { found: 'binary data' });
  if (isLong && controlShare(head) > 0.02) throw noText;
  const zeros = countZeros(head);
  if (zeros.odd > head.length * 0.2 && zeros.even < head.length * 0.05) return { encoding: 'utf-16le', assumed: false };
  if (zeros.even > head.length * 0.2 && zeros.odd < head.length * 0.05) return { encoding: 'utf-16be', assumed: false };
  if (isLong && zeros.odd + zeros.even > head.length * 0.02) throw noText;
  return looksUtf8(head) ? { encoding: 'utf-8', assumed: false } : { encoding: 'windows-1252', assumed: isAmbiguous(head) };
}

/** UTF-8 with a few stray bytes of another encoding is still UTF-8: those cells are named, not the file lost. */
function looksUtf8(head: Buffer): boolean {
  // the head may end in the midst of a letter
  for (let cut = 0; cut < 4; cut += 1) if (isUtf8(head.subarray(0, head.length - cut))) return true;
  let good = 0;
  let bad = 0;
  for (let index = 0; index < head.length; index += 1) {
    const byte = head[index] ?? 0;
    if (byte < 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (byte >= 0xc2 && byte <= 0xf4 && isUtf8(head.subarray(index, index + length)) && index + length <= head.length) {
      good += 1;
      index += length - 1;
    } else bad += 1;
  }
  return good > bad;
}

function countZeros(head: Buffer): { even: number; odd: number } {
  const zeros = { even: 0, odd: 0 };
  for (let index = head.indexOf(0); index >= 0; index = head.indexOf(0, index + 1)) zeros[index % 2 === 0 ? 'even' : 'odd'] += 1;
  return zeros;
}

function controlShare(head: Buffer): number {
  let controls = 0;
  for (const byte of head) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0) controls += 1;
  return controls / head.length;
}

function isBlank(head: Buffer, encoding: Encoding): boolean {
  if (head.length === HEAD_BYTES) return false;
  return new TextDecoder(encoding).decode(head).trim() === '';
}
