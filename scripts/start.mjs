// `npm start`: from a bare clone to a running Momente. The second time it only compares two hashes and hands over.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, compileCache, ensureInstalled, ensurePage, main, pinnedNode, root } from './bootstrap.mjs';

await main(async () => {
  checkNode();
  await ensureInstalled();
  await ensurePage();
  serve(process.argv.slice(2));
});

function serve(args) {
  const node = pinnedNode();
  // Contacts live shortly in memory, but in great numbers: a larger nursery spares the collector a third of its work.
  const program = ['--max-semi-space-size=64', join(root, 'src', 'app', 'main.ts'), ...args];
  // Both engines wait on the thread pool; its default of four lets a long analysis hold up short reads.
  const env = { ...process.env, UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '12', NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? compileCache };
  const server = spawn(node, program, { cwd: root, env, stdio: 'inherit' });
  // Ctrl-C in a terminal reaches the server without us; a second SIGINT would look like impatience.
  process.on('SIGINT', () => process.stdin.isTTY || server.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
  stopWithNpm(server);
  server.on('error', (error) => {
    process.stderr.write(`The server could not be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  server.on('exit', (code, signal) => {
    if (!signal) return process.exit(code ?? 1);
    // Die of what the server died of, so that a supervisor sees the truth.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** npm killed with -9 cannot pass that on; a server left behind would hold the port and the data folder for ever. */
function stopWithNpm(server) {
  if (!process.env.npm_lifecycle_event) return;
  const npm = process.ppid;
  setInterval(() => process.ppid === npm || server.kill('SIGTERM'), 500).unref();
}
