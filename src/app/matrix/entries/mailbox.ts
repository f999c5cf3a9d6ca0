import { createHmac } from 'node:crypto';
import { newFormToken } from '../../../acting/mailbox/forms/form-guard.logic.ts';
import type { Entries } from '../entry.ts';
import type { World } from '../world.ts';

const text = { title: 'Schreiben Sie uns', intro: '', thanks: '' };
const form = (world: World) => ({ code: `form-${world.next()}`, name: 'Contact', texts: { de: text, en: text } });
const newForm = async (world: World): Promise<{ id: string; code: string }> => world.api('POST', '/api/web-forms', form(world));
const formParams = async (world: World) => ({ params: { id: (await newForm(world)).id } });
const inlet = { name: 'Telephone', signedAs: 'github', secret: 'a shared secret', mapping: { number: 'from' } };
const newInlet = async (world: World) => ({ params: { id: (await world.api('POST', '/api/call-inlets', inlet)).id } });

/** A mailbox whose server nobody asks: it is put in without signing in to it. */
async function newAccount(world: World) {
  const { sql } = await import('kysely');
  const { newId } = await import('../../../kernel/ids.ts');
  const id = newId();
  await sql`
    insert into mail_accounts (id, name, address, host, port, security, login, password_sealed, folder, afterwards, starts_with, created_by, created_at, updated_at, paused_at)
    values (${id}, ${`Box ${world.next()}`}, 'hilfe@nordfunk.example', 'imap.nordfunk.example', 993, 'tls', 'hilfe', ${world.context.vault.seal('geheim', `mail_accounts.password ${id}`)}, 'INBOX', 'mark_seen', 'new', 'test', now(), now(), now())`.execute(world.context.db);
  return { params: { id } };
}
const account = { name: 'Help', address: 'hilfe@nordfunk.example', host: 'imap.nordfunk.example', login: 'hilfe' };

async function sent(world: World) {
  const { code } = await newForm(world);
  const opened = Math.floor(world.context.clock.now().getTime() / 1_000) - 60;
  return { params: { code }, body: { token: newFormToken(world.context.vault.deriveKey('form token'), code, opened), email: `form-${world.next()}@example.de`, subjectLine: 'Question', text: 'How?' } };
}
async function rung(world: World) {
  const body = JSON.stringify({ from: '+49 228 555' });
  return { ...(await newInlet(world)), body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${createHmac('sha256', inlet.secret).update(body).digest('hex')}` } };
}

export const mailboxEntries: Entries = {
  'GET /api/mail-accounts': {},
  'POST /api/mail-accounts': { status: 422, call: () => ({ body: { ...account, host: '127.0.0.1', port: 9, password: 'geheim' } }) }, // signed in to before it is saved; nobody is there
  'POST /api/mail-accounts/test': { status: 422, call: () => ({ body: { host: '127.0.0.1', port: 9, login: 'hilfe', password: 'geheim' } }) },
  'GET /api/mail-accounts/:id': { call: newAccount },
  'PUT /api/mail-accounts/:id': { call: async (world) => ({ ...(await newAccount(world)), body: { ...account, isPaused: true } }) },
  'DELETE /api/mail-accounts/:id': { status: 204, call: newAccount },
  'GET /api/mail-accounts/:id/intakes': { call: newAccount },
  'GET /api/web-forms': {},
  'POST /api/web-forms': { status: 201, call: (world) => ({ body: form(world) }) },
  'GET /api/web-forms/:id': { call: formParams },
  'PUT /api/web-forms/:id': { call: async (world) => ({ ...(await formParams(world)), body: form(world) }) },
  'DELETE /api/web-forms/:id': { status: 204, call: formParams },
  'GET /api/call-inlets': {},
  'POST /api/call-inlets': { status: 201, call: () => ({ body: inlet }) },
  'DELETE /api/call-inlets/:id': { status: 204, call: newInlet },
  'GET /api/public/forms/:code': { open: 'customers have no account', call: async (world) => ({ params: { code: (await newForm(world)).code } }) },
  'OPTIONS /api/public/forms/:code': { open: 'browsers ask it before they send a form from another page', status: 204, call: async (world) => ({ params: { code: (await newForm(world)).code } }) },
  'POST /api/public/forms/:code': { open: 'customers have no account', status: 201, call: sent },
  'POST /api/calls/:id': { open: 'the signature says who sends', call: rung },
  'POST /api/gateways/:id/inbound': { open: 'the signature says who sends', status: 404, call: () => ({ params: { id: '00000000-0000-4000-8000-000000000000' }, body: '{}', headers: { 'content-type': 'application/json' } }) },
};
