/** What the shape of the tree promises and no linter of imports sees: length, names, depth. */
import { existsSync, readFileSync } from 'node:fs';
import { listTypeScript, root } from './paths.ts';

const MAX_LINES = 400;
const MAX_FOLDERS = 5;
const reasonsFile = 'scripts/long-files.txt';
const SLICE_FILE = /^src\/(governance|people|journeys|listening|understanding|acting|steering)\/[^/]+\/[^/]+$/;
const LAYER = /\.(contract|logic|queries|analytics|actions|routes|jobs|builders)(\.test)?\.tsx?$|\.test\.tsx?$/;

const files = ['src', 'e2e', 'bench', 'scripts'].flatMap((folder) => listTypeScript(folder));
const reasons = readReasons();
const complaints = [...files.flatMap(judgeFile), ...idleReasons()];
for (const complaint of complaints) console.error(complaint);
console.log(`${files.length} files, ${reasons.size} longer than ${MAX_LINES} lines with a reason`);
if (complaints.length > 0) process.exitCode = 1;

function judgeFile(path: string): string[] {
  const lines = countLines(path);
  return [
    ...(lines > MAX_LINES && !reasons.has(path)
      ? [`${path} has ${lines} lines; split it, or write the reason into ${reasonsFile}`]
      : []),
    ...(SLICE_FILE.test(path) && !LAYER.test(path) ? [`${path} does not say its layer (x.logic.ts, x.queries.ts …)`] : []),
    ...(path.startsWith('src/') && path.split('/').length - 1 > MAX_FOLDERS
      ? [`${path} lies more than ${MAX_FOLDERS} folders deep`]
      : []),
    ...(/(^|\/)index\.tsx?$/.test(path) ? [`${path} is a barrel; import the file that has it`] : []),
    ...(/[/.-](utils?|helpers?|common|misc|shared)(\/|\.tsx?$)/.test(path) ? [`${path} says nothing; name it by its topic`] : []),
  ];
}

/** One line per file: the path, a colon, the reason. */
function readReasons(): Map<string, string> {
  if (!existsSync(`${root}/${reasonsFile}`)) return new Map();
  const lines = readFileSync(`${root}/${reasonsFile}`, 'utf8').split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [path = '', reason = ''] = line.split(/:\s+/, 2);
      if (reason.trim() === '') throw new Error(`${reasonsFile}: no reason for ${path}`);
      return [path.trim(), reason.trim()];
    }),
  );
}

function idleReasons(): string[] {
  return [...reasons.keys()]
    .filter((path) => !files.includes(path) || countLines(path) <= MAX_LINES)
    .map((path) => `${reasonsFile} excuses ${path}, which does not need it any more`);
}

function countLines(path: string): number {
  return readFileSync(`${root}/${path}`, 'utf8').trimEnd().split('\n').length;
}
