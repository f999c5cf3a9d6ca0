import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../paths.ts';
import { cruiseFolder, findUnseen, ruleNames } from './cruise.ts';
import { legal, planted } from './planted.ts';

const complaints = [...(await checkSource()), ...(await checkRules())];
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;

async function checkSource(): Promise<string[]> {
  const { seen, violations } = await cruiseFolder(root);
  const unseen = await findUnseen(root, seen);
  console.log(`${seen.length} modules, ${ruleNames.length} rules, ${violations.length} violations`);
  return [
    ...(seen.length === 0 ? ['dependency-cruiser saw no module: its parser does not read our TypeScript'] : []),
    ...unseen.map((path) => `not seen by dependency-cruiser: ${path}`),
    ...violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  ];
}

/** A rule that catches nothing looks exactly like a rule that is kept. */
async function checkRules(): Promise<string[]> {
  const folder = growTree();
  try {
    const { seen, violations } = await cruiseFolder(folder);
    const unseen = await findUnseen(folder, seen);
    const missed = planted.filter(({ rule, from }) => !violations.some((found) => found.rule.name === rule && found.from === from));
    const untried = ruleNames.filter((name) => !planted.some(({ rule }) => rule === name));
    const tooStrict = violations.filter(({ from }) => from in legal);
    console.log(`${planted.length} planted violations, ${planted.length - missed.length} caught`);
    return [
      ...unseen.map((path) => `not seen in the planted tree: ${path}`),
      ...missed.map(({ rule, from }) => `${rule} did not catch its planted violation in ${from}`),
      ...untried.map((name) => `${name} has no planted violation`),
      ...tooStrict.map(({ rule, from, to }) => `${rule.name} bars a legal import: ${from} → ${to}`),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function growTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'momente-boundaries-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const manifest = { dependencies: { zod: '*', '@stdlib/stats-base-dists-t-cdf': '*' }, devDependencies: { vitest: '*' } };
  const trees = [{ 'package.json': JSON.stringify(manifest) }, legal, ...planted.map(({ files }) => files)];
  for (const [path, source] of trees.flatMap((tree) => Object.entries(tree))) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source, { flag: 'wx' });
  }
  return folder;
}
