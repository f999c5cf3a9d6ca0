import { sql } from 'kysely';
import { rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actAs } from '../../platform/acting.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { noteInAudit } from './audit.actions.ts';
import type { Verification } from './audit.contract.ts';
import { appendEntries } from './audit.queries.ts';
import { chainAll, sealChain, sealKeyOf } from './chain.actions.ts';
import { exportLines } from './export.actions.ts';
import { proveExport } from './export-lines.logic.ts';
import { redactAudit, retireAudit } from './redact.actions.ts';
import { sealsFileOf } from './seals.queries.ts';
import { verifyAudit } from './verify.actions.ts';

let context: TestContext;
let now: Date;
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
});
afterAll(() => context.close());
// Another log for each: some of these break it for good.
beforeEach(async () => {
  now = new Date();
  await tamper('truncate audit_entries, audit_inbox, audit_seals, audit_actors restart identity', 'drop table if exists kept');
  rmSync(sealsFileOf(context), { force: true });
});

const anna = '00000000-0000-8000-8000-00000000000a';
const ben = '00000000-0000-8000-8000-00000000000b';
const note = (n: number, customers: string[] = []) => noteInAudit(context, { action: 'export.created', subject: 'export', subjectId: `e${n}`, customers, after: { rows: n, of: 'anna@example.com' } });

/** Ten entries, a seal, ten more, a seal. */
async function writeLog(): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    for (let n = 1; n <= 10; n += 1) await note(10 * round + n, n === 3 ? [anna, ben] : []);
    await chainAll(context);
    await sealChain(context);
    now = new Date(now.getTime() + 1_000);
  }
}

/** Somebody who can write to the store as its owner: without the triggers that keep the application from mistakes. */
async function tamper(...statements: string[]): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    for (const statement of statements) await sql.raw(statement).execute(tx);
  });
}

/** Makes the chain fit again from one entry on, as somebody would who knows how it is made. */
const recompute = (fromSeq: number) => `
  do $$ declare entry audit_entries; last_hash bytea; begin
    select hash into last_hash from audit_entries where seq = ${fromSeq - 1};
    for entry in select * from audit_entries where seq >= ${fromSeq} order by seq loop
      last_hash := sha256(coalesce(last_hash, '') || convert_to(jsonb_build_array(entry.seq::text, entry.id::text, audit_instant(entry.at), entry.kind, entry.action, entry.subject, entry.actor_kind, entry.actor_id, entry.request_id,
        encode(sha256(entry.salt || convert_to(entry.content::text, 'UTF8')), 'hex'), (select coalesce(string_agg(encode(item, 'hex'), ',' order by place), '') from unnest(entry.customer_commitments) with ordinality as items (item, place)),
        entry.redacts::text, audit_instant(entry.chained_at))::text, 'UTF8'));
      update audit_entries set hash = last_hash, commitment = sha256(salt || convert_to(content::text, 'UTF8')) where seq = entry.seq;
    end loop;
  end $$`;

const told = ({ findings }: Verification) => findings.map(({ kind, from, to }) => `${kind} ${from}–${to}`);

describe('an honest log', () => {
  it('holds', async () => {
    await writeLog();
    expect(await verifyAudit(context)).toMatchObject({ ok: true, entries: 20, firstSeq: 1, lastSeq: 20, seals: 2, unsealed: 0, sealsFile: 'compared', findings: [] });
  });
  it('holds when twenty write at once, in transactions that end in any order', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, writer) => context.db.transaction().execute(async (tx) => {
      for (let n = 0; n < 10; n += 1) await noteInAudit(tx, { action: 'test.written', subject: 'test', after: { writer, n } });
      if (writer % 2 === 0) await chainAll(context);
      if (writer === 7) throw new Error('taken back');
    }).catch(() => undefined)));
    await sealChain(context);
    expect(await verifyAudit(context)).toMatchObject({ ok: true, entries: 190 });
  });
  it('holds when the process died between a commit and the chaining', async () => {
    await writeLog();
    await note(21);
    await note(22);
    // The next process finds them in the inbox, two days later.
    await appendEntries(context.db, 100, new Date(Date.now() + 172_800_000));
    expect(await verifyAudit(context)).toMatchObject({ ok: true, entries: 22, unsealed: 2 });
  });
  it('refuses the application to change or delete what is written', async () => {
    await writeLog();
    await expect(sql`update audit_entries set action = 'x' where seq = 3`.execute(context.db)).rejects.toThrow('only added to');
    await expect(sql`delete from audit_entries`.execute(context.db)).rejects.toThrow('only added to');
    await expect(sql`truncate audit_entries`.execute(context.db)).rejects.toThrow('only added to');
    await expect(sql`delete from audit_seals`.execute(context.db)).rejects.toThrow('only added to');
    await note(21);
    await expect(sql`delete from audit_inbox`.execute(context.db)).rejects.toThrow('only added to');
  });
});

describe('tampering by SQL is found, and where', () => {
  beforeEach(writeLog);

  it('a changed field', async () => {
    await tamper(`update audit_entries set action = 'export.refused' where seq = 5`);
    expect(told(await verifyAudit(context))).toEqual(['changed 5–5']);
  });
  it('changed content', async () => {
    await tamper(`update audit_entries set content = jsonb_set(content, '{after,rows}', '1') where seq = 5`);
    expect(told(await verifyAudit(context))).toEqual(['content_changed 5–5']);
  });
  it('changed content with a commitment that fits it', async () => {
    await tamper(`update audit_entries set content = jsonb_set(content, '{actor}', '"somebody else"') where seq = 5`, `update audit_entries set commitment = sha256(salt || convert_to(content::text, 'UTF8')) where seq = 5`);
    expect(told(await verifyAudit(context))).toEqual(['changed 5–5']);
  });
  it('another customer in the place of one', async () => {
    await tamper(`update audit_entries set customers = array['${ben}', '${ben}']::uuid[] where seq = 3`);
    expect(told(await verifyAudit(context))).toEqual(['content_changed 3–3']);
  });
  it('an instant set back', async () => {
    await tamper(`update audit_entries set at = at - interval '1 day' where seq = 5`);
    expect(told(await verifyAudit(context))).toContain('changed 5–5');
  });
  it('a row deleted in the middle', async () => {
    await tamper('delete from audit_entries where seq = 7');
    expect(told(await verifyAudit(context))).toEqual(['missing 7–7']);
  });
  it('a row deleted in the middle, the others numbered anew', async () => {
    await tamper('delete from audit_entries where seq = 7', 'update audit_entries set seq = -seq where seq > 7', 'update audit_entries set seq = -seq - 1 where seq < 0');
    expect(told(await verifyAudit(context))).toEqual(expect.arrayContaining(['changed 7–7', 'truncated 20–20']));
  });
  it('the first rows deleted', async () => {
    await tamper('delete from audit_entries where seq <= 4');
    expect(told(await verifyAudit(context))).toEqual(['start_missing 1–4']);
  });
  it('the tail deleted', async () => {
    await tamper('delete from audit_entries where seq > 16');
    expect(told(await verifyAudit(context))).toEqual(['truncated 17–20']);
  });
  it('the tail deleted together with its seal', async () => {
    await tamper('delete from audit_entries where seq > 16', 'delete from audit_seals where seq > 16');
    expect(told(await verifyAudit(context))).toEqual(['seal_missing 2–2', 'truncated 17–20']);
  });
  it('the tail deleted, and the log written on', async () => {
    await tamper('delete from audit_entries where seq > 16', 'delete from audit_seals where seq > 16');
    for (let n = 1; n <= 8; n += 1) await note(n);
    await chainAll(context);
    await sealChain(context);
    expect(told(await verifyAudit(context))).toEqual(['seal_missing 2–2', 'recomputed 11–20']);
  });
  it('everything deleted, the file of seals too, by whoever kept a seal', async () => {
    const { lastSeal } = await verifyAudit(context);
    await tamper('delete from audit_entries', 'delete from audit_seals');
    rmSync(sealsFileOf(context));
    expect(told(await verifyAudit(context, lastSeal ? [lastSeal] : []))).toEqual(['seal_missing 2–2', 'seal_missing 1–1', 'truncated 1–20']);
  });
  it('a row inserted between two others', async () => {
    await tamper('update audit_entries set seq = -seq where seq >= 8', 'update audit_entries set seq = 1 - seq where seq < 0',
      `insert into audit_entries select 8, 9001, at, kind, action, subject, actor_kind, actor_id, request_id, customers, customer_salts, customer_commitments, content, salt, commitment, redacts, chained_at, hash from audit_entries where seq = 7`);
    expect(told(await verifyAudit(context))).toEqual(expect.arrayContaining(['changed 8–8', 'changed 9–9']));
  });
  it('a row slipped into the inbox with an earlier date', async () => {
    await sql`insert into audit_inbox (at, kind, action, subject, actor_kind, content) values (now() - interval '3 days', 'note', 'export.created', 'export', 'user', '{}')`.execute(context.db);
    expect(told(await verifyAudit(context))).toEqual(['backdated 21–21']);
  });
  it('a row slipped into the inbox under a number that was free', async () => {
    await sql`select nextval('audit_inbox_id_seq')`.execute(context.db); // somebody's transaction was taken back
    await note(22);
    await chainAll(context);
    await sql`insert into audit_inbox (id, kind, action, subject, actor_kind, content) overriding system value values (21, 'note', 'export.created', 'export', 'user', '{}')`.execute(context.db);
    await appendEntries(context.db, 100, new Date(Date.now() + 7_200_000));
    expect(told(await verifyAudit(context))).toEqual(['inserted 22–22']);
  });
  it('two rows swapped', async () => {
    await tamper('update audit_entries set seq = -5 where seq = 5', 'update audit_entries set seq = 5 where seq = 6', 'update audit_entries set seq = 6 where seq = -5');
    expect(told(await verifyAudit(context))).toEqual(['changed 5–5', 'changed 6–6', 'changed 7–7']);
  });
  it('the content of two rows swapped', async () => {
    await tamper('update audit_entries as e set content = o.content, salt = o.salt from audit_entries as o where (e.seq, o.seq) in ((5, 6), (6, 5))');
    expect(told(await verifyAudit(context))).toEqual(['content_changed 5–5', 'content_changed 6–6']);
  });
  it('the whole chain recomputed after a change', async () => {
    await tamper(`update audit_entries set content = jsonb_set(content, '{after,rows}', '1') where seq = 5`, recompute(1));
    expect(told(await verifyAudit(context))).toEqual(['recomputed 1–10', 'recomputed 1–20']);
  });
  it('the chain recomputed between two seals', async () => {
    await tamper(`update audit_entries set content = jsonb_set(content, '{after,rows}', '1') where seq = 15`, recompute(15));
    expect(told(await verifyAudit(context))).toEqual(['recomputed 11–20']);
  });
  it('the chain recomputed and the seals deleted', async () => {
    await tamper(`update audit_entries set content = jsonb_set(content, '{after,rows}', '1') where seq = 5`, recompute(1), 'delete from audit_seals');
    expect(told(await verifyAudit(context))).toEqual(['seal_missing 1–2', 'recomputed 1–10', 'recomputed 1–20']);
  });
  it('the chain recomputed and the seals made to fit, without the key', async () => {
    await tamper(`update audit_entries set content = jsonb_set(content, '{after,rows}', '1') where seq = 5`, recompute(1), 'update audit_seals set hash = (select hash from audit_entries where audit_entries.seq = audit_seals.seq)');
    rmSync(sealsFileOf(context));
    expect(told(await verifyAudit(context))).toEqual(['seal_false 1–1', 'seal_false 2–2']);
  });
  it('the seals deleted', async () => {
    await tamper('delete from audit_seals');
    expect(told(await verifyAudit(context))).toEqual(['seal_missing 1–2']);
  });
  it('a line of the file of seals changed', async () => {
    writeFileSync(sealsFileOf(context), `${JSON.stringify({ number: 1, kind: 'seal', seq: 10, hash: '00', sealedAt: '2026-01-01T00:00:00.000Z', keyId: (await verifyAudit(context)).lastSeal?.keyId, signature: 'AAAA' })}\n`);
    expect(told(await verifyAudit(context))).toEqual(['seal_false 1–1']);
  });
  it('the clock set back', async () => {
    await note(21);
    await appendEntries(context.db, 100, new Date(Date.now() - 3_600_000));
    expect(told(await verifyAudit(context))).toEqual(expect.arrayContaining(['clock 21–21']));
  });
});

describe('an erasure', () => {
  beforeEach(writeLog);
  const reach = { customerId: anna, subjects: [anna], spans: [], identifiers: [{ kind: 'email', value: 'anna@example.com', raw: 'Anna@example.com' }], beforeBatch: null };
  const redact = () => actAs({ kind: 'user', id: 'u1', label: 'boss@nordfunk.example', role: 'administrator' }, () => context.db.transaction().execute((tx) => redactAudit(context, tx, reach)));

  it('takes out what is about a customer, or names one of its addresses, and the log still holds', async () => {
    await noteInAudit(context, { action: 'export.created', subject: 'export', customers: [ben] });
    await note(22, [anna]); // still in the inbox when the erasure comes
    expect(await redact()).toBe(21);
    const { rows } = await sql<{ text: string }>`select to_jsonb(e)::text as text from audit_entries e union all select to_jsonb(i)::text from audit_inbox i`.execute(context.db);
    expect(rows.map(({ text }) => text).join('\n')).not.toContain('anna@example.com');
    expect(rows.map(({ text }) => text).join('\n')).not.toContain(anna);
    expect(rows.map(({ text }) => text).join('\n')).toContain(ben);
    await chainAll(context);
    await sealChain(context);
    expect(await verifyAudit(context)).toMatchObject({ ok: true, entries: 23, findings: [] });
    expect(await redact()).toBe(0);
  });
  it('cannot be undone: content that comes back is found', async () => {
    await tamper('create table kept as select seq, content, salt, customers, customer_salts from audit_entries');
    await redact();
    await tamper('update audit_entries as e set content = kept.content, salt = kept.salt from kept where kept.seq = e.seq and e.seq = 5', 'update audit_entries as e set customers = kept.customers, customer_salts = kept.customer_salts from kept where kept.seq = e.seq and e.seq = 3');
    expect(told(await verifyAudit(context))).toEqual(['restored 3–3', 'restored 5–5']);
  });
  it('is the only way for content to go', async () => {
    await tamper('update audit_entries set content = null, salt = null where seq = 5', 'update audit_entries set customers = array[null, customers[2]], customer_salts = array[null, customer_salts[2]] where seq = 3');
    expect(told(await verifyAudit(context))).toEqual(['content_removed 3–3', 'content_removed 5–5']);
  });

  const proven = async () => {
    const lines = (await Array.fromAsync(exportLines(context, {}))).join('').trim().split('\n');
    return proveExport(async function* () { yield* lines; }, sealKeyOf(context).publicKey, []);
  };
  const hollow = (redacts: string) => `insert into audit_inbox (kind, action, subject, actor_kind, content, redacts) values ('note', 'audit.redacted', 'privacy', 'user', '{}', ${redacts})`;
  it('cannot be made up in the store: an entry that names what may be missing needs a signature, here and in an export', async () => {
    for (const redacts of [`'[[5, null]]'`, `'{"taken": [[5, null]], "keyId": "${sealKeyOf(context).keyId}", "signature": "AAAA"}'`, `'7'`]) await sql.raw(hollow(redacts)).execute(context.db);
    await chainAll(context);
    await tamper(`update audit_entries set content = null, salt = null where content #>> '{after,rows}' = '5'`);
    await sealChain(context);
    const findings = ['content_removed 5–5', 'redaction_false 21–21', 'redaction_false 22–22', 'redaction_false 23–23'];
    expect(told(await verifyAudit(context))).toEqual(findings);
    expect((await proven())?.findings.map(({ kind, from, to }) => `${kind} ${from}–${to}`)).toEqual(findings);
  });
  it('cannot be written a second time, nor said of more than was signed', async () => {
    expect(await redact()).toBe(20);
    await chainAll(context);
    await sql.raw(hollow('(select redacts from audit_entries where seq = 21)')).execute(context.db);
    await sql.raw(hollow(`(select jsonb_set(redacts, '{taken,0}', '[9, null]') from audit_entries where seq = 21)`)).execute(context.db);
    expect(told(await verifyAudit(context))).toEqual(['redaction_false 22–22', 'redaction_false 23–23']);
    expect((await proven())?.findings.map(({ kind, from }) => `${kind} ${from}`)).toEqual(['redaction_false 22', 'redaction_false 23']);
  });
  it('holds in an export too', async () => {
    await redact();
    expect(await proven()).toMatchObject({ ok: true, entries: 21, findings: [] });
  });
});

describe('retention', () => {
  it('retires the oldest entries behind a signed checkpoint, and what remains holds', async () => {
    await writeLog();
    const until = new Date();
    await sql`select pg_sleep(0.01)`.execute(context.db);
    await note(21);
    await chainAll(context);
    expect(await retireAudit(context, until, true)).toBe(20);
    expect(await retireAudit(context, until, false)).toBe(20);
    expect(await verifyAudit(context)).toMatchObject({ ok: true, firstSeq: 21, lastSeq: 22, findings: [] });
    await tamper('delete from audit_entries where seq = 21');
    expect(told(await verifyAudit(context))).toEqual(['start_missing 21–21']);
  });
  it('cannot be made up in the store: a checkpoint needs a signature', async () => {
    await writeLog();
    await sql`insert into audit_seals (number, kind, seq, hash, sealed_at, key_id, signature) select 3, 'checkpoint', seq, hash, now(), ${sealKeyOf(context).keyId}, '\\x00' from audit_entries where seq = 15`.execute(context.db);
    await sql`select audit_retire(15)`.execute(context.db);
    expect(told(await verifyAudit(context))).toEqual(['seal_false 3–3', 'start_missing 1–15']);
  });
});
