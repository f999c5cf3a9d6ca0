import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How long a body may take: a start for the slowest line, then so many bytes a second (GPRS manages five thousand). */
export interface Patience {
  startMs: number;
  bytesPerSecond: number;
}
const patient: Patience = { startMs: 60_000, bytesPerSecond: 2_000 };
/** Deadlines are rounded up to this, so that thousands of requests share a few clocks. */
const STEP_MS = 10_000;
/** The longest that a clock of Node measures. */
const LONGEST_MS = 2 ** 31 - 1;
/** What a route takes at most that says nothing else. */
const USUAL_BYTES = 1_048_576;

/**
 * Cuts off whoever sends a body drop by drop: thousands of such connections would cost a server its memory, each with
 * the beginning of something. What was announced, or else what the route takes at most, says how long it may take.
 */
export function registerSlowBodies(server: FastifyInstance, { startMs, bytesPerSecond }: Patience = patient): void {
  const step = Math.min(STEP_MS, startMs);
  server.addHook('onRequest', (request, reply, done) => {
    const { raw, headers, routeOptions } = request;
    if (raw.socket instanceof Socket && !raw.complete && (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined)) {
      const most = routeOptions.bodyLimit ?? USUAL_BYTES;
      const bytes = Math.min(most, Number(headers['content-length'] ?? most) || 0);
      const waitMs = Math.min(LONGEST_MS, Math.ceil((startMs + (bytes / bytesPerSecond) * 1_000) / step) * step);
      const late = setTimeout(() => {
        if (raw.complete) return;
        request.log.info({ url: routeOptions.url, waitMs }, 'cut off a body that came too slowly');
        if (!reply.raw.headersSent) raw.socket.write('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
        raw.socket.destroySoon();
      }, waitMs);
      late.unref();
      raw.once('end', () => clearTimeout(late)).once('close', () => clearTimeout(late));
    }
    done();
  });
}
