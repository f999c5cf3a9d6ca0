import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createBuilder } from 'vite';
import { expect, it } from 'vitest';

/** What the pages of other people load, as it is built for them. @returns bytes after gzip, by name of the file */
async function buildScripts(names: readonly string[]): Promise<Record<string, number>> {
  const root = join(import.meta.dirname, '../../..');
  const builder = await createBuilder({ configFile: join(root, 'vite.widget.config.ts'), logLevel: 'error', build: { write: false } });
  const sizes: Record<string, number> = {};
  for (const name of names) {
    const environment = builder.environments[name];
    if (!environment) throw new Error(`vite.widget.config.ts builds no ${name}`);
    environment.config.build.write = false;
    const built = [await builder.build(environment)].flat();
    for (const result of built) {
      if (!('output' in result)) continue;
      for (const file of result.output) if (file.type === 'chunk') sizes[file.fileName] = gzipSync(file.code, { level: 9 }).length;
    }
  }
  return sizes;
}

it('the loader with the events weighs at most 8 kB, the renderer with all kinds of questions at most 45 kB', async () => {
  const sizes = await buildScripts(['loader', 'survey']);
  expect(Object.keys(sizes)).toEqual(['loader.js', 'survey.js']); // each in one file
  expect(sizes['loader.js']).toBeLessThanOrEqual(8_000);
  expect(sizes['survey.js']).toBeLessThanOrEqual(45_000);
});
