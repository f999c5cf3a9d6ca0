import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The embedded PostgreSQL of a data folder: its main process first, then those it started. */
export function postgresProcesses(dataFolder: string): number[] {
  const main = Number(readFileSync(join(dataFolder, 'records', 'postmaster.pid'), 'utf8').split('\n')[0]);
  return [main, ...childrenOf(main)];
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | null {
  try {
    // The name in brackets may hold blanks; what follows is state and parent.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return null; // ended meanwhile
  }
}

/** kill -9 for processes that may have ended by themselves. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // gone already
    }
  }
}
