import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../../kernel/problem.ts';
import type { FileArea } from './files.contract.ts';

export interface SavedFile {
  id: string;
  bytes: number;
  /** Hex. */
  sha256: string;
}

const FILE_ID = /^[0-9a-f-]{36}$/;

export class Files {
  readonly folder: string;
  constructor(folder: string) {
    this.folder = folder;
  }

  /** Writes beside and renames, so a file is there whole or not at all. @throws request.too_large */
  async save(area: FileArea, content: Readable, maxBytes: number): Promise<SavedFile> {
    const id = randomUUID();
    const path = this.pathOf(area, id);
    const hash = createHash('sha256');
    let bytes = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        if (bytes > maxBytes) return done(new Problem('request.too_large', `The file is larger than allowed (${Math.round(maxBytes / 1_000_000)} MB).`, { maxBytes }));
        hash.update(chunk);
        return done(null, chunk);
      },
    });
    try {
      await pipeline(content, meter, createWriteStream(`${path}.part`, { mode: 0o600, flush: true }));
      await rename(`${path}.part`, path);
    } catch (error) {
      await rm(`${path}.part`, { force: true });
      throw error;
    }
    return { id, bytes, sha256: hash.digest('hex') };
  }

  read(area: FileArea, id: string, range: { start?: number; end?: number } = {}): Readable {
    return createReadStream(this.pathOf(area, id), range);
  }

  /** Where a file lies, for engines that want a path. @throws Error for an id that is not one of ours */
  pathOf(area: FileArea, id: string): string {
    if (!FILE_ID.test(id)) throw new Error('This is not the id of a file.');
    const folder = join(this.folder, area);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return join(folder, id);
  }

  has(area: FileArea, id: string): boolean {
    return existsSync(this.pathOf(area, id));
  }

  async sizeOf(area: FileArea, id: string): Promise<number> {
    return (await stat(this.pathOf(area, id))).size;
  }

  async remove(area: FileArea, id: string): Promise<void> {
    await rm(this.pathOf(area, id), { force: true });
  }

  /** Ids of all whole files of an area. */
  async list(area: FileArea): Promise<string[]> {
    const folder = join(this.folder, area);
    return existsSync(folder) ? (await readdir(folder)).filter((name) => FILE_ID.test(name)) : [];
  }
}
