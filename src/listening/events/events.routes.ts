import type { FastifyReply, FastifyRequest } from 'fastify';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { Problem } from '../../kernel/problem.ts';
import { findSourceByWriteKey } from '../../governance/keys/sources.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import type { EventSource, Ingest } from './ingest.actions.ts';
import { MAX_BATCH_BYTES, MAX_EVENTS_PER_BATCH, type MessageType } from './segment.contract.ts';

/** Addresses of the Segment HTTP spec; the one-letter ones are those that the browser library uses. */
const addresses: Record<string, MessageType> = { identify: 'identify', i: 'identify', track: 'track', t: 'track', page: 'page', p: 'page', screen: 'screen', s: 'screen', group: 'group', g: 'group', alias: 'alias', a: 'alias' };
const inflaters = { gzip: promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) };

interface Envelope {
  body: Record<string, unknown>;
  source: EventSource;
}

/**
 * The event API. Any page may send to it (the write key only allows adding events), so it answers every origin;
 * it uses no cookies.
 */
export function registerEventRoutes(routes: Routes, context: Context, ingest: Ingest): void {
  void routes.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BATCH_BYTES }, (_request, body, done) => done(null, body));
    scope.addHook('onRequest', async (_request, reply) => {
      void reply.headers({ 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization, content-type, content-encoding', 'access-control-allow-methods': 'POST, GET', 'access-control-max-age': '86400', 'cross-origin-resource-policy': 'cross-origin' });
    });
    scope.options('/v1/*', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) => reply.status(204).send());

    for (const [address, type] of Object.entries(addresses)) {
      scope.post(`/v1/${address}`, { config: { access: 'write_key' }, schema: { tags: ['events'], summary: `Segment ${type}`, hide: address.length === 1 } }, async (request, reply) => {
        const { body, source } = await open(context, request);
        const { refused, repeated } = await ingest.accept([body], source, { typeOfRoute: type });
        if (refused[0]) throw new Problem('request.invalid', `The event was refused: ${refused[0].reason}.`, {}, [{ at: 'body', reason: refused[0].reason }]);
        return sendResult(reply, { success: true, accepted: 1 - repeated, repeated });
      });
    }
    for (const address of ['batch', 'b', 'import']) {
      scope.post(`/v1/${address}`, { config: { access: 'write_key' }, schema: { tags: ['events'], summary: 'Segment batch', hide: address !== 'batch' } }, async (request, reply) => {
        const { body, source } = await open(context, request);
        const { batch } = body;
        if (!Array.isArray(batch)) throw new Problem('request.invalid', 'A batch needs the array "batch".', {}, [{ at: 'body.batch', reason: 'is not an array' }]);
        if (batch.length > MAX_EVENTS_PER_BATCH) throw new Problem('request.too_large', `A batch holds at most ${MAX_EVENTS_PER_BATCH} events; this one has ${batch.length}.`);
        const { accepted, repeated, refused } = await ingest.accept(withBatchContext(batch, body['context']), source, { sentAt: body['sentAt'] });
        return sendResult(reply, { success: refused.length === 0 || accepted + repeated > 0, accepted, repeated, refused });
      });
    }
    // What the browser library asks for at its start when it is pointed here instead of at its vendor's CDN.
    scope.get<{ Params: { writeKey: string } }>('/v1/projects/:writeKey/settings', { config: { access: 'public' }, schema: { tags: ['events'], summary: 'Settings for @segment/analytics-next' } }, async (request) => ({
      integrations: { 'Segment.io': { apiKey: request.params.writeKey, apiHost: `${request.host}/v1`, protocol: request.protocol, deliveryStrategy: { strategy: 'standard' } } },
      plan: { track: {}, identify: {}, group: {} },
    }));
  });
}

const sendResult = (reply: FastifyReply, result: object) => reply.status(200).send(result);

function withBatchContext(batch: unknown[], context: unknown): unknown[] {
  if (typeof context !== 'object' || context === null) return batch;
  return batch.map((message) => (typeof message === 'object' && message !== null && !('context' in message) ? { ...message, context } : message));
}

async function open(context: Context, request: FastifyRequest): Promise<Envelope> {
  const keyInHeader = basicUser(request.headers.authorization);
  // A key in the header is checked before the body is looked at: strangers cost nothing.
  if (keyInHeader !== null) await getSource(context, keyInHeader);
  const body = await readBody(request).catch((error: unknown) => {
    // Whoever shows no key at all is a stranger, whatever is wrong with the body.
    if (keyInHeader === null) return {} as Record<string, unknown>;
    throw error;
  });
  const key = keyInHeader ?? (typeof body['writeKey'] === 'string' ? body['writeKey'] : null);
  if (key === null) throw new Problem('key.invalid', 'Send the write key as user of Basic authentication (no password), or as "writeKey" in the body.');
  return { body, source: await getSource(context, key) };
}

async function getSource(context: Context, key: string): Promise<EventSource> {
  const source = key.length > 200 ? null : await findSourceByWriteKey(context, key);
  if (!source) throw new Problem('key.invalid', 'This write key is not known. Settings → Sources & keys shows the valid ones.');
  return source;
}

function basicUser(header: string | undefined): string | null {
  const [scheme, value] = header?.split(' ') ?? [];
  if (scheme?.toLowerCase() !== 'basic' || !value) return null;
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '';
}

async function readBody(request: FastifyRequest): Promise<Record<string, unknown>> {
  const bytes = await inflated(request);
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new Problem('request.malformed_json', `The body is not valid JSON: ${error instanceof Error ? error.message.slice(0, 200) : ''}`);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Problem('request.invalid', 'The body must be a JSON object.', {}, [{ at: 'body', reason: 'is not an object' }]);
  return Object.fromEntries(Object.entries(body));
}

async function inflated(request: FastifyRequest): Promise<Buffer> {
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return raw;
  const inflater = encoding === 'gzip' || encoding === 'x-gzip' ? inflaters.gzip : encoding === 'deflate' ? inflaters.deflate : encoding === 'br' ? inflaters.br : null;
  if (!inflater) throw new Problem('request.unsupported_media', 'Content-encoding must be gzip, deflate or br.');
  try {
    // Never unpack more than a batch may hold: a small body can be a bomb.
    return await inflater(raw, { maxOutputLength: MAX_BATCH_BYTES });
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')) throw new Problem('request.too_large', `The unpacked body is larger than ${MAX_BATCH_BYTES} bytes.`);
    throw new Problem('request.malformed_json', `The body could not be unpacked as ${encoding}.`);
  }
}
