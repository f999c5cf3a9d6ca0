import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../storage/embedded-postgres.ts';

/** An engine outside of the process under test, as in a data centre. */
export interface EngineServer {
  url: string;
  stop(): Promise<void>;
}

/** The history engine behind HTTP, in a process of its own: one process holds one data folder. */
export async function startHistoryServer(): Promise<EngineServer> {
  const folder = mkdtempSync(join(tmpdir(), 'momente-history-'));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'history-front.ts'), folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const port = await new Promise<string>((tell, fail) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => tell(text.trim()));
    void ended.then(() => fail(new Error('the HTTP front of the history engine ended at its start')));
  });
  return {
    url: `http://127.0.0.1:${port}/momente`,
    stop: async () => {
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A PostgreSQL server that is not Momente's own: what DATABASE_URL names. */
export async function startRecordsServer(): Promise<EngineServer> {
  const folder = mkdtempSync(join(tmpdir(), 'momente-records-'));
  const server = await startEmbeddedPostgres(join(folder, 'records'), () => undefined);
  return {
    url: `postgres://momente@localhost/postgres?host=${encodeURIComponent(server.connection.host ?? '')}`,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
