import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { runCommandLine } from './run.ts';

export interface Said {
  code: number;
  out: string;
  error: string;
}

/** Types `momente` and these words. */
export async function run(...args: string[]): Promise<Said> {
  let [out, error] = ['', ''];
  const code = await runCommandLine(args, { env: {}, write: (text) => void (out += text), writeError: (text) => void (error += text) });
  return { code, out, error };
}

/** A folder of the test file that calls it, gone when its tests ended. */
export function makeFolder(): { pathOf(name: string): string; file(name: string, content: string | Buffer | readonly string[]): string } {
  const folder = mkdtempSync(join(tmpdir(), 'momente-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const pathOf = (name: string) => join(folder, name);
  return {
    pathOf,
    /** Lines end with a line end each; anything else is written as it is. */
    file(name, content) {
      writeFileSync(pathOf(name), typeof content === 'string' || Buffer.isBuffer(content) ? content : `${content.join('\n')}\n`);
      return pathOf(name);
    },
  };
}
