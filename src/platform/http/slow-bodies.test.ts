import { once } from 'node:events';
import { connect } from 'node:net';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type Routes } from './server.ts';

describe('a body that comes drop by drop', () => {
  let server: Routes;
  let port: number;
  beforeAll(async () => {
    server = await createServer({
      log: pino({ level: 'silent' }), secure: false, authenticate: () => Promise.resolve(null), patience: { startMs: 300, bytesPerSecond: 1_000_000 },
      register: (routes) => {
        routes.post('/api/locked', { config: { access: { can: 'create', on: 'demo' } } }, async () => ({}));
        routes.post('/api/taken', { config: { access: 'public' } }, async () => ({ taken: true }));
      },
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
    const address = server.server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterAll(() => server.close());

  /** What comes back until the connection ends. */
  const send = async (parts: readonly string[]): Promise<string> => {
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    let heard = '';
    socket.on('data', (text: string) => (heard += text)).on('error', () => undefined);
    for (const part of parts) socket.write(part);
    await once(socket, 'close');
    return heard;
  };
  const head = (path: string, length: string) => `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n${length}\r\n\r\n`;

  it('is cut off, whether its length was announced or not', async () => {
    expect(await send([head('/api/taken', 'content-length: 500'), '{'])).toMatch(/^HTTP\/1\.1 408 /);
    expect(await send([head('/api/taken', 'transfer-encoding: chunked'), '1\r\n{\r\n'])).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('is cut off as well where the answer was given without it', async () => {
    expect(await send([head('/api/locked', 'content-length: 500000').replace('connection: close', 'connection: keep-alive'), '{'])).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('is taken when it comes whole', async () => {
    expect(await send([head('/api/taken', 'content-length: 2'), '{}'])).toContain('{"taken":true}');
  });
});
