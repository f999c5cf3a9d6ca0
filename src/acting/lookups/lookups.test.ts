import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { askLookup, recallLookups } from './ask-lookups.actions.ts';
import { changeLookup, createLookup, listLookups, removeLookup, saveDemoLookup, testLookup } from './lookups.actions.ts';
import { lookupInputSchema } from './lookups.contract.ts';
import { findLookup } from './lookups.queries.ts';

let context: TestContext;
let nowMs = Date.parse('2026-03-02T09:00:00Z');
const servers: Server[] = [];
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date(nowMs) }, settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE', allowsInternalAddresses: true } });
});
afterEach(async () => {
  for (const { id } of await listLookups(context)) await removeLookup(context, id);
  await Promise.all(servers.splice(0).map((server) => new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  })));
});
afterAll(() => context?.close());

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server has such an address
}

const says = (body: unknown) => (_request: IncomingMessage, response: ServerResponse) => void response.end(JSON.stringify(body));
const inputFor = (urlTemplate: string, more: object = {}) => lookupInputSchema.parse({ code: 'net', nameDe: 'Netz', nameEn: 'Network', urlTemplate, timeoutMs: 300, cacheS: 60, fields: [{ path: 'quality', labelDe: 'Qualität', labelEn: 'Quality', goodFrom: 75, badFrom: 60 }], ...more });
const connect = async (origin: string, more: object = {}) => (await createLookup(context, inputFor(`${origin}/cells/{cell}`, more), 'admin@nordfunk.example')).id;

async function ask(id: string, cell = 'NF-001-1', subject: string | null = null) {
  const row = await findLookup(context.db, id);
  if (!row) throw new Error('the lookup is gone');
  return askLookup(context, row, { values: { cell, customerNumber: 'K 1/2' }, subject });
}

describe('a connected source', () => {
  it('is asked once while its answer is fresh, and again afterwards', async () => {
    let asked = 0;
    const id = await connect(await listen((_request, response) => response.end(JSON.stringify({ quality: 87 - (asked += 1) }))));
    expect(await ask(id)).toMatchObject({ state: 'answered', ageS: 0, facts: [{ labelEn: 'Quality', value: 86, verdict: 'good' }] });
    nowMs += 59_000;
    expect(await ask(id)).toMatchObject({ state: 'answered', ageS: 59, facts: [{ value: 86 }] });
    nowMs += 1_000;
    expect(await ask(id)).toMatchObject({ state: 'answered', ageS: 0, facts: [{ value: 85 }] });
    expect(asked).toBe(2);
  });

  it('is asked once by ten who ask at the same time', async () => {
    let asked = 0;
    const id = await connect(await listen((_request, response) => setTimeout(() => response.end(`{"quality":${(asked += 1)}}`), 50)));
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(id)));
    expect(new Set(answers.map(({ facts }) => facts[0]?.value))).toEqual(new Set([1]));
  });

  it('gets its secret in the header, and values of the customer encoded', async () => {
    let seen = '';
    const origin = await listen((request, response) => {
      seen = `${request.url} ${request.headers.authorization}`;
      response.end('{}');
    });
    const id = (await createLookup(context, inputFor(`${origin}/c/{customerNumber}?q={cell}`, { secretHeader: 'authorization', secret: 'Bearer geheim' }), 'a')).id;
    await ask(id, 'a&b=ü#');
    expect(seen).toBe('/c/K%201%2F2?q=a%26b%3D%C3%BC%23 Bearer geheim');
    expect(JSON.stringify(await listLookups(context))).not.toContain('geheim');
    expect(JSON.stringify((await sql`select * from lookups`.execute(context.db)).rows)).not.toContain('geheim');
  });

  it('does not send its secret to another host when the address is changed without knowing it', async () => {
    const id = await connect(await listen(says({})), { secretHeader: 'x-token', secret: 'geheim' });
    let seen: string | string[] | undefined = 'nothing yet';
    const other = await listen((request, response) => {
      seen = request.headers['x-token'];
      response.end('{}');
    });
    const moved = inputFor(`${other}/cells/{cell}`, { secretHeader: 'x-token' });
    await testLookup(context, moved, id, { cell: 'A' });
    expect(seen).toBeUndefined();
    await changeLookup(context, id, moved, 'a');
    expect((await listLookups(context))[0]?.hasSecret).toBe(false);
  });

  it('that does not know the place is well and says nothing', async () => {
    const id = await connect(await listen((_request, response) => response.writeHead(404).end('{}')));
    expect(await ask(id)).toMatchObject({ state: 'answered', facts: [{ value: null, verdict: null }] });
    expect((await listLookups(context))[0]?.state.kind).toBe('well');
  });

  it('is not asked when what it needs is unknown, or would lead elsewhere', async () => {
    const id = await connect(await listen(says({ quality: 1 })));
    expect(await ask(id, ' ')).toMatchObject({ state: 'unasked', missing: ['cell'] });
    expect(await ask(id, '..')).toMatchObject({ state: 'unasked', missing: ['cell'] });
  });
});

describe('a source in trouble', () => {
  const troubles: [string, string, (request: IncomingMessage, response: ServerResponse) => void][] = [
    ['hangs', 'outside.timed_out', () => undefined],
    ['drips', 'outside.timed_out', (_request, response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    }],
    ['answers garbage', 'lookup.no_json', (_request, response) => response.end('<html>'.repeat(9))],
    ['answers 503', 'lookup.status', (_request, response) => response.writeHead(503).end('{"quality":99}')],
    ['redirects', 'outside.redirected', (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end()],
    ['answers without an end', 'outside.too_large', (_request, response) => response.end('x'.repeat(300_000))],
    ['hangs up', 'outside.unreachable', (request) => request.socket.destroy()],
  ];
  it.each(troubles)('that %s fails as %s', async (_what, problem, answer) => {
    const id = await connect(await listen(answer));
    expect(await ask(id)).toMatchObject({ state: 'failed', problem, facts: [] });
  });

  it('shows what it said last, with its age', async () => {
    let isWell = true;
    const id = await connect(await listen((_request, response) => void (isWell ? response.end('{"quality":42}') : response.writeHead(500).end())));
    await ask(id);
    isWell = false;
    nowMs += 3_600_000;
    expect(await ask(id)).toMatchObject({ state: 'stale', ageS: 3_600, problem: 'lookup.status', facts: [{ value: 42, verdict: 'bad' }] });
  });

  it('is left alone after three failures, and tried by one caller when the rest is over', async () => {
    let asked = 0;
    let isWell = false;
    const id = await connect(await listen((_request, response) => {
      asked += 1;
      setTimeout(() => void (isWell ? response.end('{"quality":80}') : response.writeHead(500).end()), 30);
    }), { cacheS: 0 });
    for (let n = 0; n < 5; n += 1) await ask(id);
    expect(asked).toBe(3);
    expect(await ask(id)).toMatchObject({ state: 'failed', problem: 'lookup.resting' });
    expect((await listLookups(context))[0]?.state).toMatchObject({ kind: 'resting', failures: 3, lastFailure: 'lookup.status' });
    nowMs += 31_000;
    isWell = true;
    // Two cells are two questions, and only one of them tries whether the source is well again.
    const answers = await Promise.all([ask(id, 'A'), ask(id, 'B')]);
    expect(answers.map(({ state }) => state).sort()).toEqual(['answered', 'failed']);
    expect(asked).toBe(4);
    expect(await ask(id, 'B')).toMatchObject({ state: 'answered', facts: [{ value: 80 }] });
  });
});

describe('an address', () => {
  it.each(['https://{cell}.example/x', 'https://a@b.example/', 'ftp://x.example/', 'https://x.example/{password}', 'https://x.example/{cell', 'https://x.example/#{cell}', 'no address'])('%s is refused', async (urlTemplate) => {
    await expect(createLookup(context, inputFor(urlTemplate), 'a')).rejects.toMatchObject({ code: 'lookup.invalid' });
  });
  it('inside is refused where the installation does not allow it, except the one of the sample company', async () => {
    const closed = { ...context, settings: { ...context.settings, allowsInternalAddresses: false } };
    const origin = await listen(says({ quality: 90 }));
    const other = await listen(says({ quality: 1 }));
    await saveDemoLookup(closed, inputFor(`${origin}/cells/{cell}`, { cacheS: 0 }), origin);
    const [demo] = await listLookups(closed);
    const row = await findLookup(closed.db, demo?.id ?? '');
    if (!row) throw new Error('no lookup');
    expect(await askLookup(closed, row, { values: { cell: 'A' }, subject: null })).toMatchObject({ state: 'answered', facts: [{ value: 90 }] });
    // An administrator who points it elsewhere loses the exception.
    await changeLookup(closed, row.id, inputFor(`${other}/cells/{cell}`), 'a');
    const moved = await findLookup(closed.db, row.id);
    if (!moved) throw new Error('no lookup');
    expect(await askLookup(closed, moved, { values: { cell: 'A' }, subject: null })).toMatchObject({ state: 'failed', problem: 'address.not_allowed' });
    expect((await listLookups(closed))[0]?.isDemo).toBe(false);
  });
});

describe('a test with a sample', () => {
  it('says what came and how it is read, and keeps nothing', async () => {
    const origin = await listen(says({ quality: '61', incidents: [{ title: 'Mast' }, { title: 'Strom' }] }));
    const input = inputFor(`${origin}/cells/{cell}`, { fields: [{ path: '$.quality', labelDe: 'Q', labelEn: 'Q', goodFrom: 75, badFrom: 60 }, { path: 'incidents[].title', labelDe: 'S', labelEn: 'I', goodFrom: 0, badFrom: 1 }, { path: 'nothing.here', labelDe: 'N', labelEn: 'N' }] });
    const tested = await testLookup(context, input, null, { cell: 'X' });
    expect(tested).toMatchObject({ ok: true, status: 200, url: `${origin}/cells/X`, facts: [{ value: '61', verdict: 'fair' }, { value: ['Mast', 'Strom'], verdict: 'bad' }, { value: null, verdict: null }] });
    expect(await listLookups(context)).toEqual([]);
    expect(await testLookup(context, input, null, {})).toMatchObject({ ok: false, problem: 'lookup.value_missing', detail: '{cell}' });
  });
});

describe('what is known already', () => {
  it('is recalled without asking anybody', async () => {
    let asked = 0;
    const id = await connect(await listen((_request, response) => response.end(`{"quality":${80 + (asked += 1)}}`)));
    expect(await recallLookups(context, { values: { cell: 'A' }, subject: null })).toMatchObject([{ state: 'failed', facts: [] }]);
    await ask(id, 'A');
    nowMs += 120_000;
    expect(await recallLookups(context, { values: { cell: 'A' }, subject: null })).toMatchObject([{ state: 'stale', ageS: 120, facts: [{ value: 81 }] }]);
    expect(asked).toBe(1);
  });
});
