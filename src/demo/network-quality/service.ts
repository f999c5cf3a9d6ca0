import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createNetwork } from './quality.ts';

export interface NetworkQualityService {
  /** e.g. http://127.0.0.1:41235 */
  origin: string;
  stop(): Promise<void>;
}

/** The network department's own system, as far as the demo company goes: an HTTP server beside the product, on this machine only. */
export async function startNetworkQuality({ token, port = 0, seed, now = () => new Date() }: { token: string; port?: number; seed?: number; now?: () => Date }): Promise<NetworkQualityService> {
  const qualityAt = createNetwork(seed);
  const expected = Buffer.from(`Bearer ${token}`);
  const isAllowed = (given = ''): boolean => given.length === expected.length && timingSafeEqual(Buffer.from(given), expected);
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) => void response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
    if (!isAllowed(request.headers.authorization)) return answer(401, { error: 'token missing or wrong' });
    const [, code] = /^\/cells\/([\w%-]{1,60})$/.exec((request.url ?? '').split('?')[0] ?? '') ?? [];
    if (request.method !== 'GET' || code === undefined) return answer(404, { error: 'try GET /cells/{code}' });
    const quality = qualityAt(decodeURIComponent(code), now());
    return quality ? answer(200, quality) : answer(404, { error: 'no such cell' });
  });
  server.headersTimeout = 5_000;
  server.unref();
  await new Promise<void>((listening, failed) => void server.once('error', failed).listen(port, '127.0.0.1', listening));
  const { port: bound } = server.address() as AddressInfo; // a TCP server has such an address
  return {
    origin: `http://127.0.0.1:${bound}`,
    stop: () => new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    }),
  };
}
