import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Context } from '../../platform/context.ts';
import type { Seal } from './chain.logic.ts';

/** Beside the stores, not in them: whoever rewrites the log in the store has this file against them. */
export const sealsFileOf = ({ files }: Pick<Context, 'files'>): string => join(dirname(files.folder), 'audit', 'seals.jsonl');

/** Appends one line and waits until it is on the disk. */
export async function appendToSealsFile(path: string, seal: Seal): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a', 0o600);
  try {
    await file.write(`${JSON.stringify(seal)}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** All seals of the file; a line cut off by a crash is left out. Null when there is no file. */
export async function readSealsFile(path: string): Promise<Seal[] | null> {
  if (!existsSync(path)) return null;
  const seals: Seal[] = [];
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    const seal = parseSeal(line);
    if (seal) seals.push(seal);
  }
  return seals;
}

export function parseSeal(line: string): Seal | null {
  try {
    const seal = JSON.parse(line) as Partial<Seal> | null;
    // Whether it is genuine shows when its signature is checked; here only whether it is a seal at all.
    return seal !== null && typeof seal === 'object' && typeof seal.number === 'number' && typeof seal.signature === 'string' && typeof seal.seq === 'number' ? (seal as Seal) : null;
  } catch {
    return null;
  }
}
