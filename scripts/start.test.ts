import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './paths.ts';

/** A project with our scripts and libraries, a page of one line, and a server that tells what it was given. */
const folder = mkdtempSync(join(tmpdir(), 'momente-start-'));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeAll(() => {
  for (const name of ['scripts', 'package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  write('src/clients/web/index.html', '<!doctype html><title>Momente</title><script type="module" src="./main.ts"></script>');
  write('src/clients/widget/answer.html', '<!doctype html><title>Momente</title>');
  write('vite.widget.config.ts', `export default { root: 'src/clients/widget', build: { outDir: '../../../dist/widget', rolldownOptions: { input: 'src/clients/widget/answer.html' } } };`);
  write('src/clients/web/main.ts', "document.title = 'eins';");
  write(
    'src/app/main.ts',
    `const given: string[] = process.argv.slice(2);
     process.on('SIGTERM', () => process.exit(5));
     console.log('server', process.version.split('.')[0], given.join(' '), 'threads', process.env['UV_THREADPOOL_SIZE']);
     if (given[0] === 'wait') setInterval(() => undefined, 1000); else process.exitCode = 3;`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/start.mjs', ...args], { cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'] } });
  return { status, stdout: stdout.trim(), stderr };
}

describe('npm start', () => {
  it('builds the page, then runs the server on Node 24 with the arguments and twelve threads', () => {
    const first = start('--demo');
    expect(first.stderr).toContain('Building the page.');
    expect(first.stdout).toBe('server v24 --demo threads 12');
  });

  it('ends with the code of the server', () => {
    expect(start().status).toBe(3);
  });

  it('does nothing before the server the second time', () => {
    expect(start().stderr).toBe('');
  });

  it('builds again when a source of the page changed, and not when one of the server did', () => {
    write('src/platform/http/server.ts', '// new');
    write('src/people/customers/customers.queries.ts', '// new');
    expect(start().stderr).toBe('');
    write('src/people/customers/customers.contract.ts', '// new');
    expect(start().stderr).toContain('Building the page.');
  });

  it('says what is wrong when the page cannot be built, and builds it once it is right', () => {
    write('src/clients/web/main.ts', 'const = ;');
    const broken = start();
    expect(broken.status).toBe(1);
    expect(broken.stderr).toContain('The page could not be built');
    write('src/clients/web/main.ts', "document.title = 'zwei';");
    expect(start().status).toBe(3);
  });

  it('passes SIGTERM on and waits for the server', async () => {
    const running = spawn(process.execPath, ['scripts/start.mjs', 'wait'], { cwd: folder, env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => running.stdout.once('data', resolve));
    running.kill('SIGTERM');
    expect(await exitCode(running)).toBe(5);
  });

  it('refuses Node 18 with a sentence that says what to do', () => {
    const check = "import('./scripts/bootstrap.mjs').then(({ main, checkNode }) => main(() => checkNode('18.19.0')))";
    const { status, stderr } = spawnSync(process.execPath, ['-e', check], { cwd: folder, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('Momente needs Node 20 or newer to start, and this is Node 18.19.0.');
    expect(stderr).not.toContain(' at ');
  });
});

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}
