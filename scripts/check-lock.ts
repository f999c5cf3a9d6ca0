/**
 * package-lock.json must name the binaries of every platform, not only of the one it was written on: `npm ci`
 * refuses a lockfile with gaps. npm leaves gaps where a registry mirror lags behind (npm/cli#4828 and kin).
 * `node scripts/check-lock.ts --complete` fills them: without a checksum, which npm takes as "not known yet".
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { root } from './paths.ts';

type Entry = {
  version?: string;
  cpu?: string[];
  os?: string[];
  libc?: string[];
  dev?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, Entry> };
type Gap = { parent: string; name: string; version: string };

const path = `${root}/package-lock.json`;
const lock: Lock = JSON.parse(readFileSync(path, 'utf8'));
const gaps = findGaps(lock);

if (process.argv.includes('--complete')) {
  writeFileSync(path, `${JSON.stringify(complete(lock, gaps), null, 2)}\n`);
  console.log(`${gaps.length} entries added to package-lock.json`);
} else if (gaps.length > 0) {
  for (const gap of gaps) console.error(`${gap.parent} needs ${gap.name}@${gap.version}, which package-lock.json does not name`);
  console.error('Fill the gaps with: node scripts/check-lock.ts --complete');
  process.exitCode = 1;
} else {
  console.log(`${Object.keys(lock.packages).length} packages, no gap`);
}

function findGaps({ packages }: Lock): Gap[] {
  return Object.entries(packages).flatMap(([parent, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !resolves(packages, parent, name))
      .map(([name, version]) => ({ parent, name, version })),
  );
}

/** Looks where Node would look: beside the package, then one node_modules further out each time. */
function resolves(packages: Lock['packages'], parent: string, name: string): boolean {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

function complete({ packages, ...rest }: Lock, missing: Gap[]): Lock {
  const added = missing.map(({ parent, name, version }) => {
    const dev = packages[parent]?.dev === true ? { dev: true } : {};
    return [`node_modules/${name}`, { version, ...platformOf(name), ...dev, optional: true }] as const;
  });
  const [self, ...others] = Object.entries(packages);
  const sorted = [...others, ...added].toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...rest, packages: Object.fromEntries([...(self ? [self] : []), ...sorted]) };
}

/** Packages of binaries are named by platform, processor and C library: …-linux-x64-musl. */
function platformOf(name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> {
  const os = /(?<=[-/])(aix|android|darwin|freebsd|linux|openharmony|win32)(?=-)/.exec(name)?.[1];
  const cpu = /(?<=-)(arm64|arm|ia32|ppc64|riscv64|s390x|x64)(?=-|$)/.exec(name)?.[1];
  if (!os || !cpu) throw new Error(`no platform can be read from the name ${name}; install it on a machine that has it`);
  // 32-bit ARM packages name their calling convention instead and run on one C library only in name.
  const libc = /-(gnu|musl)$/.exec(name)?.[1];
  return { cpu: [cpu], ...(os === 'linux' && libc ? { libc: [libc === 'gnu' ? 'glibc' : 'musl'] } : {}), os: [os] };
}
