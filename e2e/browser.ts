import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

type Installed = { executablePath: string; env: Record<string, string> };

const cache = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', '.cache', 'chromium');
const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

const ARGS = [
  // The tests run as root on a bare machine, where Chromium's own sandbox cannot be set up. It opens our pages only.
  '--no-sandbox',
  '--no-zygote',
  // A container's /dev/shm is 64 MB and a tall screenshot does not fit.
  '--disable-dev-shm-usage',
  // The same pixels with and without a graphics card, and a third less work than drawing with an imitation of one.
  '--disable-gpu',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

/**
 * A headless Chromium: `MOMENTE_BROWSER` (a path), else the system's, else the one that came from npm and needs no
 * system package. The caller closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = findBrowser();
  const fonts = ensureFonts();
  return chromium.launch({ executablePath, args: ARGS, env: { ...process.env, ...env, FONTCONFIG_FILE: fonts }, timeout: 60_000 });
}

function findBrowser(): Installed {
  const named = process.env['MOMENTE_BROWSER'] ?? SYSTEM_BROWSERS.find((path) => existsSync(path));
  if (named) return { executablePath: named, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No browser for the tests: install Chromium and set MOMENTE_BROWSER to its path.');
  }
  const folder = ensureUnpacked();
  return { executablePath: join(folder, 'chromium'), env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } };
}

/** Unpacks the browser once per version, beside the installed packages and in one rename: a half-done one is never used. */
function ensureUnpacked(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest: { version: string } = JSON.parse(readFileSync(join(entry.split(/[\\/]build[\\/]/)[0] ?? '', 'package.json'), 'utf8'));
  const folder = join(cache, manifest.version);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const partial = mkdtempSync(join(cache, 'partial-'));
  // The package unpacks into the temporary folder, and adds the libraries that a bare machine lacks when it believes
  // to be on Amazon's; a process of its own, so that neither belief nor folder reach ours.
  const unpack = `import chromium from ${JSON.stringify(pathToFileURL(entry).href)}; await (chromium.default ?? chromium).executablePath();`;
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', unpack], {
    env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    encoding: 'utf8',
  });
  if (done.status !== 0) {
    rmSync(partial, { recursive: true, force: true });
    throw new Error(`The browser could not be unpacked into ${cache}:\n${done.stderr}`);
  }
  moveIntoPlace(partial, folder);
  return folder;
}

function moveIntoPlace(partial: string, folder: string): void {
  try {
    renameSync(partial, folder);
  } catch (error) {
    // Somebody else was quicker, with the same content.
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** One typeface on every machine (Open Sans comes with the browser), the machine's own fonts for rarer signs. */
function ensureFonts(): string {
  const file = join(cache, 'fonts.conf');
  const prefer = ['sans-serif', 'system-ui', 'Inter', 'Segoe UI', 'Arial', 'Helvetica'].map(
    (family) => `<match target="pattern"><test name="family"><string>${family}</string></test><edit name="family" mode="prepend" binding="strong"><string>Open Sans</string></edit></match>`,
  );
  const unpacked = process.platform === 'linux' && process.arch === 'x64' ? ensureUnpacked() : '';
  const folders = [join(unpacked, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  const text = [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
    ...folders.map((folder) => `<dir>${folder}</dir>`),
    `<cachedir>${join(cache, 'font-cache')}</cachedir>`,
    ...prefer,
    '</fontconfig>',
  ].join('\n');
  mkdirSync(cache, { recursive: true });
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  return file;
}
