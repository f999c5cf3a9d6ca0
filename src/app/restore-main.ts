import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readPassphrase } from '../clients/cli/commands/backup.ts';
import { Repository } from '../clients/cli/backup/repository.ts';
import { UsageError } from '../clients/cli/command.ts';
import { readEnv } from './env.ts';
import { restore } from './restore.ts';

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = isUsage ? 2 : 1;
}

/** `momente restore`: its arguments are described in src/clients/cli/commands/restore.ts. */
async function main(args: string[]): Promise<number> {
  const outside = { env: process.env, write: (text: string) => process.stdout.write(text), writeError: (text: string) => process.stderr.write(text) };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { data: { type: 'string' }, snapshot: { type: 'string' }, 'passphrase-file': { type: 'string' }, list: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } });
  const [folder] = positionals;
  if (folder === undefined) throw new UsageError('Say which backup: momente restore <folder> --data <new data folder>.');
  const passphrase = readPassphrase(outside, values['passphrase-file']);
  if (values.list) {
    const snapshots = Repository.open(resolve(folder), passphrase, { mayMake: false }).listSnapshots();
    outside.write(values.json ? `${JSON.stringify({ snapshots })}\n` : snapshots.map((name) => `${name}\n`).join(''));
    return 0;
  }
  if (values.data === undefined) throw new UsageError('Say where to: --data <new data folder>.');
  const { databaseUrl, clickhouseUrl, secretKey } = readEnv(process.env);
  const restored = await restore({
    folder: resolve(folder), dataFolder: resolve(values.data), snapshot: values.snapshot, passphrase,
    databaseUrl, clickhouseUrl, secretKey,
    onStep: (text) => void outside.writeError(`  ${text} …\n`),
  });
  const rows = Object.values(restored.rows).reduce((sum, count) => sum + count, 0);
  if (values.json) outside.write(`${JSON.stringify(restored)}\n`);
  else outside.write(`Snapshot ${restored.snapshot} restored: ${rows} rows.\n${restored.differences.length === 0 ? `All tables are what they were. Start with: MOMENTE_DATA=${values.data} npm start\n` : `Not equal to what was copied:\n${restored.differences.map((text) => `  ${text}\n`).join('')}`}`);
  return restored.differences.length === 0 ? 0 : 1;
}
