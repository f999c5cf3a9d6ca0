import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const WAIT_MS = 500;
const GIVE_UP_MS = 15 * 60_000;

/**
 * Runs `work` while no other process on this machine does the same. The file lists the process ids at work: ours,
 * and those we started, which live on for a while when we are killed.
 */
export async function holdingLock(path, work) {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  while (!take(path)) {
    if (Date.now() > giveUpAt) throw new Error(`waited 15 minutes for ${path}; delete it if nothing else is running`);
    await sleep(WAIT_MS);
  }
  try {
    return await work((command, args, options) => run(path, command, args, options));
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path) {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!anyOwnerLives(path)) rmSync(path, { force: true });
    return false;
  }
}

function anyOwnerLives(path) {
  const owners = readFileSync(path, 'utf8').split('\n').filter(Boolean).map(Number);
  // Empty for the instant between creation and writing: its owner is alive.
  return owners.length === 0 || owners.some(lives);
}

function lives(processId) {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Resolves with the exit code; a signal for us stops the child first. */
function run(lock, command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    if (child.pid) appendFileSync(lock, `${child.pid}\n`);
    const stop = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, stop);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, stop);
      if (signal) process.exit(1);
      resolve(code);
    });
  });
}
