import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** Every TypeScript file of a folder, as sorted paths from `base` with forward slashes. */
export function listTypeScript(folder: string, base = root): string[] {
  return globSync(`${folder}/**/*.{ts,tsx}`, { cwd: base, exclude: (path) => path.includes('node_modules') })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();
}
