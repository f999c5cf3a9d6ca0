import { sql } from 'kysely';
import type { z } from 'zod';
import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import { newId, newSecret, secretHash } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { hintOf } from './address-hint.logic.ts';
import { recordConsent } from './consent.actions.ts';
import type { ContactChannel, publicOptInSchema } from './consent.contract.ts';
import { findPurpose, insertConsents } from './consent.queries.ts';

const VALID_DAYS = 7;
/** More links than this to one address in a day is somebody's joke on the owner of it. */
const MAX_LINKS_PER_DAY = 3;
const DAY_MS = 86_400_000;

export interface OptInRequest {
  subject: string;
  purpose: string;
  channel: ContactChannel;
  address: string;
  language: 'de' | 'en';
  /** Where it was asked for: name of a form, of an agent. */
  source: string;
  /** IP address and browser of a form, or who of the staff asked. */
  requestedFrom?: Record<string, string>;
}

/** The message with the link; whoever calls brings the way to send it, because messages come after consents. */
export interface OptInMessage extends OptInRequest {
  requestId: string;
  url: string;
  company: string;
  purposeName: string;
  textShown: string;
  expiresAt: Date;
}
export type SendOptIn = (context: Context, tx: Db, message: OptInMessage) => Promise<void>;

export type OptInStart = { kind: 'sent'; requestId: string; expiresAt: string } | { kind: 'granted_already' } | { kind: 'too_many' };

/**
 * First half of a double opt-in: sends a link to the address itself. Only who can read what arrives there consents.
 * @throws consent.purpose_not_found
 */
export async function startDoubleOptIn(context: Context, tx: Db, request: OptInRequest, send: SendOptIn): Promise<OptInStart> {
  const purpose = await findPurpose(tx, request.purpose);
  if (!purpose || purpose.retiredAt !== null) throw new Problem('consent.purpose_not_found', 'There is no purpose with this key.', { purpose: request.purpose });
  const now = context.clock.now();
  // One at a time per address, so that the limit holds when a form is sent ten times at once.
  await sql`select pg_advisory_xact_lock(7041991, hashtext(${`${request.channel} ${request.address}`}))`.execute(tx);
  const { rows } = await sql<{ isGranted: boolean; links: number }>`
    select exists (select from identifiers i join customer_consents c on c.customer_id = i.customer_id where i.id = ${request.subject} and c.purpose = ${request.purpose} and c.channel = ${request.channel}
        and c.state = 'granted' and (c.addresses is null or ${request.address} = any(c.addresses))) as is_granted,
      (select count(*) from opt_in_requests where channel = ${request.channel} and address = ${request.address} and requested_at > ${new Date(now.getTime() - DAY_MS)}) as links`.execute(tx);
  if (rows[0]?.isGranted) return { kind: 'granted_already' };
  if ((rows[0]?.links ?? 0) >= MAX_LINKS_PER_DAY) return { kind: 'too_many' };
  const requestId = newId(now.getTime());
  const token = newSecret('');
  const expiresAt = new Date(now.getTime() + VALID_DAYS * DAY_MS);
  const textShown = request.language === 'de' ? purpose.textDe : purpose.textEn;
  await sql`
    insert into opt_in_requests (id, token_hash, subject, purpose, channel, address, language, text_shown, source, requested_at, requested_from, expires_at)
    values (${requestId}, ${secretHash(token)}, ${request.subject}, ${request.purpose}, ${request.channel}, ${request.address}, ${request.language}, ${textShown}, ${request.source}, ${now}, ${JSON.stringify(request.requestedFrom ?? {})}::jsonb, ${expiresAt})`.execute(tx);
  await insertConsents(tx, [request.subject], { purpose: request.purpose, channel: request.channel, address: request.address, state: 'pending', how: 'double_opt_in', source: request.source, actor: null, textShown, proof: { requestId }, at: now });
  const { controller } = await readPrivacySettings(tx);
  await send(context, tx, { ...request, requestId, url: `${context.settings.publicUrl}/optin/${token}`, company: controller.name, purposeName: request.language === 'de' ? purpose.nameDe : purpose.nameEn, textShown, expiresAt });
  return { kind: 'sent', requestId, expiresAt: expiresAt.toISOString() };
}

interface RequestRow extends OptInRequest {
  id: string;
  textShown: string;
  requestedAt: Date;
  requestedFrom: Record<string, string>;
  expiresAt: Date;
  confirmedAt: Date | null;
  cancelledAt: Date | null;
}

type PublicOptIn = z.infer<typeof publicOptInSchema>;

/** What the page behind the link shows. Looking changes nothing. @throws consent.link_not_found */
export async function readOptIn(context: Context, token: string): Promise<PublicOptIn> {
  const { rows } = await sql<RequestRow>`select * from opt_in_requests where token_hash = ${secretHash(token)}`.execute(context.db);
  return shown(context, rows[0]);
}

/**
 * Second half: consents, once. A link that was used, has run out or was overtaken by a withdrawal changes nothing more.
 * @throws consent.link_not_found
 */
export async function confirmOptIn(context: Context, token: string, from: { ip: string; browser: string }): Promise<PublicOptIn> {
  return context.db.transaction().execute(async (tx) => {
    const { rows } = await sql<RequestRow>`select * from opt_in_requests where token_hash = ${secretHash(token)} for update`.execute(tx);
    const [request] = rows;
    const now = context.clock.now();
    if (!request || stateOf(request, now) !== 'open') return shown({ ...context, db: tx }, request);
    await sql`update opt_in_requests set confirmed_at = ${now} where id = ${request.id}`.execute(tx);
    await recordConsent(context, tx, {
      subject: request.subject, purpose: request.purpose, channel: request.channel, address: request.address, how: 'double_opt_in', source: request.source, textShown: request.textShown,
      proof: { requestId: request.id, requestedAt: request.requestedAt.toISOString(), requestedFrom: request.requestedFrom, confirmedAt: now.toISOString(), confirmedFrom: { ip: from.ip, browser: from.browser.slice(0, 300) } },
    });
    return shown({ ...context, db: tx }, { ...request, confirmedAt: now });
  });
}

const stateOf = ({ confirmedAt, cancelledAt, expiresAt }: RequestRow, now: Date): PublicOptIn['state'] => (confirmedAt ? 'confirmed' : cancelledAt || expiresAt <= now ? 'expired' : 'open');

async function shown(context: Context, request: RequestRow | undefined): Promise<PublicOptIn> {
  const purpose = request && (await findPurpose(context.db, request.purpose));
  if (!purpose) throw new Problem('consent.link_not_found', 'This link is not one of ours, or it was cut off.');
  return {
    state: stateOf(request, context.clock.now()), company: (await readPrivacySettings(context.db)).controller.name, purposeDe: purpose.nameDe, purposeEn: purpose.nameEn,
    textShown: request.textShown, language: request.language, channel: request.channel, addressHint: hintOf(request.channel, request.address),
  };
}
