import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../../governance/users/users.builders.ts';
import type { History } from '../../platform/storage/history.ts';
import { deliverLeftovers } from '../../platform/storage/journal.ts';
import { type EventsApi, openEventsApi } from './events.builders.ts';
import { registerEventRoutes } from './events.routes.ts';

let api: EventsApi;
let healthy: History;
beforeAll(async () => {
  api = await openEventsApi((context, ingest) => serve(context, (routes) => registerEventRoutes(routes, context, ingest)));
  healthy = api.context.history;
});
afterAll(() => api?.close());
afterEach(() => {
  api.context.history = healthy;
});

const track = (messageId: string) => ({ type: 'track', event: 'x', messageId, userId: `u-${messageId}` });
const countRows = async (messageId: string) => (await healthy.query<{ n: number }>('select count() as n from interactions where message_key = {messageId:String}', { messageId }))[0]?.n;

describe('while the history engine takes no rows', () => {
  it('events are acknowledged, because they are durable, and arrive once when it is well again', async () => {
    api.context.history = { ...healthy, insertLines: () => Promise.reject(new Error('connect ECONNREFUSED')) };
    for (let i = 0; i < 5; i++) expect((await api.batch([track(`gone-${i}`), track(`gone-${i}-b`)])).body).toMatchObject({ accepted: 2 });
    expect((await api.batch([track('gone-0')])).body).toMatchObject({ accepted: 0, repeated: 1 });
    expect(await countRows('gone-0')).toBe(0);
    api.context.history = healthy;
    await deliverLeftovers(api.context);
    expect(await api.stored(['gone-0', 'gone-1-b', 'gone-4'])).toEqual(['gone-0', 'gone-1-b', 'gone-4']);
  });

  it('events whose rows arrived although it said no are there once', async () => {
    api.context.history = {
      ...healthy,
      insertLines: async (table, lines) => {
        await healthy.insertLines(table, lines);
        throw new Error('Timeout error.');
      },
    };
    expect((await api.batch([track('unknown')])).body).toMatchObject({ accepted: 1 });
    api.context.history = healthy;
    await deliverLeftovers(api.context);
    expect(await countRows('unknown')).toBe(1);
  });
});

/** What PostgreSQL itself says in each of these troubles; the class of the code decides, not the text. */
describe.each([['the disk is full', '53100'], ['it runs out of memory', '53200'], ['it has too many connections', '53300'], ['it is shutting down', '57P01'], ['a file cannot be read', '58030'], ['two writers stand in each other’s way', '40P01'], ['a statement takes too long', '57014']])('when %s', (_trouble, errcode) => {
  beforeEach(async () => {
    await sql.raw(`create function refuse_all() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '${errcode}'; end $$`).execute(api.context.db);
    await sql.raw('create trigger refuse_all before insert on message_ids execute function refuse_all()').execute(api.context.db);
  });
  afterEach(async () => {
    await sql.raw('drop function if exists refuse_all cascade').execute(api.context.db);
  });

  it('the sender hears 503 and when to come back, and the same call succeeds afterwards', async () => {
    const id = `trouble-${errcode}`;
    const answers = await Promise.all([api.batch([track(id)]), api.batch([track(`${id}-b`)]), api.post('track', track(`${id}-c`))]);
    for (const answer of answers) expect(answer).toMatchObject({ status: 503, body: { code: 'engine.unavailable' }, headers: { 'retry-after': '5' } });
    await sql.raw('drop function refuse_all cascade').execute(api.context.db);
    expect((await api.batch([track(id), track(`${id}-b`), track(`${id}-c`)])).body).toMatchObject({ accepted: 3, repeated: 0 });
    expect(await api.stored([id, `${id}-b`, `${id}-c`])).toHaveLength(3);
  });
});

describe('an event that the records store itself refuses', () => {
  it('costs none of the others that are written with it', async () => {
    await sql.raw("alter table identifiers add constraint no_such_value check (value <> 'poison')").execute(api.context.db);
    const calls = await Promise.all([api.batch([track('p-1'), { ...track('p-2'), userId: 'poison' }, track('p-3')]), api.batch([track('p-4')]), api.post('track', { ...track('p-5'), userId: 'poison' }), api.batch([track('p-6'), track('p-7')])]);
    await sql.raw('alter table identifiers drop constraint no_such_value').execute(api.context.db);
    expect(calls.map(({ status }) => status)).toEqual([200, 200, 400, 200]);
    expect(calls[0]?.body).toMatchObject({ accepted: 2, refused: [{ index: 1, messageId: 'p-2', reason: 'could not be stored; the server’s log says why' }] });
    expect(await api.stored(['p-1', 'p-2', 'p-3', 'p-4', 'p-5', 'p-6', 'p-7'])).toEqual(['p-1', 'p-3', 'p-4', 'p-6', 'p-7']);
  });
});

it('after more failed calls than may wait at once, the next good one is taken', async () => {
  await sql.raw("create function refuse_all() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '53100'; end $$").execute(api.context.db);
  await sql.raw('create trigger refuse_all before insert on message_ids execute function refuse_all()').execute(api.context.db);
  const large = Array.from({ length: 4_000 }, (_, i) => ({ type: 'track', event: 'x', messageId: `w-${i}`, userId: 'w' }));
  for (let i = 0; i < 16; i++) expect((await api.batch(large)).status).toBe(503);
  await sql.raw('drop function refuse_all cascade').execute(api.context.db);
  expect((await api.batch(large)).body).toMatchObject({ accepted: 4_000 });
});
