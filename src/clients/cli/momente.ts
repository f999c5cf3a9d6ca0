import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// What was compiled once is read from then on, which halves the time until a command begins. Where it cannot be kept, nothing is lost.
enableCompileCache(join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'compile'));
// Only what is imported after that is kept.
const { runCommandLine } = await import('./run.ts');
const { printable } = await import('./printable.ts');

// Whoever reads only the first lines (`| head`) closes the pipe: no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  // A file gets what it is; a terminal only what it can show.
  write: (text) => process.stdout.write(process.stdout.isTTY ? printable(text) : text),
  writeError: (text) => process.stderr.write(process.stderr.isTTY ? printable(text) : text),
});
