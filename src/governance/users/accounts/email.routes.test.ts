import { sql } from 'kysely';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../kernel/clock.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { mailJob } from '../../../platform/mail/mail.jobs.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { passwordLinkJob } from '../passwords/password-link.jobs.ts';
import { buildUser, goodPassword, serve, signedIn, visitor } from '../users.builders.ts';
import { registerUsersRoutes } from '../users.routes.ts';

interface Received {
  to: string[];
  from: string;
  text: string;
}
const inbox: Received[] = [];
const smtp = new SMTPServer({
  authOptional: true, disabledCommands: ['STARTTLS'],
  onData(stream, { envelope }, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      inbox.push({ to: envelope.rcptTo.map(({ address }) => address), from: envelope.mailFrom === false ? '' : envelope.mailFrom.address, text: Buffer.concat(chunks).toString().replaceAll('=\r\n', '').replaceAll('=3D', '=') });
      done();
    });
  },
});
let context: TestContext;
let server: Routes;
let silent: Routes;
let lines: string[];
let now: Date;

beforeAll(async () => {
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo; // it listens on TCP
  context = await openTestContext({ clock: { now: () => now }, settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE', smtpUrl: `smtp://127.0.0.1:${port}?from=momente@nordfunk.example` } });
  ({ server, lines } = await serve(context, (routes) => registerUsersRoutes(routes, context)));
  const withoutMail = { ...context, settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE' } };
  ({ server: silent } = await serve(withoutMail, (routes) => registerUsersRoutes(routes, withoutMail)));
});
afterAll(async () => {
  await server.close();
  await silent.close();
  await context.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});
beforeEach(async () => {
  now = new Date();
  await deliver(); // what an earlier test has left in the queue
  inbox.length = 0;
  await sql`truncate users, invitations, sign_in_failures, sign_in_steps cascade`.execute(context.db);
});

const deliver = () => context.jobs.runDue(context, [passwordLinkJob, mailJob]);
const linkIn = (mail: Received | undefined) => /http:\/\/localhost:3000\/[\w-]+\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? 'no link';
const nobody = () => visitor(server);

describe('a new e-mail address', () => {
  it('holds when its link was opened, and the old address is told', async () => {
    await buildUser(context, 'viewer');
    const one = await signedIn(server, 'viewer@nordfunk.example');
    const begun = await one.send('POST', '/api/session/email', { email: 'Vera@Nordfunk.example' });
    expect([begun.status, begun.body]).toEqual([202, { link: null, isMailed: true }]);
    await deliver();
    expect(inbox).toMatchObject([{ to: ['vera@nordfunk.example'], from: 'momente@nordfunk.example' }]);
    expect((await one.get('/api/session')).body['user']).toMatchObject({ email: 'viewer@nordfunk.example' });
    const token = linkIn(inbox[0]);
    expect((await nobody().get(`/api/email-changes/${token}`)).body).toEqual({ email: 'vera@nordfunk.example' });
    expect((await nobody().send('POST', `/api/email-changes/${token}/confirmation`)).status).toBe(204);
    expect((await nobody().send('POST', `/api/email-changes/${token}/confirmation`)).body['code']).toBe('email_change.not_found');
    await deliver();
    expect(inbox[1]).toMatchObject({ to: ['viewer@nordfunk.example'] });
    expect((await nobody().send('POST', '/api/session', { email: 'vera@nordfunk.example', password: goodPassword })).status).toBe(200);
    expect((await nobody().send('POST', '/api/session', { email: 'viewer@nordfunk.example', password: goodPassword })).status).toBe(401);
  });
  it('is not proven by a link that is a day old, replaced by a newer one, or made up', async () => {
    await buildUser(context, 'viewer');
    const one = await signedIn(server, 'viewer@nordfunk.example');
    await one.send('POST', '/api/session/email', { email: 'first@nordfunk.example' });
    await one.send('POST', '/api/session/email', { email: 'second@nordfunk.example' });
    await deliver();
    const links = ['first', 'second'].map((name) => linkIn(inbox.find(({ to }) => to[0] === `${name}@nordfunk.example`)));
    expect((await nobody().get(`/api/email-changes/${links[0]}`)).status).toBe(404);
    expect((await nobody().get(`/api/email-changes/${links[1]}`)).status).toBe(200);
    now = new Date(now.getTime() + DAY_MS);
    expect((await nobody().send('POST', `/api/email-changes/${links[1]}/confirmation`)).status).toBe(404);
    expect((await nobody().get('/api/email-changes/made-up')).status).toBe(404);
  });
  it('does not tell whether somebody has it already, and is not given to two', async () => {
    await buildUser(context, 'viewer');
    await buildUser(context, 'agent');
    const one = await signedIn(server, 'viewer@nordfunk.example');
    const taken = await one.send('POST', '/api/session/email', { email: 'agent@nordfunk.example' });
    expect([taken.status, taken.body]).toEqual([202, { link: null, isMailed: true }]);
    await deliver();
    expect(inbox).toEqual([]);
    await one.send('POST', '/api/session/email', { email: 'free@nordfunk.example' });
    await deliver();
    await sql`update users set email = 'free@nordfunk.example' where email = 'agent@nordfunk.example'`.execute(context.db);
    expect((await nobody().send('POST', `/api/email-changes/${linkIn(inbox[0])}/confirmation`)).body['code']).toBe('user.email_taken');
  });
  it('is handed over by an administrator where no mail can go out', async () => {
    const { id } = await buildUser(context, 'viewer');
    await buildUser(context, 'administrator');
    const [one, boss] = [await signedIn(silent, 'viewer@nordfunk.example'), await signedIn(silent, 'administrator@nordfunk.example')];
    expect((await one.send('POST', '/api/session/email', { email: 'vera@nordfunk.example' })).body['code']).toBe('email_change.no_mail');
    const shown = await boss.send('POST', `/api/users/${id}/email`, { email: 'vera@nordfunk.example' });
    expect(shown.body['isMailed']).toBe(false);
    const token = String(shown.body['link']).split('/').pop();
    expect((await visitor(silent).send('POST', `/api/email-changes/${token}/confirmation`)).status).toBe(204);
    expect((await boss.send('POST', `/api/users/${id}/email`, { email: 'administrator@nordfunk.example' })).body['code']).toBe('user.email_taken');
  });
});

describe('a forgotten password', () => {
  it('brings a link that works once and within an hour', async () => {
    await buildUser(context, 'viewer');
    expect((await nobody().send('POST', '/api/password-links', { email: 'viewer@nordfunk.example' })).status).toBe(202);
    await deliver();
    const token = linkIn(inbox[0]);
    expect((await nobody().send('POST', `/api/invitations/${token}/acceptance`, { name: 'Vera', password: 'nine purple lamps' })).status).toBe(201);
    expect((await nobody().send('POST', `/api/invitations/${token}/acceptance`, { name: 'Vera', password: 'ten purple lamps' })).body['code']).toBe('invitation.used');
    await nobody().send('POST', '/api/password-links', { email: 'viewer@nordfunk.example' });
    await deliver();
    now = new Date(now.getTime() + HOUR_MS);
    expect((await nobody().send('POST', `/api/invitations/${linkIn(inbox[1])}/acceptance`, { name: 'Vera', password: 'ten purple lamps' })).body['code']).toBe('invitation.expired');
  });
  it('answers the same for unknown and deactivated people, without having looked anybody up', async () => {
    await buildUser(context, 'viewer');
    await buildUser(context, 'agent');
    await sql`update users set deactivated_at = now() where role = 'agent'`.execute(context.db);
    const answers = [];
    for (const name of ['viewer', 'agent', 'nobody']) answers.push(await nobody().send('POST', '/api/password-links', { email: `${name}@nordfunk.example` }));
    expect(answers.map(({ status, text }) => [status, text])).toEqual([[202, answers[0]?.text], [202, answers[0]?.text], [202, answers[0]?.text]]);
    await deliver();
    expect(inbox.map(({ to }) => to[0])).toEqual(['viewer@nordfunk.example']);
  });
  it('fills nobody’s inbox', async () => {
    await buildUser(context, 'viewer');
    const answers = [];
    for (let attempt = 1; attempt <= 6; attempt += 1) answers.push((await nobody().send('POST', '/api/password-links', { email: 'viewer@nordfunk.example' })).status);
    expect(answers).toEqual([202, 202, 202, 202, 202, 429]);
  });
});

describe('mails', () => {
  it('bring invitations and password links, and stand sealed in the queue', async () => {
    const { id } = await buildUser(context, 'viewer');
    await buildUser(context, 'administrator');
    const boss = await signedIn(server, 'administrator@nordfunk.example');
    const invited = await boss.send('POST', '/api/invitations', { email: 'new@nordfunk.example', role: 'viewer' });
    expect(invited.body['isMailed']).toBe(true);
    await boss.send('POST', `/api/users/${id}/password-link`);
    const token = String(invited.body['link']).split('/').pop() ?? '';
    const { rows } = await sql<{ text: string }>`select jsonb_agg(j.data)::text as text from jobs.job j`.execute(context.db);
    expect(rows[0]?.text).toContain('sealed');
    expect(rows[0]?.text).not.toContain(token);
    await deliver();
    expect(inbox.map(({ to }) => to[0]).toSorted()).toEqual(['new@nordfunk.example', 'viewer@nordfunk.example']);
    expect(linkIn(inbox.find(({ to }) => to[0] === 'new@nordfunk.example'))).toBe(token);
    expect(lines.join('\n')).not.toContain(token);
  });
});
