import { sql } from 'kysely';
import { ensureWriteKeyFromEnvironment } from '../../governance/keys/sources.actions.ts';
import type { Routes } from '../../platform/http/server.ts';
import { deliverLeftovers } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { Ingest } from './ingest.actions.ts';

export interface EventsAnswer {
  status: number;
  headers: Record<string, unknown>;
  body: Record<string, unknown>;
}

/** The event API on real engines, with the clock in the test's hands. */
export interface EventsApi {
  context: TestContext;
  server: Routes;
  writeKey: string;
  now: Date;
  /** Sends bytes as they are, with the write key unless `headers` say otherwise. */
  send(address: string, payload: string | Buffer, headers?: Record<string, string>): Promise<EventsAnswer>;
  post(address: string, body: object): Promise<EventsAnswer>;
  batch(messages: readonly unknown[]): Promise<EventsAnswer>;
  /** One column of history for each message id, sorted by id; once per row, so a duplicate shows twice. */
  rows(column: string, messageIds: readonly string[]): Promise<[string, unknown][]>;
  stored(messageIds: readonly string[]): Promise<string[]>;
  traitsOf(userId: string): Promise<unknown>;
  close(): Promise<void>;
}

/** @param open registers the routes behind a server; the test does it, because only tests and the root know routes */
export async function openEventsApi(open: (context: TestContext, ingest: Ingest) => Promise<{ server: Routes }>): Promise<EventsApi> {
  const writeKey = 'write-key-of-the-test';
  const time = { now: new Date() };
  const context = await openTestContext({ clock: { now: () => time.now } });
  const { server } = await ensureWriteKeyFromEnvironment(context, writeKey)
    .then(() => open(context, new Ingest(context)))
    .catch(async (error: unknown) => {
      await context.close(); // no engine may outlive a test that could not start
      throw error;
    });
  const basic = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
  const api: EventsApi = {
    context, server, writeKey,
    get now() {
      return time.now;
    },
    set now(instant) {
      time.now = instant;
    },
    async send(address, payload, headers = {}) {
      const answer = await server.inject({ method: 'POST', url: `/v1/${address}`, payload, headers: { authorization: basic, 'content-type': 'application/json', ...headers } });
      const isJson = String(answer.headers['content-type']).includes('json');
      return { status: answer.statusCode, headers: answer.headers, body: isJson ? answer.json<Record<string, unknown>>() : {} };
    },
    post: (address, body) => api.send(address, JSON.stringify(body)),
    batch: (messages) => api.post('batch', { batch: messages }),
    async rows(column, messageIds) {
      await deliverLeftovers(context, 0);
      const rows = await context.history.query<{ key: string; value: unknown }>(`select message_key as key, ${column} as value from interactions where message_key in {ids:Array(String)} order by key limit 100000`, { ids: [...messageIds] });
      return rows.map(({ key, value }) => [key, value]);
    },
    stored: async (messageIds) => (await api.rows('1', messageIds)).map(([key]) => key),
    async traitsOf(userId) {
      const { rows } = await sql<{ traits: unknown }>`select c.traits from customers c join identifiers i on i.customer_id = c.id where i.kind = 'userId' and i.value = ${userId}`.execute(context.db);
      return rows[0]?.traits;
    },
    async close() {
      await server.close();
      await context.close();
    },
  };
  return api;
}
