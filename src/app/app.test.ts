import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';
import { copyTemplate, makeDataFolder } from '../platform/testing/storage-template.ts';
import { type Momente, startMomente } from './start.ts';

let momente: Momente;
const dataFolder = makeDataFolder('app');
copyTemplate(dataFolder);
const apiKey = 'mom_app_0123456789abcdef';

beforeAll(async () => {
  momente = await startMomente(readEnv({ MOMENTE_DATA: dataFolder, PORT: '0', MOMENTE_ADMIN_EMAIL: 'admin@nordfunk.example', MOMENTE_ADMIN_PASSWORD: 'Ein-gutes-Kennwort-7', MOMENTE_API_KEY: apiKey, MOMENTE_WRITE_KEY: 'write_app_0123456789', MOMENTE_LOG: 'silent' }));
});
afterAll(async () => {
  await momente.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

interface Document {
  openapi: string;
}
const read = async (path: string, headers: Record<string, string> = {}) => fetch(`${momente.address}${path}`, { headers });

// Who may call which route, and which few are open to everybody: src/app/matrix.
describe('the whole product', () => {
  it('is alive, ready, measured and documented', async () => {
    expect(await (await read('/health')).json()).toEqual({ status: 'alive' });
    expect(await (await read('/ready')).json()).toEqual({ status: 'ready', history: 'embedded' });
    expect(await (await read('/metrics')).text()).toContain('momente_http_request_seconds_bucket');
    expect(((await (await read('/api/openapi.json')).json()) as Document).openapi).toBe('3.1.0');
  });

  it('answers unknown addresses of the API with problem+json and protects its pages by headers', async () => {
    const answer = await read('/api/nothing', { authorization: `Bearer ${apiKey}` });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const broken = await read('/api/customers/%', { authorization: `Bearer ${apiKey}` });
    expect([broken.status, broken.headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8']);
    const bodiless = await fetch(`${momente.address}/api/touchpoints/nowhere`, { method: 'DELETE', headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' } });
    expect(bodiless.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('offers the fixed points of the API with the administrator’s key from the environment', async () => {
    const headers = { authorization: `Bearer ${apiKey}` };
    const sent = await fetch(`${momente.address}/v1/track`, { method: 'POST', headers: { authorization: `Basic ${btoa('write_app_0123456789:')}` }, body: JSON.stringify({ userId: 'u1', event: 'call_ended', messageId: 'm1', timestamp: '2026-10-01T10:00:00Z' }) });
    expect(sent.status).toBe(200);
    const { items, nextCursor } = await (await read('/api/customers?identifier=userId:u1', headers)).json();
    expect(nextCursor).toBeNull();
    expect(items).toMatchObject([{ identifiers: [{ kind: 'userId', value: 'u1' }], traits: {}, mergedFrom: [] }]);
    expect(await (await read(`/api/customers/${items[0].id}/timeline`, headers)).json()).toMatchObject({ items: [{ messageId: 'm1', at: '2026-10-01T10:00:00.000Z', kind: 'call_ended', channel: 'other', touchpoint: null, direction: 'inbound', properties: {} }], nextCursor: null });
    expect(await (await read('/api/touchpoints?sort=-priority', headers)).json()).toMatchObject({ items: [], nextCursor: null });
    expect(await (await read('/api/metrics/nps', headers)).json()).toMatchObject({ n: 0, nps: null, low: null, high: null });
  });
});
