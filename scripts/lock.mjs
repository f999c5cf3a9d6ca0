import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';

const WAIT_MS = 500;
const GIVE_UP_MS = 15 * 60_000;

/**
 * Runs `work` while no other process on this machine does the same. The file holds the owner's process id, so
 * that one killed half-way blocks nobody.
 */
export function holdingLock(path, work) {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  while (!take(path)) {
    if (Date.now() > giveUpAt) throw new Error(`waited 15 minutes for ${path}; delete it if nothing else is running`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
  }
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path) {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!ownerLives(path)) rmSync(path, { force: true });
    return false;
  }
}

function ownerLives(path) {
  try {
    const owner = Number(readFileSync(path, 'utf8'));
    // Empty for the instant between creation and writing: its owner is alive.
    return owner === 0 || process.kill(owner, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
