import { isUtf8 } from 'node:buffer';
import { Transform } from 'node:stream';
import type { Encoding } from './detect-kind.ts';

/**
 * Bytes that are not UTF-8 are carried through the reading as letters of the private plane 15 (byte 0xE4 → U+F00E4),
 * so that the cell they stand in can be named and shown as the Windows-1252 that it most likely is.
 */
const STRAY_BASE = 0xf0000;
const strayLetter = /[\u{f0080}-\u{f00ff}]/u;
const strayLetters = /[\u{f0080}-\u{f00ff}]/gu;
const windows1252 = new TextDecoder('windows-1252');

export const hasStrayBytes = (text: string): boolean => strayLetter.test(text);
/** The same text with every stray byte read as Windows-1252. */
export const readStrayBytes = (text: string): string => text.replaceAll(strayLetters, (letter) => windows1252.decode(Uint8Array.of((letter.codePointAt(0) ?? STRAY_BASE) - STRAY_BASE)));

/** What was seen on the way; while nothing is suspicious, no cell needs to be looked at twice. */
export interface Seen {
  bytes: number;
  strayBytes: boolean;
  nul: boolean;
}

/** A file of any of our encodings as UTF-8, without its mark. */
export function decodeText(encoding: Encoding, seen: Seen): Transform {
  return encoding === 'utf-8' ? checkUtf8(seen) : decodeOther(encoding, seen);
}

function decodeOther(encoding: Encoding, seen: Seen): Transform {
  const decoder = new TextDecoder(encoding);
  const note = (text: string): Buffer => {
    if (text.includes('\0')) seen.nul = true;
    return Buffer.from(text);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen.bytes += chunk.length;
      done(null, note(decoder.decode(chunk, { stream: true })));
    },
    flush(done) {
      done(null, note(decoder.decode()));
    },
  });
}

function checkUtf8(seen: Seen): Transform {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  const pass = (bytes: Buffer, isLast: boolean): Buffer => {
    const whole = isLast ? bytes.length : lastWholeLetter(bytes);
    rest = Buffer.from(bytes.subarray(whole));
    const ready = bytes.subarray(0, whole);
    if (ready.includes(0)) seen.nul = true;
    return isUtf8(ready) ? ready : replaceStrayBytes(ready, seen);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen.bytes += chunk.length;
      let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (isFirst && bytes.length >= 3) {
        isFirst = false;
        if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
      }
      done(null, pass(bytes, false));
    },
    flush(done) {
      done(null, pass(rest, true));
    },
  });
}

/** Where to cut so that no letter is cut: before a lead byte among the last three whose letter is not complete. */
function lastWholeLetter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

function replaceStrayBytes(bytes: Buffer, seen: Seen): Buffer {
  seen.strayBytes = true;
  const parts: Buffer[] = [];
  let goodFrom = 0;
  for (let index = 0; index < bytes.length; ) {
    const byte = bytes[index] ?? 0;
    const length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (length === 1 || (byte >= 0xc2 && index + length <= bytes.length && isUtf8(bytes.subarray(index, index + length)))) {
      index += length;
      continue;
    }
    parts.push(bytes.subarray(goodFrom, index), Buffer.from(String.fromCodePoint(STRAY_BASE + byte)));
    index += 1;
    goodFrom = index;
  }
  parts.push(bytes.subarray(goodFrom));
  return Buffer.concat(parts);
}
