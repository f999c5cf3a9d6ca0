import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { secretHash } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';

const WINDOW_MS = 60_000;
/** 100 a second, all the time: no program that works page by page comes near. */
export const REQUESTS_PER_MINUTE = 6_000;
/** Of a write key: 10,000 calls a second, each of which may hold thousands of events. It stops a loop gone wild, nobody else. */
export const EVENT_CALLS_PER_MINUTE = 600_000;

/** @throws request.rate_limited; says in headers how much is left */
export type Limit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * How often programs may call, per key and minute. Each process counts for itself: where several serve one installation,
 * a key has as many budgets (decision 0013). People who sign in are not limited here; guessing is slowed elsewhere.
 */
export function createLimits(server: FastifyInstance): { limitKey: Limit; limitWriteKey: Limit } {
  const key = server.createRateLimit({ timeWindow: WINDOW_MS, max: (request) => request.actor?.requestsPerMinute ?? REQUESTS_PER_MINUTE, keyGenerator: (request) => `key ${request.actor?.id ?? request.ip}` });
  // The key in the header, or whoever sends one in the body, which nobody has read yet.
  const writeKey = server.createRateLimit({ timeWindow: WINDOW_MS, max: EVENT_CALLS_PER_MINUTE, keyGenerator: ({ headers, ip }) => (headers.authorization ? `write key ${secretHash(headers.authorization)}` : `sender ${ip}`) });
  return {
    limitKey: (request, reply) => {
      const { expiresAt } = request.actor ?? {};
      // For whoever reads the log of the program rather than our page.
      if (expiresAt) void reply.header('momente-key-expires', expiresAt.toISOString());
      return answerLimit(key, request, reply);
    },
    limitWriteKey: (request, reply) => answerLimit(writeKey, request, reply),
  };
}

async function answerLimit(count: ReturnType<FastifyInstance['createRateLimit']>, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const counted = await count(request);
  if (counted.isAllowed) return;
  const { max, remaining, ttlInSeconds, isExceeded } = counted;
  void reply.headers({ 'ratelimit-limit': max, 'ratelimit-remaining': Math.max(0, remaining), 'ratelimit-reset': ttlInSeconds });
  if (!isExceeded) return;
  void reply.header('retry-after', ttlInSeconds);
  throw new Problem('request.rate_limited', `This key has made its ${max} requests of this minute. Go on in ${ttlInSeconds} s.`, { limit: max, retryAfterSeconds: ttlInSeconds });
}
