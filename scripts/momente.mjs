#!/usr/bin/env node
// `npm run -s momente -- <command>`: hands over to the command line on the pinned Node.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, ensureAnythingInstalled, main, pinnedNode, root } from './bootstrap.mjs';

await main(async () => {
  checkNode();
  await ensureAnythingInstalled();
  const child = spawn(pinnedNode(), [join(root, 'src', 'clients', 'cli', 'momente.ts'), ...process.argv.slice(2)], { cwd: process.env.INIT_CWD ?? process.cwd(), stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
});
