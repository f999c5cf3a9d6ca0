import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../kernel/problem.ts';
import { secretHash } from '../../kernel/ids.ts';
import type { Context } from '../context.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Db } from '../storage/records.ts';
import type { Actor } from './access.ts';
import { type WriteMark, writeMarks } from '../storage/write-marks.ts';
import { claimKey, findRequest, markWritten, prolongClaim, releaseKey, type RequestKey, saveAnswer, type StoredRequest } from './idempotency.queries.ts';

/** One attempt at a write that carries an Idempotency-Key. */
interface Attempt {
  id: string;
  mark: WriteMark;
  hasWritten: boolean;
  heartbeat: NodeJS.Timeout;
}

declare module 'fastify' {
  interface FastifyRequest {
    idempotentAttempt: Attempt | null;
  }
}

const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const HEADER = 'idempotency-key';
const MAX_ANSWER_BYTES = 262_144;
const PROLONG_EVERY_MS = 10_000;
const RETRY_AFTER_S = 1;
const keptHeaders = ['content-type', 'location'];

/**
 * Gives every write under /api the header Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): the same key and
 * body answer the same for 24 hours, whatever became of the first answer. What is written carries a mark of the key in
 * the same transaction, so after a crash it is known whether anything was written (docs/decisions/0013).
 */
export function registerIdempotency(server: FastifyInstance, { db, vault }: Pick<Context, 'db' | 'vault'>): void {
  server.decorateRequest('idempotentAttempt', null);

  server.addHook('preHandler', async (request, reply) => {
    const { actor } = request;
    const sent = request.headers[HEADER];
    if (sent === undefined || !actor || !writes.has(request.method) || !request.url.startsWith('/api/')) return;
    const key: RequestKey = { actorKind: actor.kind, actorId: actor.id, keyHash: secretHash(readKey(sent)) };
    const requestHash = hashOf(request);
    const id = randomUUID();
    if (!(await claimKey(db, key, requestHash, id))) return answerAgain(reply, { vault, sight: sightOf(actor) }, requestHash, await findRequest(db, key));
    request.idempotentAttempt = beginAttempt(db, key, id);
  });

  // A hook of its own, because only a callback can put the rest of the request into an asynchronous context.
  server.addHook('preHandler', (request, _reply, done) => {
    if (request.idempotentAttempt) writeMarks.run(request.idempotentAttempt.mark, done);
    else done();
  });

  server.addHook('onSend', async (request, reply, payload) => {
    const attempt = request.idempotentAttempt;
    if (!attempt || attempt.mark.isOver) return payload;
    attempt.mark.isOver = true;
    clearInterval(attempt.heartbeat);
    // A failure of ours that has written nothing is no answer worth keeping: the caller may try again.
    if (reply.statusCode >= 500 && !attempt.hasWritten) await releaseKey(db, attempt.id);
    else await saveAnswer(db, attempt.id, { status: reply.statusCode, headers: headersOf(reply), answer: reply.statusCode >= 500 ? null : sealAnswer({ vault, sight: request.actor ? sightOf(request.actor) : '' }, attempt.id, payload) });
    return payload;
  });
}

function readKey(sent: string | string[]): string {
  const key = Array.isArray(sent) ? sent.join(',') : sent;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new Problem('idempotency.key_invalid', 'Idempotency-Key has 1 to 255 letters, digits or signs without spaces, for example a UUID.');
  return key;
}

/** A body that is still a stream cannot be read twice; its length and kind stand for it. */
function hashOf({ method, url, headers, body }: FastifyRequest): string {
  const hash = createHash('sha256').update(`${method} ${url}\0${headers['content-type'] ?? ''}\0`);
  if (body === undefined || body === null) return hash.digest('hex');
  if (Buffer.isBuffer(body) || typeof body === 'string') return hash.update(body).digest('hex');
  if (typeof body === 'object' && 'pipe' in body) return hash.update(`stream of ${headers['content-length'] ?? 'unknown'} bytes`).digest('hex');
  return hash.update(JSON.stringify(body)).digest('hex');
}

function beginAttempt(db: Db, key: RequestKey, id: string): Attempt {
  const attempt: Attempt = {
    id,
    hasWritten: false,
    // A claim outlives a crash by half a minute at most, and a slow request not at all.
    heartbeat: setInterval(() => void prolongClaim(db, id).catch(() => undefined), PROLONG_EVERY_MS).unref(),
    mark: {
      isOver: false,
      statement: () => markWritten(db, key, id),
      onMarked: (isMarked) => {
        if (!isMarked) throw new Problem('idempotency.in_progress', 'This request took so long that a repetition of it took over.');
        attempt.hasWritten = true;
      },
    },
  };
  return attempt;
}

async function answerAgain(reply: FastifyReply, sealing: Sealing, requestHash: string, stored: StoredRequest | null): Promise<FastifyReply> {
  if (stored && stored.requestHash !== requestHash) throw new Problem('idempotency.key_reused', 'This Idempotency-Key was used for another request. Take a new key for every new write.');
  if (!stored || (stored.answeredAt === null && stored.isClaimed)) {
    void reply.header('retry-after', String(RETRY_AFTER_S));
    throw new Problem('idempotency.in_progress', 'The same request is being carried out at this moment. Ask again in a second.');
  }
  const answer = stored.answer === null ? null : unsealAnswer(sealing, stored.answer);
  if (stored.answeredAt === null || stored.status === null || answer === null) {
    throw new Problem('idempotency.answer_lost', 'This was carried out before and is not done again, but the answer to it was not kept. Look at how things stand now.', { writtenAt: stored.writtenAt?.toISOString() ?? null, status: stored.status });
  }
  return reply.status(stored.status).headers({ ...stored.headers, 'idempotent-replayed': 'true' }).send(answer);
}

interface Sealing {
  vault: Vault;
  sight: string;
}

/** What somebody may do and see. An answer from before it changed may hold what they no longer see. */
const sightOf = ({ role, departments, permissions }: Actor) => createHash('sha256').update(JSON.stringify([role, departments, permissions ?? null])).digest('hex');

/** `<attempt>:<sealed>`: sealed for its own attempt and who may see it, so that answers cannot be exchanged in the table. */
function sealAnswer({ vault, sight }: Sealing, attempt: string, payload: unknown): string | null {
  const text = payload === null || payload === undefined ? '' : typeof payload === 'string' ? payload : Buffer.isBuffer(payload) ? payload.toString('utf8') : null;
  if (text === null || Buffer.byteLength(text) > MAX_ANSWER_BYTES) return null;
  return `${attempt}:${vault.seal(text, purposeOf(attempt, sight))}`;
}

/** @returns null when it was sealed for somebody who might see something else */
function unsealAnswer({ vault, sight }: Sealing, kept: string): string | null {
  const [attempt = '', sealed = ''] = split(kept);
  try {
    return vault.unseal(sealed, purposeOf(attempt, sight));
  } catch {
    return null;
  }
}

const purposeOf = (attempt: string, sight: string) => `idempotent_requests ${attempt} ${sight}`;
const split = (kept: string) => [kept.slice(0, kept.indexOf(':')), kept.slice(kept.indexOf(':') + 1)];

function headersOf(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(keptHeaders.flatMap((name) => {
    const value = reply.getHeader(name);
    return value === undefined ? [] : [[name, String(value)]];
  }));
}
