/* oxlint-disable max-params -- stands in for takeInMail */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { createAccount, passwordOf } from './accounts.actions.ts';
import { findAccount } from './accounts.queries.ts';
import { connectImap } from './imap.actions.ts';
import { startMailServer, startMeddler, type TestMailServer } from './imap-server.builders.ts';
import { accountInputSchema } from '../mailbox.contract.ts';
import { readMailbox, type TakeIn } from './read-mailbox.actions.ts';
import { takeInMail } from '../mails/take-in-mail.actions.ts';
import { watchMailbox } from './watch-mailbox.actions.ts';

let context: TestContext;
let server: TestMailServer;
let accountId: string;
const patience = { connectMs: 3_000, silenceMs: 3_000 };
const mail = (n: number, extra = '') => `From: Anna Meier <anna@example.de>\r\nTo: hilfe@nordfunk.example\r\nSubject: Mail ${n}\r\nMessage-ID: <m${n}@example.de>\r\nDate: Sun, 22 Nov 2026 08:00:0${n % 10} +0000\r\n${extra}\r\nGuten Tag, das ist Mail ${n}.\r\n`;

beforeAll(async () => {
  context = await openTestContext({ settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE', allowsInternalAddresses: true } });
});
afterAll(() => context?.close());
beforeEach(async () => {
  server = await startMailServer();
  await sql`truncate mail_intakes, mail_accounts, cases cascade`.execute(context.db);
  accountId = (await add(server.port)).id;
});
afterEach(() => server.close());

const add = (port: number, more: object = {}) => createAccount(context, 'boss', accountInputSchema.parse({ name: `Hilfe ${port}`, address: 'hilfe@nordfunk.example', host: '127.0.0.1', port, security: 'none', login: 'hilfe', password: 'geheim-7', startsWith: 'all', ...more }));
async function readOnce(id = accountId, takeIn?: TakeIn) {
  const account = await findAccount(context.db, id);
  if (!account) throw new Error('no account');
  const client = await connectImap(context, { ...account, password: passwordOf(context, account) }, patience);
  try {
    return await readMailbox(context, account, client, undefined, takeIn);
  } finally {
    client.close();
  }
}
const subjects = async () => (await sql<{ subjectLine: string }>`select subject_line from cases order by number`.execute(context.db)).rows.map(({ subjectLine }) => subjectLine);
const outcomes = async () => (await sql<{ outcome: string }>`select outcome from mail_intakes order by uid_validity, uid`.execute(context.db)).rows.map(({ outcome }) => outcome);

describe('a mailbox', () => {
  it('is read once, oldest first, and its mails are marked as read', async () => {
    for (const n of [1, 2, 3]) server.deliver(mail(n));
    expect(await readOnce()).toBe(3);
    expect(await subjects()).toEqual(['Mail 1', 'Mail 2', 'Mail 3']);
    expect(server.flags()).toEqual([['\\Seen'], ['\\Seen'], ['\\Seen']]);
    expect(await readOnce()).toBe(0);
    server.deliver(mail(4));
    expect(await readOnce()).toBe(1);
    expect(await subjects()).toHaveLength(4);
  });

  it('has its mails moved where that is wished', async () => {
    const { id } = await add(server.port, { name: 'moves', afterwards: 'move', moveTo: 'Erledigt' });
    server.deliver(mail(1));
    await readOnce(id);
    expect([server.subjects(), server.subjects('Erledigt')]).toEqual([[], ['Mail 1']]);
  });

  it('that was rebuilt with other numbers brings no mail twice', async () => {
    for (const n of [1, 2]) server.deliver(mail(n));
    await readOnce();
    server.renumber();
    server.deliver(mail(3));
    await readOnce();
    expect(await subjects()).toEqual(['Mail 1', 'Mail 2', 'Mail 3']);
    expect(await outcomes()).toEqual(['case', 'case', 'repeated', 'repeated', 'case']);
  });

  it('starts with what comes from now on, unless all is wished', async () => {
    const { id } = await add(server.port, { name: 'new only', startsWith: 'new' });
    await sql`update mail_accounts set created_at = now() + interval '1 day' where id = ${id}`.execute(context.db);
    server.deliver(mail(1));
    expect(await readOnce(id)).toBe(0);
    expect(await subjects()).toEqual([]);
  });

  it('shared with a second one brings the same mail once', async () => {
    const { id } = await add(server.port, { name: 'second' });
    server.deliver(mail(1));
    await readOnce();
    await readOnce(id);
    expect(await subjects()).toEqual(['Mail 1']);
    expect((await outcomes()).toSorted()).toEqual(['case', 'repeated']);
  });
});

describe('a crash', () => {
  it('after a mail was taken in and before the mailbox was told makes no second case', async () => {
    server.deliver(mail(1));
    await expect(readOnce(accountId, async (...given) => {
      await takeInMail(...given);
      throw new Error('killed');
    })).rejects.toThrow('killed');
    expect(server.flags()).toEqual([[]]);
    await readOnce();
    expect(await subjects()).toEqual(['Mail 1']);
    expect(server.flags()).toEqual([['\\Seen']]);
  });

  it('by the same mail three times leaves it out, flagged for a person, and goes on with the next', async () => {
    server.deliver(mail(1));
    server.deliver(mail(2));
    const killedByFirst: TakeIn = (context_, account, place, at, read) => (read.subjectLine === 'Mail 1' ? Promise.reject(new Error('killed')) : takeInMail(context_, account, place, at, read));
    for (let n = 0; n < 3; n += 1) await expect(readOnce(accountId, killedByFirst)).rejects.toThrow('killed');
    await readOnce(accountId, killedByFirst);
    expect(await subjects()).toEqual(['Mail 2']);
    expect(server.flags()).toEqual([['\\Flagged'], ['\\Seen']]);
    expect(await outcomes()).toEqual(['refused', 'case']);
  });
});

describe('a mail server', () => {
  const through = async (meddle: Parameters<typeof startMeddler>[1], run: (id: string) => Promise<void>) => {
    const meddler = await startMeddler(server.port, meddle);
    await sql`update mail_accounts set port = ${meddler.port} where id = ${accountId}`.execute(context.db);
    try {
      await run(accountId);
    } finally {
      await meddler.close();
      await sql`update mail_accounts set port = ${server.port}, lease_until = null where id = ${accountId}`.execute(context.db);
    }
  };

  it('that hangs up in the middle of a mail loses nothing and doubles nothing', async () => {
    server.deliver(mail(1));
    server.deliver(mail(2, `X-Long: ${'x'.repeat(20_000)}\r\n`));
    let isCut = false;
    await through((said) => {
      const at = said.indexOf('das ist Mail 2');
      if (at < 0 || isCut) return said;
      isCut = true;
      return null;
    }, async (id) => expect(readOnce(id)).rejects.toBeInstanceOf(Error));
    expect(await subjects()).toEqual(['Mail 1']);
    await readOnce();
    expect(await subjects()).toEqual(['Mail 1', 'Mail 2']);
  });

  it('that falls silent is given up, and its failure shown', async () => {
    server.deliver(mail(1));
    let isSilent = false;
    await through((said) => {
      isSilent ||= said.includes('FETCH');
      return isSilent ? Buffer.alloc(0) : said;
    }, async (id) => {
      await watchMailbox(context, id, AbortSignal.timeout(20_000), { patience, pollMs: 100 });
      expect(await findAccount(context.db, id)).toMatchObject({ failures: 1, failingSince: expect.any(Date) });
    });
    await readOnce();
    expect(await subjects()).toEqual(['Mail 1']);
  });

  it('that answers NO is told apart from one that is not there', async () => {
    await expect(add(server.port, { name: 'wrong', password: 'falsch' })).rejects.toMatchObject({ code: 'mail_account.refused' });
    await expect(add(1, { name: 'nobody' })).rejects.toMatchObject({ code: 'mail_account.unreachable' });
    await expect(add(server.port, { name: 'no folder', folder: 'Keiner' })).rejects.toMatchObject({ code: 'mail_account.refused' });
  });

  it('that refuses to mark mails loses none: they are known at the next look', async () => {
    server.deliver(mail(1));
    await through((said) => Buffer.from(said.toString('latin1').replaceAll(/^(\S+) OK STORE.*$/gim, '$1 NO not today'), 'latin1'), async (id) => {
      await readOnce(id).catch(() => undefined);
    });
    await readOnce();
    await readOnce();
    expect(await subjects()).toEqual(['Mail 1']);
  });

  it('tells of a new mail by itself', async () => {
    const stop = new AbortController();
    const watching = watchMailbox(context, accountId, stop.signal, { patience: { connectMs: 3_000, silenceMs: 60_000 }, pollMs: 30_000 });
    await untilSo(async () => (await findAccount(context.db, accountId))?.connectedAt !== null);
    await new Promise((done) => setTimeout(done, 1_000)); // until IDLE has begun
    server.deliver(mail(1));
    await untilSo(async () => (await subjects()).length === 1);
    stop.abort();
    await watching;
    expect(await subjects()).toEqual(['Mail 1']);
  });

  it('is read by one process at a time', async () => {
    const stop = new AbortController();
    const first = watchMailbox(context, accountId, stop.signal, { patience, pollMs: 200 });
    await untilSo(async () => (await findAccount(context.db, accountId))?.connectedAt !== null);
    await watchMailbox(context, accountId, stop.signal, { patience, pollMs: 200 }); // returns at once: it has no lease
    expect(await findAccount(context.db, accountId)).toMatchObject({ failures: 0 });
    stop.abort();
    await first;
  });
});

async function untilSo(isSo: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 200; n += 1) {
    if (await isSo()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('it never came to be');
}
