import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { listTypeScript, root } from '../paths.ts';
import { comparePair, findUses, flatten, isAnswered, type Texts } from './translations.logic.ts';

const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');
const files = globSync('src/**/*.{de,en}.json', { cwd: root }).toSorted();
const names = [...new Set(files.map((path) => path.replace(/\.(de|en)\.json$/, '')))];
const german = new Map<string, Texts>();
const complaints = [...names.flatMap(judgePair), ...listTypeScript('src').flatMap(judgeUses)];

for (const complaint of complaints) console.error(complaint);
const keys = [...german.values()].reduce((sum, texts) => sum + texts.size, 0);
console.log(`${names.length} pairs of translations, ${keys} keys`);
if (complaints.length > 0) process.exitCode = 1;

/** The namespace is the file's name without its language; it must be the only one of that name. */
function judgePair(name: string): string[] {
  const missing = ['de', 'en'].filter((language) => !files.includes(`${name}.${language}.json`));
  if (missing.length > 0) return missing.map((language) => `${name}.${language}.json is missing`);
  const texts = flatten(JSON.parse(read(`${name}.de.json`)));
  const namespace = basename(name);
  const twice = german.has(namespace) ? [`${name}: there is another translation named ${namespace}`] : [];
  german.set(namespace, texts);
  return [...twice, ...comparePair(texts, flatten(JSON.parse(read(`${name}.en.json`)))).map((complaint) => `${name}: ${complaint}`)];
}

function judgeUses(path: string): string[] {
  if (/\.test\.tsx?$/.test(path) || !/\/web\/|^src\/ui\//.test(path)) return [];
  return findUses(read(path)).flatMap((use) => {
    const candidates = use.namespace === null ? [...german.values()] : [german.get(use.namespace)];
    if (candidates.some((texts) => texts && isAnswered(use, texts))) return [];
    return [`${path}:${use.line} asks for ${use.namespace ?? 'any'}:${use.key}, which no translation has`];
  });
}
