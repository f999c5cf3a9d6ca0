import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fitProfile } from '../../../listening/imports/profiles/fit-profile.logic.ts';
import { type Import, type Inspection, type Profile, profileSchema, type RefusedList, type SavedProfile, targetKeySchema } from '../../../listening/imports/imports.contract.ts';
import { type Command, type Outside, UsageError } from '../command.ts';
import { call, callJson, type Connection, readConnection } from '../connection.ts';

const POLL_MS = 500;
const REFUSALS_SHOWN = 20;

export const importCommand: Command = {
  name: 'import',
  summary: 'imports a CSV or XLSX file with a saved profile',
  help: `
momente import <file> --profile <name|file.json> [options]

Uploads the file and imports it as the profile says. Make a profile once in the page (Settings, Imports) and save it
under a name, or give one as JSON.

  --profile   name of a saved profile, or a file with one as JSON
  --target    customers, accounts, contracts, devices, interactions, scores, touchpoints; must be the profile's
  --dry-run   only counts what would be new, changed, merged, unchanged, refused; nothing is written
  --json      the result as JSON on stdout: the import, and the first 200 refusals
  --url       where Momente is; default MOMENTE_URL, else http://localhost:3000
  --key       API key; default MOMENTE_API_KEY

Progress stands on stderr. Exit code 0: all rows are in. 2: wrong input: rows were refused (the others are in), or nothing could be imported.`,
  async run(args, outside) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { profile: { type: 'string' }, target: { type: 'string' }, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' }, url: { type: 'string' }, key: { type: 'string' } } });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError('Name one file: momente import <file> --profile <name>');
    if (values.profile === undefined) throw new UsageError('Say how the file is to be read: --profile <name|file.json>');
    if (!(await stat(file).then((found) => found.isFile(), () => false))) throw new UsageError(`There is no file ${file}.`);
    const connection = readConnection(outside, values);
    const profile = await readProfile(connection, values.profile);
    if (values.target !== undefined && targetKeySchema.safeParse(values.target).data !== profile.target) throw new UsageError(`The profile is for ${profile.target}, not for ${values.target}.`);
    const uploaded = await upload(connection, file);
    const inspection = await callJson<Inspection>(connection, `/api/imports/${uploaded.id}/inspection?headerRows=${profile.format.headerRows}${profile.format.sheet === null ? '' : `&sheet=${encodeURIComponent(profile.format.sheet)}`}`);
    const fitted = fitProfile(profile, inspection);
    if ('missing' in fitted) throw new UsageError(`The file has no column ${fitted.missing.join(', ')}. It has: ${inspection.columns.map(({ heading }) => heading).join(', ').slice(0, 1_000)}`);
    await callJson<Import>(connection, `/api/imports/${uploaded.id}/${values['dry-run'] ? 'dry-run' : 'start'}`, 'POST', { profile: fitted.profile });
    const ended = await follow(connection, uploaded.id, outside);
    const refused = ended.counts.refused > 0 ? await callJson<RefusedList>(connection, `/api/imports/${ended.id}/refused?limit=200`) : null;
    if (values.json) outside.write(`${JSON.stringify({ import: ended, refusals: refused?.items ?? [] })}\n`);
    else tell(outside, ended, refused, values['dry-run'] === true);
    if (ended.state === 'failed') throw new UsageError(ended.failure?.message ?? 'The import failed.');
    return ended.counts.refused > 0 ? 2 : 0;
  },
};

async function readProfile(connection: Connection, given: string): Promise<Profile> {
  if (extname(given).toLowerCase() !== '.json') return (await callJson<SavedProfile>(connection, `/api/import-profiles/${encodeURIComponent(given)}`)).profile;
  const text = await readFile(given, 'utf8').catch(() => {
    throw new UsageError(`There is no file ${given}.`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${given} is no JSON: ${error instanceof Error ? error.message : ''}`);
  }
  const parsed = profileSchema.safeParse(typeof json === 'object' && json !== null && 'profile' in json ? json.profile : json);
  if (!parsed.success) throw new UsageError(`${given} is no profile:\n${parsed.error.issues.slice(0, 10).map(({ path, message }) => `  ${path.join('.')}: ${message}`).join('\n')}`);
  return parsed.data;
}

async function upload(connection: Connection, file: string): Promise<Import> {
  const body = Readable.toWeb(createReadStream(file)) as unknown as BodyInit; // the same class under two declarations
  const answer = await call(connection, `/api/imports?name=${encodeURIComponent(basename(file))}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body, duplex: 'half' } as RequestInit); // `duplex` is missing in the declarations
  return (await answer.json()) as Import;
}

async function follow(connection: Connection, id: string, outside: Outside): Promise<Import> {
  for (let shown = -1; ; ) {
    const one = await callJson<Import>(connection, `/api/imports/${id}`);
    if (one.state !== 'checking' && one.state !== 'running') {
      if (shown >= 0) outside.writeError('\n');
      return one;
    }
    const pct = Math.floor(one.share * 100);
    if (pct !== shown) outside.writeError(`\r${String(pct).padStart(3)} %  ${one.counts.rows} rows${one.rowsPerSecond === null ? '' : `, ${Math.round(one.rowsPerSecond)} a second`}   `);
    shown = pct;
    await setTimeout(POLL_MS);
  }
}

function tell(outside: Outside, { name, state, counts, id }: Import, refused: RefusedList | null, isDryRun: boolean): void {
  outside.write(`${name}: ${state}${isDryRun ? ' (dry run, nothing was written)' : ''}\n  ${counts.rows} rows: ${counts.new} new, ${counts.changed} changed, ${counts.merged} merged, ${counts.unchanged} unchanged, ${counts.refused} refused\n  import ${id}\n`);
  if (!refused) return;
  for (const { row, heading, value, reason } of refused.items.slice(0, REFUSALS_SHOWN)) outside.writeError(`  row ${row}${heading === '' ? '' : `, ${heading}`}${value === '' ? '' : ` (${value.slice(0, 60)})`}: ${reason}\n`);
  if (counts.refused > REFUSALS_SHOWN) outside.writeError(`  … all of them: /api/imports/${id}/refused.csv\n`);
}
