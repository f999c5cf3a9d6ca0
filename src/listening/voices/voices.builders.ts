import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import { sourceInputSchema, type SourceInput } from './sources/voice-sources.contract.ts';

export const boss = actorFrom({ kind: 'key', id: 'key-1', label: 'boss', role: 'administrator', departments: [], byCookie: false });
export const sourceInput = (change: Record<string, unknown>): SourceInput => sourceInputSchema.parse({ name: 'Bewertungen', kind: 'feed', ...change });

export interface FeedServer { url: string; asked: { path: string; headers: IncomingMessage['headers']; body: string }[]; answer: (path: string, handler: (request: IncomingMessage, response: ServerResponse) => void) => void; close(): Promise<void> }

/** A portal of others on this machine: what a path answers is said by the test. */
export async function openFeedServer(): Promise<FeedServer> {
  const handlers = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();
  const asked: FeedServer['asked'] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push({ path: request.url ?? '', headers: request.headers, body });
      const handler = handlers.get(request.url ?? '');
      if (handler) handler(request, response);
      else response.writeHead(404).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  return { url: `http://127.0.0.1:${port}`, asked, answer: (path, handler) => void handlers.set(path, handler), close: () => new Promise((closed) => server.close(() => closed())) };
}

export const rssItem = (guid: string, { title = 'Titel', words = 'Text', stars = '4', at = 'Mon, 02 Mar 2026 10:00:00 GMT' } = {}): string =>
  `<item><guid isPermaLink="false">${guid}</guid><title>${title}</title><description><![CDATA[${words}]]></description><pubDate>${at}</pubDate><r:rating>${stars}</r:rating></item>`;
export const rss = (...items: string[]): string => `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:r="urn:reviews"><channel><title>Bewertungen</title><link>https://portal.example</link><description>x</description>${items.join('')}</channel></rss>`;
