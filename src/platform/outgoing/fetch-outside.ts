import { isIPv6 } from 'node:net';
import { Agent, request } from 'undici';
import { Problem } from '../../kernel/problem.ts';
import { assertPublicHost, type OutgoingSettings, type Resolve } from './public-host.ts';

export interface OutsideRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | undefined;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** For everything together, from the question to DNS to the last byte; default 15,000. */
  timeoutMs?: number;
  /** Default 1,000,000. */
  maxBytes?: number;
  /** What happens with a longer answer: `refuse` (default) fails, `cut` keeps its beginning. */
  onLonger?: 'refuse' | 'cut';
  signal?: AbortSignal;
}

export interface OutsideAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 1_000_000;

/**
 * The one way out over HTTP. The name is resolved once and the connection pinned to that address, which must be public;
 * redirects are refused, because they lead to addresses that nobody checked; proxies of the environment are not used.
 * @throws address.invalid, address.not_allowed, address.unknown, outside.unreachable, outside.timed_out, outside.redirected, outside.too_large
 */
export async function fetchOutside(url: string, options: OutsideRequest, settings: OutgoingSettings, resolve?: Resolve): Promise<OutsideAnswer> {
  const target = checkUrl(url);
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
  const address = await assertPublicHost(target.hostname, settings, resolve);
  const agent = new Agent({
    pipelining: 1,
    connections: 1,
    connect: {
      // Whatever is asked for, the checked address is the answer; the name stays for TLS and for the Host header.
      lookup: (_name, { all }, done) => (all ? done(null, [{ address, family: isIPv6(address) ? 6 : 4 }]) : done(null, address, isIPv6(address) ? 6 : 4)),
    },
  });
  try {
    const answer = await request(target, {
      method: options.method ?? 'GET',
      headers: { 'user-agent': 'Momente', ...options.headers },
      ...(options.body === undefined ? {} : { body: options.body }),
      dispatcher: agent,
      signal,
    });
    if (answer.statusCode >= 300 && answer.statusCode < 400 && answer.statusCode !== 304) {
      throw new Problem('outside.redirected', `${target.host} answered with a redirect (${answer.statusCode}); give the final address instead.`, { status: answer.statusCode });
    }
    const body = await readBounded(answer.body, options.maxBytes ?? MAX_BYTES, options.onLonger ?? 'refuse', target.host);
    return { status: answer.statusCode, headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])), body };
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (timeout.aborted) throw new Problem('outside.timed_out', `${target.host} did not answer in time.`);
    options.signal?.throwIfAborted();
    throw new Problem('outside.unreachable', `${target.host} cannot be reached: ${error instanceof Error ? causeOf(error) : 'unknown'}.`);
  } finally {
    await agent.destroy();
  }
}

/** The same for libraries that want a `fetch` of their own, e.g. `customFetch` of openid-client. */
export function outsideFetch(settings: OutgoingSettings, resolve?: Resolve): (url: string, init?: RequestInit) => Promise<Response> {
  return async (url, init = {}) => {
    const body = init.body === undefined || init.body === null ? undefined : Buffer.from(await new Response(init.body).arrayBuffer());
    const answer = await fetchOutside(url, {
      method: methodOf(init.method),
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(body === undefined ? {} : { body }),
      ...(init.signal ? { signal: init.signal } : {}),
    }, settings, resolve);
    const isEmpty = answer.status === 204 || answer.status === 304;
    return new Response(isEmpty ? null : new Uint8Array(answer.body), { status: answer.status, headers: answer.headers });
  };
}

/** An address that may be called at all, before anything is asked. @throws address.invalid */
export function checkUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || url.length > 2_000 || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) throw new Problem('address.invalid', 'The address must begin with https:// or http://.');
  // A password in an address ends up in logs; headers are the place for it.
  if (parsed.username !== '' || parsed.password !== '') throw new Problem('address.invalid', 'The address must not hold a name and password.');
  return parsed;
}

async function readBounded(body: AsyncIterable<Buffer>, maxBytes: number, onLonger: 'refuse' | 'cut', host: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes <= maxBytes) continue;
    if (onLonger === 'refuse') throw new Problem('outside.too_large', `The answer of ${host} is larger than ${maxBytes} bytes.`);
    break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

function methodOf(method = 'GET'): OutsideRequest['method'] {
  const known = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).find((one) => one === method.toUpperCase());
  if (!known) throw new Problem('address.invalid', `The method ${method} is not used outside.`);
  return known;
}

/** Short and without insides: `ECONNREFUSED`, or the words of TLS. */
const causeOf = (error: Error) => ('code' in error && typeof error.code === 'string' ? error.code : error.message.slice(0, 120));
