import { createWriteStream, mkdtempSync, rmSync, createReadStream, statSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Import, ProfileInput } from '../src/listening/imports/imports.contract.ts';
import { apiKey, type BenchServer, startServer } from './server.ts';

const ROWS = Number(process.env['ROWS'] ?? 1_000_000);
const CUSTOMERS = 200_000;
const POLL_MS = 1_000;

interface Case {
  name: string;
  headings: string;
  line(n: number): string;
  profile: ProfileInput;
}

const two = (n: number) => String(n).padStart(2, '0');
const dayOf = (n: number) => `2025-${two(1 + (n % 12))}-${two(1 + (n % 28))}`;
const csv = { kind: 'csv' } as const;
const field = (position: number, heading: string, name: string, pattern?: string): ProfileInput['columns'][number] => ({ position, heading, use: { as: 'field', field: name }, ...(pattern ? { pattern } : {}) });

const cases: Record<string, Case> = {
  interactions: {
    name: 'contacts of 200,000 customers', headings: 'number;at;kind;channel;text',
    line: (n) => `k${(n * 7_919) % CUSTOMERS};${dayOf(n)} ${two(n % 24)}:${two(n % 60)};${['call', 'order', 'complaint', 'visit'][n % 4]};${['call_center', 'web', 'mail', 'shop'][n % 4]};Anliegen ${n % 1_000} zum Vertrag`,
    profile: { target: 'interactions', format: { ...csv, delimiter: ';' }, columns: [field(0, 'number', 'customerNumber'), field(1, 'at', 'at', 'yyyy-MM-dd HH:mm'), field(2, 'kind', 'kind'), field(3, 'channel', 'channel'), field(4, 'text', 'text')] },
  },
  scores: {
    name: 'scores of 200,000 customers', headings: 'number;at;friendliness;nps',
    line: (n) => `k${(n * 7_919) % CUSTOMERS};${dayOf(n)};${1 + (n % 5)};${n % 11}`,
    profile: {
      target: 'scores', format: { ...csv, delimiter: ';' },
      columns: [field(0, 'number', 'customerNumber'), field(1, 'at', 'at', 'yyyy-MM-dd'),
        { position: 2, heading: 'friendliness', use: { as: 'score', role: 'experience', dimension: 'friendliness', touchpoint: { code: 'hotline', name: 'Hotline' }, worst: 1, best: 5 } },
        { position: 3, heading: 'nps', use: { as: 'score', role: 'nps', touchpoint: { code: 'hotline', name: 'Hotline' }, worst: 0, best: 10 } }],
    },
  },
  customers: {
    name: 'new customers with number, e-mail address, name', headings: 'number;email;name;city',
    line: (n) => `k${n};kunde.${n}@example.de;Vorname${n % 900} Nachname${n % 7_000};Stadt ${n % 400}`,
    profile: { target: 'customers', format: { ...csv, delimiter: ';' }, columns: [field(0, 'number', 'customerNumber'), field(1, 'email', 'email'), field(2, 'name', 'name'), { position: 3, heading: 'city', use: { as: 'trait', key: 'city' } }] },
  },
};

/** One million rows of a file into an empty installation, over HTTP as the page does it; then the undo of it. */
export async function benchImport(): Promise<void> {
  const wanted = (process.env['CASES'] ?? Object.keys(cases).join(',')).split(',');
  for (const key of wanted) {
    const one = cases[key];
    if (one) await measure(one);
  }
}

async function measure({ name, headings, line, profile }: Case): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'momente-bench-file-'));
  const file = join(folder, 'rows.csv');
  const out = createWriteStream(file);
  out.write(`${headings}\n`);
  for (let n = 0; n < ROWS; n += 1) if (!out.write(`${line(n)}\n`)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
  const server = await startServer(undefined, Number(process.env['BENCH_PORT'] ?? 4990));
  try {
    const idleMb = server.memoryMb().server;
    const uploaded = await ask<Import>(server, `/api/imports?name=rows.csv`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: Readable.toWeb(createReadStream(file)) as unknown as BodyInit, duplex: 'half' } as RequestInit); // `duplex` is missing in the declarations
    const start = performance.now();
    await ask(server, `/api/imports/${uploaded.id}/start`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ profile }) });
    const { ended, memory } = await follow(server, uploaded.id);
    const seconds = (performance.now() - start) / 1_000;
    process.stdout.write(`${name}: ${ended.counts.rows} rows (${Math.round(statSync(file).size / 1e6)} MB) ${ended.state} in ${seconds.toFixed(0)} s = ${Math.round(ended.counts.rows / seconds)} rows/s; ${JSON.stringify(ended.counts)}\n  memory of the server: idle peak ${idleMb} MB, at 25/50/75/100 % ${[0.25, 0.5, 0.75, 1].map((share) => memory[Math.min(memory.length - 1, Math.floor(share * memory.length))]).join('/')} MB, peak ${server.memoryMb().server} MB\n`);
    const undoStart = performance.now();
    await ask(server, `/api/imports/${uploaded.id}/undo`, { method: 'POST' });
    const undone = await follow(server, uploaded.id);
    process.stdout.write(`  ${undone.ended.state} in ${((performance.now() - undoStart) / 1_000).toFixed(0)} s\n`);
  } finally {
    await server.stop();
    server.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function follow(server: BenchServer, id: string): Promise<{ ended: Import; memory: number[] }> {
  const memory: number[] = [];
  for (;;) {
    const ended = await ask<Import>(server, `/api/imports/${id}`);
    memory.push(server.currentMb());
    if (!['checking', 'running', 'undoing'].includes(ended.state)) return { ended, memory };
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}

async function ask<T>(server: BenchServer, path: string, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(`${server.url}${path}`, { ...init, headers: { authorization: `Bearer ${apiKey}`, ...(init.headers as Record<string, string> | undefined) } });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
