import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.ts';

/**
 * Asks the registry that this machine installs from whether packages of the product are known to be dangerous. Without a
 * registry, or with one that knows nothing about it, nothing is known, and that is no failure. A finding of high or
 * critical severity is one, unless scripts/audit-excuses.json says why not, and until when.
 */
interface Excuse {
  package: string;
  reason: string;
  /** The day on which it counts again. */
  until: string;
}
interface Report {
  vulnerabilities?: Record<string, { severity: string; via: (string | { title?: string; url?: string })[] }>;
}

const TIMEOUT_MS = 60_000;
const bad = new Set(['high', 'critical']);

const excuses = JSON.parse(readFileSync(join(root, 'scripts/audit-excuses.json'), 'utf8')) as Excuse[]; // a file of ours
const report = readReport();
if (report?.vulnerabilities === undefined) {
  console.log('not checked: the package registry gave no answer');
} else {
  const today = new Date().toISOString().slice(0, 10);
  const found = Object.entries(report.vulnerabilities).filter(([, { severity }]) => bad.has(severity));
  const counted = found.filter(([name]) => !excuses.some((excuse) => excuse.package === name && excuse.until > today));
  for (const [name, { severity, via }] of counted) console.error(`${name}: ${severity} – ${via.map((cause) => (typeof cause === 'string' ? cause : `${cause.title ?? ''} ${cause.url ?? ''}`)).join('; ')}`);
  for (const { package: name, until } of excuses.filter((excuse) => excuse.until <= today)) console.error(`the excuse for ${name} ended on ${until}`);
  console.log(`${Object.keys(report.vulnerabilities).length} packages with known weaknesses, ${found.length} of high or critical severity, ${counted.length} without an excuse`);
  if (counted.length > 0) process.exitCode = 1;
}

function readReport(): Report | null {
  // The setting of the project that keeps installs quiet would keep this quiet as well.
  const { stdout } = spawnSync('npm', ['audit', '--json', '--omit=dev', '--audit=true'], { cwd: root, encoding: 'utf8', timeout: TIMEOUT_MS, maxBuffer: 50_000_000, shell: process.platform === 'win32' });
  try {
    return JSON.parse(stdout) as Report; // of npm; only what is looked at is believed
  } catch {
    return null;
  }
}
