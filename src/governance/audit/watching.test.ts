import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Acting, actAs } from '../../platform/acting.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { chainAll } from './chain.actions.ts';
import { excusedTables } from './excused.logic.ts';
import { searchAudit } from './search.actions.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
});
afterAll(() => context.close());
beforeEach(async () => {
  await chainAll(context);
});

const anna: Acting = { kind: 'user', id: 'u-anna', label: 'anna@nordfunk.example', role: 'administrator', requestId: 'req-1' };
const ben: Acting = { kind: 'user', id: 'u-ben', label: 'ben@nordfunk.example', role: 'agent' };
interface Row {
  action: string;
  subject: string;
  actorKind: string;
  actorId: string | null;
  customers: string[];
  content: { actor: string; subjectId?: string; before?: Record<string, unknown>; after?: Record<string, unknown> };
}
/** What came into the log since the test began. */
const written = async () => (await sql<Row>`select action, subject, actor_kind, actor_id, customers, content from audit_inbox order by id`.execute(context.db)).rows;

const customer = '00000000-0000-8000-8000-0000000000aa';
const addCustomer = (id: string) => sql`insert into customers (id, name, traits) values (${id}, 'Anna Meier', '{"city": "Bonn", "age": 44}')`;

describe('the tables', () => {
  it('are each watched or excused with a reason', async () => {
    const { rows } = await sql<{ name: string; isWatched: boolean }>`
      select relname as name, exists (select from pg_trigger where tgrelid = pg_class.oid and tgname = 'audit_change') as is_watched
      from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by relname`.execute(context.db);
    expect(rows.filter(({ name, isWatched }) => !isWatched && !(name in excusedTables)).map(({ name }) => name), 'call audit_watch in the migration, or excuse the table in excused.logic.ts').toEqual([]);
    expect(rows.filter(({ name, isWatched }) => isWatched && name in excusedTables)).toEqual([]);
    expect(Object.keys(excusedTables).filter((name) => !rows.some((row) => row.name === name)), 'excused, but not there').toEqual([]);
  });

  it('hide every column that could hold a secret', async () => {
    const { rows } = await sql<{ place: string; type: string; hidden: string }>`
      select relname || '.' || attname as place, format_type(atttypid, null) as type, split_part(encode(tgargs, 'escape'), '\\000', 2) as hidden
      from pg_trigger join pg_class on pg_class.oid = tgrelid join pg_attribute on attrelid = tgrelid and attnum > 0 and not attisdropped
      where tgname = 'audit_change' and (attname ~ '(hash|secret|token|password|seal|seed|write_key|private)' or atttypid = 'bytea'::regtype)`.execute(context.db);
    expect(rows.length).toBeGreaterThan(12);
    expect(rows.filter(({ place, hidden }) => !hidden.split(',').includes(place.split('.')[1] ?? '') && !place.endsWith('_expires_at')).map(({ place }) => place)).toEqual([]);
    const places = rows.map(({ place }) => place);
    expect(places).toEqual(expect.arrayContaining(['user_accounts.password', 'api_keys.key_hash', 'sources.write_key', 'webhook_endpoints.secret', 'second_factors.sealed_seed', 'single_sign_on.sealed_client_secret']));
  });
});

describe('a change', () => {
  it('is written with who, what, before and after, in the transaction of the change', async () => {
    await actAs(anna, () => sql`insert into departments (code, name_de, name_en) values ('shop', 'Läden', 'Shops')`.execute(context.db));
    await actAs(ben, () => context.db.transaction().execute((tx) => sql`update departments set name_de = 'Filialen' where code = 'shop'`.execute(tx)));
    await actAs(ben, () => context.db.transaction().execute(async (tx) => {
      await sql`update departments set name_de = 'Nie' where code = 'shop'`.execute(tx);
      throw new Error('taken back');
    })).catch(() => undefined);
    await actAs(anna, () => sql`update departments set updated_at = now() where code = 'shop'`.execute(context.db));
    expect(await written()).toEqual([
      { action: 'insert', subject: 'departments', actorKind: 'user', actorId: 'u-anna', customers: [], content: { actor: 'anna@nordfunk.example', role: 'administrator', subjectId: 'shop', after: { code: 'shop', name_de: 'Läden', name_en: 'Shops' } } },
      { action: 'update', subject: 'departments', actorKind: 'user', actorId: 'u-ben', customers: [], content: { actor: 'ben@nordfunk.example', role: 'agent', subjectId: 'shop', before: { name_de: 'Läden' }, after: { name_de: 'Filialen' } } },
    ]);
  });

  it('never carries the person whose connection it was before, whatever happens on it', async () => {
    const statements = [(n: number) => sql`insert into departments (code, name_de, name_en) values (${`d${n}`}, 'a', 'a')`, (n: number) => sql`with it as (select 1) update departments set name_de = ${String(n)} where code = 'd1'`];
    await Promise.all(Array.from({ length: 120 }, (_, n) => {
      const acting = [anna, ben, null][n % 3] ?? null;
      return actAs(acting, async () => {
        if (n % 5 === 0) await sql`insert into departments (code, name_de, name_en) values (null, 'x', 'x')`.execute(context.db).catch(() => undefined);
        const name = `${acting?.label ?? 'nobody'} ${n}`;
        if (n % 2 === 0) await sql`insert into departments (code, name_de, name_en) values (${`d${n}`}, ${name}, 'x')`.execute(context.db);
        else await context.db.transaction().execute((tx) => sql`insert into departments (code, name_de, name_en) values (${`d${n}`}, ${name}, 'x')`.execute(tx));
      });
    }));
    await statements[1]?.(1).execute(context.db);
    const rows = await written();
    expect(rows).toHaveLength(121);
    expect(rows.filter(({ content, actorId }) => content.after?.['name_en'] === 'x' && !String(content.after['name_de']).startsWith(`${actorId === null ? 'nobody' : content.actor} `))).toEqual([]);
    expect(rows.at(-1)).toMatchObject({ action: 'update', actorKind: 'system', content: { actor: 'momente' } });
  });

  it('shows that a secret changed, and nothing of it', async () => {
    await actAs(anna, () => sql`insert into api_keys (id, name, key_hash, hint, role, created_at) values (gen_random_uuid(), 'Reports', 'deadbeef', 'mom_abcd', 'analyst', now())`.execute(context.db));
    await actAs(anna, () => sql`update api_keys set key_hash = 'cafebabe'`.execute(context.db));
    const [made, changed] = await written();
    expect(made?.content.after).toMatchObject({ name: 'Reports', role: 'analyst', key_hash: '[hidden]' });
    expect(changed?.content).toMatchObject({ before: { key_hash: '[hidden]' }, after: { key_hash: '[hidden]' } });
    expect(JSON.stringify(await written())).not.toMatch(/deadbeef|cafebabe/);
  });

  it('of a key that is a secret does not name it', async () => {
    await sql`insert into users (id, name, email, role) values ('00000000-0000-8000-8000-0000000000bb', 'Cem', 'cem@nordfunk.example', 'agent')`.execute(context.db);
    await actAs(anna, () => sql`insert into recovery_codes (user_id, code_hash, created_at) values ('00000000-0000-8000-8000-0000000000bb', 'deadbeef', now())`.execute(context.db));
    expect(JSON.stringify(await written())).not.toContain('deadbeef');
  });

  it('of a customer names the customer, and of its details only those that changed', async () => {
    await addCustomer(customer).execute(context.db);
    await actAs(anna, () => sql`update customers set traits = '{"city": "Köln", "age": 44}', base_text = 'koeln' where id = ${customer}`.execute(context.db));
    expect(await written()).toMatchObject([{ action: 'update', subject: 'customers', customers: [customer], content: { subjectId: customer, before: { traits: { city: 'Bonn' } }, after: { traits: { city: 'Köln' } } } }]);
  });

  it('by an event or an import is not written row by row, by a program with a key it is', async () => {
    const id = (n: number) => `00000000-0000-8000-8000-00000000000${n}`;
    await addCustomer(id(1)).execute(context.db);
    await actAs({ kind: 'import', id: 'i1', label: 'kunden.csv' }, () => addCustomer(id(2)).execute(context.db));
    expect(await written()).toEqual([]);
    await actAs({ kind: 'key', id: 'k1', label: 'CRM' }, () => addCustomer(id(3)).execute(context.db));
    expect(await written()).toMatchObject([{ actorKind: 'key', actorId: 'k1', subject: 'customers', customers: [id(3)] }]);
  });

  it('by an import is one entry with its figures when it ends, and one when it is undone', async () => {
    await sql`
      insert into imports (id, name, file_bytes, file_sha256, state, counts, by_id, by_label, created_at)
      values (${customer}, 'kunden.csv', 10, 'x', 'running', '{"rows": 0}', 'u-anna', 'anna@nordfunk.example', now())`.execute(context.db);
    await sql`update imports set counts = '{"rows": 500}', cursor_row = 500`.execute(context.db);
    await sql`update imports set state = 'done', counts = '{"rows": 1000, "refused": 3}'`.execute(context.db);
    await actAs(ben, () => sql`update imports set state = 'undoing'`.execute(context.db));
    await sql`update imports set state = 'undone'`.execute(context.db);
    expect(await written()).toMatchObject([
      { action: 'import.done', actorKind: 'import', actorId: customer, content: { actor: 'kunden.csv', after: { started_by: 'anna@nordfunk.example', counts: { rows: 1000, refused: 3 } } } },
      { action: 'update', subject: 'imports', actorId: 'u-ben', content: { before: { state: 'done' }, after: { state: 'undoing' } } },
      { action: 'import.undone', actorKind: 'import' },
    ]);
    await chainAll(context);
    expect((await searchAudit(context, { limit: 50, subject: 'imports', action: 'update' })).items[0]).toMatchObject({ subjectId: customer, subjectName: 'kunden.csv' });
  });

  it('that empties a table is written too, and one made past Momente says so', async () => {
    await sql`truncate expectations`.execute(context.db);
    expect(await written()).toMatchObject([{ action: 'truncate', subject: 'expectations', actorKind: 'system', actorId: null }]);
  });

  it('takes texts that would break a setting or a JSON', async () => {
    await actAs({ ...anna, label: `o'neill "\\' ; drop table users --\u0000\ud800 ü` }, () => sql`insert into departments (code, name_de, name_en) values ('odd', ${'"\\\'ü\u2028'}, 'x')`.execute(context.db));
    expect((await written())[0]).toMatchObject({ actorId: 'u-anna', content: { actor: `o'neill "\\' ; drop table users --\ufffd ü`, after: { name_de: '"\\\'ü\u2028' } } });
  });

  it('of a huge value shows its beginning and its size', async () => {
    await actAs(anna, () => sql`insert into departments (code, name_de, name_en) values ('huge', ${'ä'.repeat(1_000_000)}, 'x')`.execute(context.db));
    const [row] = await written();
    expect(String(row?.content.after?.['name_de'])).toMatch(/^"ä{1999} … \(1000002 characters\)$/);
  });
});
