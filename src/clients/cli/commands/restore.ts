import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Command } from '../command.ts';

const help = `
momente restore <folder> --data <new data folder> [--snapshot <name>] [--passphrase-file <file>] [--list] [--json]

Brings a backup back into an empty data folder (or into the empty databases that DATABASE_URL and CLICKHOUSE_URL name)
and compares what arrived with what the backup counted. Momente must not be running on that folder.

  --data             data folder to make; the one that MOMENTE_DATA will name
  --snapshot         which one (default: the newest)
  --list             lists the snapshots and restores nothing
  --passphrase-file  file whose first line is the passphrase; or MOMENTE_BACKUP_PASSPHRASE
  --json             {snapshot, rows, seconds} on stdout
`;

const program = resolve(import.meta.dirname, '../../../app/restore-main.ts');

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'bring a backup back into an empty data folder',
  help,
  // No server runs here, so this opens the stores itself: a program of its own.
  run: (args, { env }) =>
    new Promise((done, fail) => {
      const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit', env });
      child.on('error', fail);
      child.on('exit', (code) => done(code ?? 1));
    }),
};
