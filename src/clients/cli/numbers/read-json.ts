import { readFileSync } from 'node:fs';
import { UsageError } from '../command.ts';

/** What a JSON file of an option holds; a byte order mark, which editors on Windows write, is no fault. @throws UsageError naming the file */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${path} cannot be read as JSON: ${error.message}`);
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new UsageError(code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`);
  }
}
