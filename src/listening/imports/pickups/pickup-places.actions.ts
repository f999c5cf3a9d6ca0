import { constants } from 'node:fs';
import { mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join, posix, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { Client, type SFTPWrapper } from 'ssh2';
import { Problem } from '../../../kernel/problem.ts';
import { assertPublicHost } from '../../../platform/outgoing/public-host.ts';
import type { Context } from '../../../platform/context.ts';

/** A file where it lies before it is fetched. */
export interface FoundFile {
  name: string;
  bytes: number;
  changedAt: Date;
}

/** Where files are fetched from, whether a folder here or a server elsewhere. */
export interface PickupSource {
  list(): Promise<FoundFile[]>;
  read(name: string): Promise<Readable>;
  /** Into a sub-folder, under a name that is free there. */
  move(name: string, subFolder: string, newName: string): Promise<void>;
  remove(name: string): Promise<void>;
  close(): void;
}

/** A name that is one step of a path and nothing else. */
const isPlainName = (name: string) => name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name);

/** @throws import_pickup.place_invalid when the folder lies, or is linked to, outside of the one that the administrator set */
export async function openFolder(settings: Context['settings'], path: string): Promise<PickupSource> {
  if (settings.importFolder === undefined) throw new Problem('import_pickup.place_invalid', 'No folder may be read: the administrator sets MOMENTE_IMPORT_FOLDER first.');
  const wanted = resolve(settings.importFolder, `.${sep}${path}`);
  const [base, folder] = await Promise.all([realpath(settings.importFolder), realpath(wanted)]).catch(() => {
    throw new Problem('import_pickup.place_invalid', `The folder ${path || '.'} does not exist below MOMENTE_IMPORT_FOLDER.`);
  });
  if (folder !== base && !folder.startsWith(base + sep)) throw new Problem('import_pickup.place_invalid', 'The folder does not lie below MOMENTE_IMPORT_FOLDER.');
  return {
    async list() {
      const entries = await readdir(folder, { withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()); // a link is none
      return Promise.all(files.map(async ({ name }) => {
        const { size, mtime } = await stat(join(folder, name));
        return { name, bytes: size, changedAt: mtime };
      }));
    },
    async read(name) {
      // Somebody may put a link in its place between looking and reading.
      const handle = await open(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW);
      return handle.createReadStream();
    },
    async move(name, subFolder, newName) {
      await mkdir(join(folder, subFolder), { recursive: true });
      if ((await realpath(join(folder, subFolder))) !== join(folder, subFolder)) throw new Problem('import_pickup.place_invalid', `The sub-folder ${subFolder} is a link.`);
      await rename(join(folder, name), join(folder, subFolder, newName));
    },
    remove: (name) => rm(join(folder, name)),
    close: () => undefined,
  };
}

export interface SftpPlace {
  host: string;
  port: number;
  userName: string;
  path: string;
  /** SHA-256 of the server's key, base64; empty = not known yet. */
  hostKey: string;
}

const READY_MS = 20_000;

/** @throws import_pickup.place_invalid when the server shows another key than the one known, or refuses */
export async function openSftp(settings: Context['settings'], place: SftpPlace, secrets: { password: string | undefined; privateKey: string | undefined }): Promise<PickupSource & { hostKey: string }> {
  // Asked once and connected to the answer, so that the name cannot lead inside afterwards.
  const address = await assertPublicHost(place.host, settings);
  const client = new Client();
  let shown = '';
  const sftp = await new Promise<SFTPWrapper>((done, fail) => {
    const refuse = (error: Error) => {
      client.end();
      const isOther = place.hostKey !== '' && shown !== '' && shown !== fingerprintOf(place.hostKey);
      fail(new Problem('import_pickup.place_invalid', isOther ? `${place.host} shows another key than the one known (SHA256:${shown}). Either the server was set up anew, or somebody stands in between.` : `${place.host} cannot be reached as ${place.userName}: ${error.message}`));
    };
    client.on('error', refuse);
    client.on('ready', () => client.sftp((error, wrapper) => (error ? refuse(error) : done(wrapper))));
    client.connect({
      host: address, port: place.port, username: place.userName, readyTimeout: READY_MS,
      ...(secrets.password === undefined ? {} : { password: secrets.password }), ...(secrets.privateKey === undefined ? {} : { privateKey: secrets.privateKey }),
      hostVerifier: (key: Buffer) => {
        shown = createHash('sha256').update(key).digest('base64').replace(/=+$/, '');
        return place.hostKey === '' || shown === fingerprintOf(place.hostKey);
      },
    });
  });
  client.removeAllListeners('error').on('error', () => undefined); // from here on, each call reports its own
  const at = (...names: string[]) => posix.join(place.path || '.', ...names);
  const call = <T>(work: (done: (error: Error | null | undefined, value?: T) => void) => void) => new Promise<T | undefined>((done, fail) => work((error, value) => (error ? fail(new Problem('import_pickup.place_invalid', `${place.host}: ${error.message}`)) : done(value))));
  return {
    hostKey: `SHA256:${shown}`,
    async list() {
      const entries = (await call<{ filename: string; attrs: { size: number; mtime: number; isFile(): boolean } }[]>((done) => sftp.readdir(at(), done))) ?? [];
      return entries.filter(({ filename, attrs }) => attrs.isFile() && isPlainName(filename)).map(({ filename, attrs }) => ({ name: filename, bytes: attrs.size, changedAt: new Date(attrs.mtime * 1_000) }));
    },
    read: async (name) => sftp.createReadStream(at(name)),
    async move(name, subFolder, newName) {
      await call((done) => sftp.mkdir(at(subFolder), () => done(null))); // there already, usually
      await call((done) => sftp.rename(at(name), at(subFolder, newName), done));
    },
    remove: async (name) => {
      await call((done) => sftp.unlink(at(name), done));
    },
    close: () => client.end(),
  };
}

const fingerprintOf = (text: string) => text.trim().replace(/^SHA256:/i, '').replace(/=+$/, '');
