import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { KnownRange } from '../../../platform/backup/frames.logic.ts';
import { UsageError } from '../command.ts';

/** One snapshot: which objects make up which table and file, in order. */
export interface Manifest {
  format: 1;
  at: string;
  migrations: { records: string[]; history: string[] };
  lastBatch: number;
  sequences: Record<string, number>;
  keyPlace: 'file' | 'environment';
  records: Record<string, string[]>;
  history: (KnownRange & { objects: string[] })[];
  files: { path: string; mode: number; objects: string[] }[];
  /** Rows per table, to compare with after a restore. */
  rows: Record<string, number>;
}

const HEADER = 'momente-backup.json';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** 128 MB and some 0.3 s for each guess of a passphrase. */
const kdf = { N: 131_072, r: 8, p: 1 };
const MIN_PASSPHRASE = 12;

interface Keys {
  encrypt: Buffer;
  name: Buffer;
}

/**
 * A folder of backups. Pieces are kept once under a keyed hash of their content, compressed and encrypted
 * (AES-256-GCM, key from the passphrase by scrypt), so a backup after the first one stores only what is new, and somebody
 * without the passphrase learns no more than sizes and times. Whatever was changed by others is noticed when it is read.
 */
export class Repository {
  readonly #folder: string;
  readonly #keys: Keys;
  /** Bytes written by this process. */
  writtenBytes = 0;

  private constructor(folder: string, keys: Keys) {
    this.#folder = folder;
    this.#keys = keys;
  }

  /** @throws UsageError for a wrong passphrase, or a folder that holds something else */
  static open(folder: string, passphrase: string, { mayMake }: { mayMake: boolean }): Repository {
    const path = join(folder, HEADER);
    if (!existsSync(path)) {
      if (!mayMake) throw new UsageError(`${folder} holds no backup of Momente.`);
      if (existsSync(folder) && readdirSync(folder).length > 0) throw new UsageError(`${folder} is not empty and holds no backup of Momente. Choose an empty folder.`);
      if (passphrase.length < MIN_PASSPHRASE) throw new UsageError(`The passphrase must have at least ${MIN_PASSPHRASE} characters.`);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const salt = randomBytes(KEY_BYTES);
      const keys = deriveKeys(passphrase, salt);
      writeFileSync(path, `${JSON.stringify({ format: 1, kdf: 'scrypt', ...kdf, salt: salt.toString('base64'), check: checkOf(keys).toString('base64') }, null, 2)}\n`, { mode: 0o600 });
      return new Repository(folder, keys);
    }
    const header: { format: number; salt: string; check: string } = JSON.parse(readFileSync(path, 'utf8'));
    if (header.format !== 1) throw new UsageError(`The backup in ${folder} was written by a newer Momente (format ${header.format}).`);
    const keys = deriveKeys(passphrase, Buffer.from(header.salt, 'base64'));
    if (!timingSafeEqual(checkOf(keys), Buffer.from(header.check, 'base64'))) throw new UsageError('The passphrase is not the one of this backup.');
    return new Repository(folder, keys);
  }

  /** @returns name of the object; content that is there already is not written again */
  store(content: Buffer): string {
    const name = createHmac('sha256', this.#keys.name).update(content).digest('hex');
    const path = this.#pathOf(name);
    if (!existsSync(path)) this.#write(path, this.#encrypt(zstdCompressSync(content, { params: { [constants.ZSTD_c_compressionLevel]: 6 } }), name));
    return name;
  }

  /** @throws Error when the object is missing or was changed */
  load(name: string): Buffer {
    const path = this.#pathOf(name);
    if (!existsSync(path)) throw new Error(`The backup is incomplete: object ${name} is missing.`);
    const content = zstdDecompressSync(this.#decrypt(readFileSync(path), name));
    if (createHmac('sha256', this.#keys.name).update(content).digest('hex') !== name) throw new Error(`The backup was changed: object ${name} is not what it was.`);
    return content;
  }

  /** @returns name of the snapshot */
  storeManifest(manifest: Manifest): string {
    const name = manifest.at.replace(/[:.]/g, '-');
    this.#write(join(this.#folder, 'snapshots', name), this.#encrypt(zstdCompressSync(Buffer.from(JSON.stringify(manifest))), `snapshot ${name}`));
    return name;
  }

  /** Names of all snapshots, oldest first. */
  listSnapshots(): string[] {
    const folder = join(this.#folder, 'snapshots');
    return existsSync(folder) ? readdirSync(folder).filter((name) => /^\d{4}-[\dTZ-]+$/.test(name)).sort() : [];
  }

  loadManifest(name: string): Manifest {
    const path = join(this.#folder, 'snapshots', name);
    if (!this.listSnapshots().includes(name)) throw new UsageError(`There is no snapshot ${name}. There are: ${this.listSnapshots().join(', ') || 'none'}.`);
    return JSON.parse(zstdDecompressSync(this.#decrypt(readFileSync(path), `snapshot ${name}`)).toString('utf8')) as Manifest;
  }

  /** Removes all snapshots but the newest, and every object that no remaining one needs. @returns number of objects removed */
  prune(keep: number): number {
    const snapshots = this.listSnapshots();
    for (const name of snapshots.slice(0, Math.max(0, snapshots.length - keep))) rmSync(join(this.#folder, 'snapshots', name));
    const needed = new Set(this.listSnapshots().flatMap((name) => objectsOf(this.loadManifest(name))));
    let removed = 0;
    const objects = join(this.#folder, 'objects');
    for (const prefix of existsSync(objects) ? readdirSync(objects) : []) {
      for (const name of readdirSync(join(objects, prefix))) {
        if (needed.has(name)) continue;
        rmSync(join(objects, prefix, name));
        removed += 1;
      }
    }
    return removed;
  }

  sizeOf(name: string): number {
    return statSync(this.#pathOf(name)).size;
  }

  #pathOf(name: string): string {
    return join(this.#folder, 'objects', name.slice(0, 2), name);
  }

  /** Written beside and renamed: an object is there whole or not at all. */
  #write(path: string, content: Buffer): void {
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
    const half = `${path}.${process.pid}.half`;
    writeFileSync(half, content, { mode: 0o600, flush: true });
    renameSync(half, path);
    this.writtenBytes += content.length;
  }

  #encrypt(content: Buffer, name: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#keys.encrypt, nonce).setAAD(Buffer.from(name));
    return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  }

  #decrypt(content: Buffer, name: string): Buffer {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#keys.encrypt, content.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(name)).setAuthTag(content.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(content.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch {
      throw new Error(`The backup was changed: ${name} cannot be read.`);
    }
  }
}

export function objectsOf(manifest: Manifest): string[] {
  return [...Object.values(manifest.records).flat(), ...manifest.history.flatMap((range) => range.objects), ...manifest.files.flatMap((file) => file.objects)];
}

function deriveKeys(passphrase: string, salt: Buffer): Keys {
  const master = scryptSync(passphrase.normalize('NFC'), salt, KEY_BYTES, { ...kdf, maxmem: 256 * 1024 * 1024 });
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', master, '', `momente backup ${purpose}`, KEY_BYTES));
  return { encrypt: derive('encrypt'), name: derive('name') };
}

const checkOf = (keys: Keys) => createHmac('sha256', keys.name).update('check').digest();
