import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { root } from '../paths.ts';

/** Holds a generated text against the one in the repository; `--write` takes it over instead. */
export function compareOrWrite(path: string, fresh: string, script: string): void {
  const file = `${root}/${path}`;
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (process.argv.includes('--write')) {
    writeFileSync(file, fresh);
    console.log(kept === fresh ? `${path} was up to date` : `${path} written`);
  } else if (kept === fresh) {
    console.log(`${path} is up to date`);
  } else {
    console.error(`${path} differs from what the code says, first in line ${firstDifference(kept, fresh)}`);
    console.error(`Look at the change and take it over: node ${script} --write`);
    process.exitCode = 1;
  }
}

function firstDifference(kept: string, fresh: string): string {
  const [old, now] = [kept.split('\n'), fresh.split('\n')];
  const line = now.findIndex((text, place) => text !== old[place]);
  return `${line + 1}:\n  kept:  ${old[line] ?? '(nothing)'}\n  fresh: ${now[line] ?? '(nothing)'}`;
}
