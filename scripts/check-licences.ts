/** Every library may be used, sold along with and hosted by a company. The lockfile records the licences; this reads them. */
import { readFileSync } from 'node:fs';
import { root } from './paths.ts';

const FREE = ['0BSD', 'Apache-2.0', 'Bitstream-Vera', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BSL-1.0', 'CC0-1.0', 'ISC', 'MIT', 'MIT-0', 'MPL-2.0', 'PostgreSQL', 'Python-2.0', 'Unlicense', 'Zlib'];

/** Looked at by hand, because the package does not say it in a way a machine reads. */
const READ_BY_HAND: Record<string, string> = {
  '@segment/facade': 'MIT',
  '@segment/isodate': 'MIT',
  '@segment/isodate-traverse': 'MIT',
  'new-date': 'MIT',
  buildcheck: 'MIT',
  'dejavu-fonts-ttf': 'Bitstream-Vera',
  optimist: 'MIT',
  'png-js': 'MIT',
  rai: 'MIT',
  simplesmtp: 'MIT',
  'cpu-features': 'MIT',
  ssh2: 'MIT',
};

type Entry = { license?: string; optional?: boolean; integrity?: string };
const { packages }: { packages: Record<string, Entry> } = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8'));
const complaints = Object.entries(packages).flatMap(([path, entry]) => (path === '' ? [] : judge(path, entry)));

for (const complaint of complaints) console.error(complaint);
console.log(`${Object.keys(packages).length - 1} packages, ${FREE.length} licences known as free`);
if (complaints.length > 0) process.exitCode = 1;

function judge(path: string, { license, optional, integrity }: Entry): string[] {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  // A binary for another platform, filled in by check-lock: it has the licence of the package that names it.
  if (!license && optional && !integrity) return [];
  const stated = READ_BY_HAND[name] ?? license ?? 'nothing';
  return isFree(stated) ? [] : [`${name} is licensed under ${stated}: read it, and add it here or replace the package`];
}

/** "A or B" leaves the choice, "A and B" binds to both. */
function isFree(expression: string): boolean {
  const alternatives = expression.replace(/[()]/g, '').split(/\s+OR\s+/);
  return alternatives.some((alternative) => alternative.split(/\s+AND\s+/).every((licence) => FREE.includes(licence)));
}
