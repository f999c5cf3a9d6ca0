import { createHash } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import ssh2 from 'ssh2';

export interface SftpServer {
  port: number;
  fingerprint: string;
  stop(): Promise<void>;
}

const { OK, EOF, FAILURE } = ssh2.utils.sftp.STATUS_CODE;
const attrsOf = (stats: { mode: number; size: number; mtimeMs: number }) => ({ mode: stats.mode, uid: 0, gid: 0, size: stats.size, atime: stats.mtimeMs / 1_000, mtime: stats.mtimeMs / 1_000 });

/** A real SFTP server on loopback over a folder; only what a pick-up asks for. */
export async function startSftp(root: string, { userName, password }: { userName: string; password: string }, port = 0): Promise<SftpServer> {
  const keys = ssh2.utils.generateKeyPairSync('ed25519');
  const parsed = ssh2.utils.parseKey(keys.private);
  if (parsed instanceof Error) throw parsed;
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  const server = new ssh2.Server({ hostKeys: [keys.private] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (ask) => (ask.method === 'password' && ask.username === userName && ask.password === password ? ask.accept() : ask.reject(['password'])));
    client.on('session', (accept) => accept().on('sftp', (acceptSftp) => serve(acceptSftp(), root)));
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const address = server.address();
  return {
    port: address && typeof address === 'object' ? address.port : 0,
    fingerprint: `SHA256:${createHash('sha256').update(key?.getPublicSSH() ?? '').digest('base64').replace(/=+$/, '')}`,
    stop: () => new Promise((done) => server.close(() => done())),
  };
}

function serve(sftp: ssh2.SFTPWrapper, root: string): void {
  const handles = new Map<string, { fd: number } | { names: string[] }>();
  const keep = (value: { fd: number } | { names: string[] }) => {
    const handle = Buffer.from(String(handles.size));
    handles.set(handle.toString(), value);
    return handle;
  };
  const attempt = (id: number, work: () => void) => {
    try {
      work();
    } catch {
      sftp.status(id, FAILURE);
    }
  };
  sftp.on('OPENDIR', (id, path) => attempt(id, () => sftp.handle(id, keep({ names: readdirSync(join(root, path)) }))));
  sftp.on('READDIR', (id, handle) => {
    const known = handles.get(handle.toString());
    if (!known || !('names' in known) || known.names.length === 0) return sftp.status(id, EOF);
    return sftp.name(id, known.names.splice(0).map((filename) => ({ filename, longname: filename, attrs: attrsOf(statSync(join(root, filename))) })));
  });
  sftp.on('OPEN', (id, path) => attempt(id, () => sftp.handle(id, keep({ fd: openSync(join(root, path), 'r') }))));
  sftp.on('FSTAT', (id, handle) => attempt(id, () => sftp.attrs(id, attrsOf(fstatSync(fdOf(handles.get(handle.toString())))))));
  sftp.on('READ', (id, handle, offset, length) => attempt(id, () => {
    const buffer = Buffer.alloc(length);
    const n = readSync(fdOf(handles.get(handle.toString())), buffer, 0, length, offset);
    return n === 0 ? sftp.status(id, EOF) : sftp.data(id, buffer.subarray(0, n));
  }));
  sftp.on('CLOSE', (id, handle) => {
    const known = handles.get(handle.toString());
    if (known && 'fd' in known) closeSync(known.fd);
    sftp.status(id, OK);
  });
  sftp.on('MKDIR', (id, path) => attempt(id, () => (mkdirSync(join(root, path), { recursive: true }), sftp.status(id, OK))));
  sftp.on('RENAME', (id, from, to) => attempt(id, () => (renameSync(join(root, from), join(root, to)), sftp.status(id, OK))));
  sftp.on('REMOVE', (id, path) => attempt(id, () => (unlinkSync(join(root, path)), sftp.status(id, OK))));
}

function fdOf(known: { fd: number } | { names: string[] } | undefined): number {
  if (!known || !('fd' in known)) throw new Error('no open file');
  return known.fd;
}
