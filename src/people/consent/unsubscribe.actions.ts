import { sql } from 'kysely';
import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { contactChannels, type publicUnsubscribeSchema, type UnsubscribeTarget } from './consent.contract.ts';
import { findPurpose } from './consent.queries.ts';
import { withdrawConsent } from './consent.actions.ts';
import { hintOf } from './address-hint.logic.ts';
import { suppressAddress } from './suppression.actions.ts';
import type { z } from 'zod';

const SEALED_FOR = 'unsubscribe link';
/** With more the link would be longer than a route takes: 200 characters. */
const MAX_CONTENT_BYTES = 116;

/**
 * The address under which somebody objects with one click (RFC 8058). It names recipient and list, sealed: nobody can
 * read it, and nobody without the key of this installation can make one. It works as long as mails are read: for ever.
 */
export function unsubscribeUrlOf(context: Pick<Context, 'vault' | 'settings'>, { subject, purpose, channel, address }: UnsubscribeTarget): string {
  const head = `${Buffer.from(subject.replaceAll('-', ''), 'hex').toString('base64url')}${contactChannels.indexOf(channel)}${purpose}\n`;
  const whole = Buffer.byteLength(head + address) <= MAX_CONTENT_BYTES ? head + address : head;
  return `${context.settings.publicUrl}/u/${context.vault.seal(whole, SEALED_FOR).slice('v1.'.length)}`;
}

/** The two headers of a mail that can be unsubscribed from with one click. */
export function unsubscribeHeaders(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

function readToken({ vault }: Context, token: string): UnsubscribeTarget {
  const content = unsealOrNull(vault, token);
  const channel = contactChannels[Number(content?.charAt(22))];
  if (!content || !channel) throw new Problem('consent.link_not_found', 'This link is not one of ours, or it was cut off.');
  const hex = Buffer.from(content.slice(0, 22), 'base64url').toString('hex');
  const [purpose = '', address = ''] = content.slice(23).split('\n');
  return { subject: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`, channel, purpose, address };
}

function unsealOrNull(vault: Context['vault'], token: string): string | null {
  try {
    return vault.unseal(`v1.${token}`, SEALED_FOR);
  } catch {
    return null;
  }
}

/** What the page behind the link shows. Looking changes nothing: programs follow links in mails by themselves. @throws consent.link_not_found */
export async function readUnsubscribe(context: Context, token: string): Promise<z.infer<typeof publicUnsubscribeSchema>> {
  const target = readToken(context, token);
  const purpose = await findPurpose(context.db, target.purpose);
  if (!purpose) throw new Problem('consent.link_not_found', 'What this link is for does not exist any more.');
  const { rows } = await sql<{ language: string | null }>`select w.language from identifiers i join contact_wishes w on w.customer_id = i.customer_id where i.id = ${target.subject}`.execute(context.db);
  return {
    company: (await readPrivacySettings(context.db)).controller.name, purposeDe: purpose.nameDe, purposeEn: purpose.nameEn,
    channel: target.channel, addressHint: hintOf(target.channel, target.address), language: rows[0]?.language ?? null, isWithdrawn: await hasObjected(context, target),
  };
}

/**
 * Objects at once. Twice is the same as once. Of somebody who was erased meanwhile the fingerprint of the address is kept,
 * so that the objection still holds.
 * @throws consent.link_not_found
 */
export async function unsubscribe(context: Context, token: string, how: 'one_click' | 'link_page'): Promise<void> {
  const target = readToken(context, token);
  if (!(await findPurpose(context.db, target.purpose))) throw new Problem('consent.link_not_found', 'What this link is for does not exist any more.');
  await context.db.transaction().execute(async (tx) => {
    const known = await sql`select from identifiers where id = ${target.subject} for key share`.execute(tx);
    if (known.rows.length === 0) {
      if (target.address !== '') await suppressAddress(context, tx, { channel: target.channel, address: target.address, reason: 'objection', purpose: target.purpose, isErased: true });
      return;
    }
    if (await hasObjected({ ...context, db: tx }, target)) return;
    await withdrawConsent(context, tx, { subject: target.subject, purpose: target.purpose, channel: target.channel, how, source: 'unsubscribe link', proof: { address: target.address } });
  });
}

async function hasObjected({ db }: Pick<Context, 'db'>, { subject, purpose, channel, address }: UnsubscribeTarget): Promise<boolean> {
  const { rows } = await sql<{ objected: boolean }>`
    select exists (select from identifiers i join customer_consents c on c.customer_id = i.customer_id where i.id = ${subject} and c.purpose = ${purpose} and c.channel = ${channel} and c.state = 'withdrawn')
      or exists (select from suppressed_addresses s where s.channel = ${channel} and s.address_key = address_key(${channel}, ${address}) and s.purpose = ${purpose}) as objected`.execute(db);
  return rows[0]?.objected ?? false;
}

