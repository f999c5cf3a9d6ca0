import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorFrom } from '../../../governance/roles/actor.logic.ts';
import { saveDepartments } from '../../../journeys/touchpoints/touchpoints.actions.ts';
import { createServer, type Routes } from '../../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { registerExportsRoutes } from '../../../steering/exports/exports.routes.ts';
import { UsageError } from '../command.ts';
import { exportCommand } from './export.ts';

const folder = mkdtempSync(join(tmpdir(), 'momente-cli-export-'));
let context: TestContext;
let server: Routes;
let url = '';

beforeAll(async () => {
  context = await openTestContext();
  await saveDepartments(context, [{ code: 'service', nameDe: 'Kundendienst', nameEn: 'Service' }]);
  server = await createServer({
    log: pino({ level: 'silent' }), secure: false, register: (routes) => registerExportsRoutes(routes, context),
    authenticate: async ({ headers }) => (headers.authorization === 'Bearer mom_analyst' ? actorFrom({ kind: 'key', id: 'k', label: 'nightly', role: 'analyst', departments: [], byCookie: false }) : null),
  });
  url = await server.listen({ port: 0, host: '127.0.0.1' });
}, 60_000);
afterAll(async () => {
  await server?.close();
  await context?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const written: string[] = [];
  const outside = { env: {}, write: (text: string) => void written.push(text), writeError: (text: string) => void written.push(text) };
  const code = await exportCommand.run([...args, '--url', url, '--key', 'mom_analyst'], outside);
  return { code, text: written.join('') };
}

describe('momente export', () => {
  it('writes a table into a file, in the format of its ending', async () => {
    const file = join(folder, 'departments.csv');
    const { code, text } = await run('departments', '--format', 'csv-de', '--out', file, '--json');
    expect([code, JSON.parse(text)]).toEqual([0, { table: 'departments', format: 'csv-de', file, bytes: 73 }]);
    expect(readFileSync(file, 'utf8')).toBe('\ufeffKürzel;Name (deutsch);Name (englisch)\r\nservice;Kundendienst;Service\r\n');
    await run('departments', '--out', join(folder, 'departments.parquet'));
    expect(readFileSync(join(folder, 'departments.parquet'), 'latin1').slice(0, 4)).toBe('PAR1');
  });
  it('does not overwrite a file, unless told to', async () => {
    const file = join(folder, 'twice.csv');
    await run('departments', '--out', file);
    await expect(run('departments', '--out', file)).rejects.toThrow('exists already');
    expect((await run('departments', '--out', file, '--force')).code).toBe(0);
  });
  it('says what is wrong, and leaves no half of a file', async () => {
    await expect(run()).rejects.toThrow(UsageError);
    await expect(run('departments', '--format', 'pdf')).rejects.toThrow('csv-de, csv-en, xlsx, parquet');
    await expect(run('users', '--out', join(folder, 'users.csv'))).rejects.toThrow('does not allow to read users. (403)');
    await expect(run('customers', '--from', '2026-01-01', '--out', join(folder, 'x.csv'))).rejects.toThrow('cannot be limited by from. (400)');
    expect(existsSync(join(folder, 'users.csv'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
  it('lists the tables that the key may read', async () => {
    const { text } = await run('--list');
    expect(text).toContain('interactions   Everything that happened between customers and us.');
    expect(text).not.toContain('users');
  });
});
