import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeFrames, type KnownRange } from '../../../platform/backup/frames.logic.ts';
import { type Manifest, Repository } from '../backup/repository.ts';
import { type Command, type Outside, UsageError } from '../command.ts';
import { call, readConnection } from '../connection.ts';

const help = `
momente backup <folder> [--passphrase-file <file>] [--keep <n>] [--url <address>] [--key <key>] [--json]

Copies everything – records, history, files, the key of the vault – out of a running Momente into <folder>, encrypted.
A folder that holds backups already gets only what is new. Both stores are as of the same moment.

  --passphrase-file  file whose first line is the passphrase (12 characters at least); or MOMENTE_BACKUP_PASSPHRASE.
                     Without it nobody, and that includes you, can read the backup.
  --keep             keep this many snapshots and remove older ones (default: all)
  --url, --key       where Momente is, and an API key with the permission "backup" (MOMENTE_URL, MOMENTE_API_KEY)
  --json             {snapshot, at, rows, writtenBytes, objects} on stdout
`;

export const backupCommand: Command = {
  name: 'backup',
  summary: 'copy everything of a running Momente into a folder, encrypted, only what is new',
  help,
  async run(args, outside) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { 'passphrase-file': { type: 'string' }, keep: { type: 'string' }, url: { type: 'string' }, key: { type: 'string' }, json: { type: 'boolean', default: false } } });
    const [folder] = positionals;
    if (folder === undefined || positionals.length > 1) throw new UsageError('Say one folder: momente backup <folder>.');
    const keep = values.keep === undefined ? null : Number(values.keep);
    if (keep !== null && !(Number.isInteger(keep) && keep >= 1)) throw new UsageError('--keep must be a whole number from 1.');
    const connection = readConnection(outside, values);
    const repository = Repository.open(resolve(folder), readPassphrase(outside, values['passphrase-file']), { mayMake: true });
    const former = repository.listSnapshots().at(-1);
    const known = former === undefined ? [] : repository.loadManifest(former).history;
    const response = await call(connection, '/api/backups/stream', { method: 'POST', body: JSON.stringify({ known: known.map(({ table, after, upTo, rows, fingerprint }): KnownRange => ({ table, after, upTo, rows, fingerprint })) }), headers: { 'content-type': 'application/json' } });
    if (!response.body) throw new UsageError('The server sent nothing.');
    const manifest = await receive(response.body, repository, known);
    const snapshot = repository.storeManifest(manifest);
    if (keep !== null) repository.prune(keep);
    const total = Object.values(manifest.rows).reduce((sum, rows) => sum + rows, 0);
    outside.write(values.json ? `${JSON.stringify({ snapshot, at: manifest.at, rows: manifest.rows, writtenBytes: repository.writtenBytes })}\n` : `Snapshot ${snapshot}: ${total} rows, ${manifest.files.length} files, ${(repository.writtenBytes / 1_000_000).toFixed(1)} MB new.\n${manifest.keyPlace === 'environment' ? 'Keep MOMENTE_SECRET_KEY yourself: it is not part of the backup.\n' : ''}`);
    return 0;
  },
};

export function readPassphrase({ env }: Outside, file: string | undefined): string {
  const passphrase = file === undefined ? env['MOMENTE_BACKUP_PASSPHRASE'] : readFirstLine(file);
  if (passphrase === undefined || passphrase === '') throw new UsageError('No passphrase. Give one with --passphrase-file or MOMENTE_BACKUP_PASSPHRASE.');
  return passphrase;
}

function readFirstLine(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[0];
  } catch {
    throw new UsageError(`The passphrase file ${file} cannot be read.`);
  }
}

/** Stores what comes, piece by piece. Nothing counts as a snapshot before its end has come. */
async function receive(body: AsyncIterable<Uint8Array>, repository: Repository, known: Manifest['history']): Promise<Manifest> {
  const manifest: Partial<Manifest> & Pick<Manifest, 'records' | 'history' | 'files'> = { records: {}, history: [], files: [] };
  let isWhole = false;
  for await (const { frame, body: content } of decodeFrames(body)) {
    if (frame.type === 'begin') Object.assign(manifest, { format: 1, at: frame.at, migrations: frame.migrations, lastBatch: frame.lastBatch, sequences: frame.sequences, keyPlace: frame.keyPlace });
    else if (frame.type === 'records') (manifest.records[frame.table] ??= []).push(repository.store(content));
    else if (frame.type === 'history') addToRange(manifest.history, frame, repository.store(content));
    else if (frame.type === 'history_same') {
      const before = known.find((range) => range.table === frame.table && range.after === frame.after && range.upTo === frame.upTo);
      if (frame.rows > 0 && !before) throw new Error(`The server left out rows of ${frame.table} that this folder does not hold.`);
      manifest.history.push({ table: frame.table, after: frame.after, upTo: frame.upTo, rows: frame.rows, fingerprint: frame.fingerprint, objects: frame.rows > 0 ? (before?.objects ?? []) : [] });
    } else if (frame.type === 'file') addToFile(manifest.files, frame, repository.store(content));
    else {
      manifest.rows = frame.rows;
      isWhole = true;
    }
  }
  if (!isWhole || manifest.at === undefined) throw new Error('The backup broke off in the middle; what has come is kept and need not come again.');
  return manifest as Manifest;
}

function addToRange(history: Manifest['history'], { table, after, upTo, rows, fingerprint }: KnownRange, object: string): void {
  const last = history.at(-1);
  if (last?.table === table && last.upTo === upTo) last.objects.push(object);
  else history.push({ table, after, upTo, rows, fingerprint, objects: [object] });
}

function addToFile(files: Manifest['files'], { path, mode }: { path: string; mode: number }, object: string): void {
  const last = files.at(-1);
  if (last?.path === path) last.objects.push(object);
  else files.push({ path, mode, objects: [object] });
}
